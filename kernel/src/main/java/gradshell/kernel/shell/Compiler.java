package gradshell.kernel.shell;

import gradshell.kernel.shell.CellControl.Call;
import gradshell.kernel.shell.CellControl.Move;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Compiles a cell with JShell, all of it before any of it runs, and takes the compiled declarations back when the cell
 * fails: then every earlier definition is as it was.
 */
final class Compiler {
    /** What came of a cell: {@code errors} is empty when it may run. */
    record Compiled(List<Step> steps, List<CompileError> errors, List<String> notes) {}

    /** The first variable that a declaration with a value declares. */
    private static final Pattern VARIABLE = Pattern.compile("^[^=(\"]*[\\w>\\]]\\s+(\\w+)\\s*=[^=]");
    /** What extends this is a class that can't be made: its name stands for nothing. */
    private static final String NOWHERE = "$Nowhere";
    private static final int RESULTS_KEPT = 30;
    /** On a busy machine JShell's compiler may miss what is there more than once. */
    private static final int ATTEMPTS = 4;
    /** Several kinds of refusals may come one after the other. */
    private static final int MOST_MENDINGS = 3;

    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final CellControl control;
    private final SourceMap sources;
    private final Splitter splitter;
    /** The class whose static field a variable is. */
    private final Map<String, String> fields = new HashMap<>();
    private final Queue<VarSnippet> results = new ArrayDeque<>();

    private final Results named;

    private final Mending mending;
    private final Direct direct;
    private final Runnable preload;
    private final Variables variables;
    private final Diagnosis diagnosis;

    Compiler(JShell shell, CellControl control, SourceMap sources, Results named, Mending mending,
            Diagnosis diagnosis, Direct direct, Variables variables, Runnable preload) {
        this.preload = preload;
        this.direct = direct;
        this.variables = variables;
        this.named = named;
        this.mending = mending;
        this.diagnosis = diagnosis;
        this.shell = shell;
        this.control = control;
        this.sources = sources;
        this.analysis = shell.sourceCodeAnalysis();
        this.splitter = new Splitter(analysis);
    }

    Compiled compile(Cell cell) {
        return compile(cell, () -> false);
    }

    /** Compiles a cell, or nothing of it when it is to be stopped meanwhile. */
    Compiled compile(Cell cell, BooleanSupplier stopped) {
        var steps = new ArrayList<Step>();
        var errors = new ArrayList<CompileError>(named.missing(cell));
        if (!errors.isEmpty()) return new Compiled(List.of(), errors, List.of());
        // what could not be declared: that its name is unknown further down is no error of its own
        var missing = new HashSet<String>();
        var pieces = splitter.split(cell, named.prepare(cell.code()));
        // while the compiler of the other pieces may still be getting ready
        if (pieces.stream().anyMatch(direct::leaves)) preload.run();
        int refused = 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (stopped.getAsBoolean()) {
                undo(steps);
                return new Compiled(List.of(), List.of(), List.of());
            }
            if (i >= refused) {
                var run = direct.compile(pieces.subList(i, pieces.size()));
                for (var taken : run.steps()) {
                    var step = told(taken);
                    steps.add(step);
                    steps.addAll(mendedDependents(step));
                }
                refused = i + run.length();
                if (!run.steps().isEmpty()) {
                    i = refused - 1;
                    continue;
                }
            }
            var step = mended(evaluate(pieces.get(i)));
            steps.add(step);
            var own = diagnosis.of(step);
            own.stream().filter(error -> missing.stream().noneMatch(error::isAbout)).forEach(errors::add);
            if (!own.isEmpty()) missing.addAll(names(step));
            steps.addAll(mendedDependents(step));
        }
        for (var step : steps)
            step.declared().forEach(d -> errors.addAll(diagnosis.lasting(step.piece(), d)));
        if (!errors.isEmpty()) {
            undo(steps);
            return new Compiled(List.of(), errors, List.of());
        }
        return new Compiled(steps, errors, notes(steps));
    }

    /** What a refused step would have declared. */
    private static Set<String> names(Step refused) {
        var names = new HashSet<String>();
        refused.declared().forEach(declared -> names.add(declared.name()));
        VARIABLE.matcher(refused.piece().source()).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** The step, or what it becomes when what Java refuses in it is written as Java. */
    private Step mended(Step refused) {
        var step = refused;
        for (int i = 0; i < MOST_MENDINGS; i++) {
            var better = better(step);
            if (better.isEmpty()) break;
            step = better.get();
        }
        return step;
    }

    private Optional<Step> better(Step refused) {
        var better = refused.events().stream()
                .filter(event -> event.causeSnippet() == null && event.status() != Status.VALID)
                .flatMap(event -> mending.mend(refused.piece(), event.snippet()).stream())
                .findFirst();
        if (better.isEmpty()) return Optional.empty();
        takeBack(List.of(refused));
        return Optional.of(evaluate(better.get()));
    }

    /** What had to wait for a step's declarations, and is refused by Java now that they are there. */
    private List<Step> mendedDependents(Step cause) {
        var mended = new ArrayList<Step>();
        dependents(cause).filter(this::isWaiting)
                .toList()
                .forEach(waiting -> sources.origin(waiting)
                        .flatMap(piece -> mending.mend(piece, waiting))
                        .ifPresent(piece -> mended.add(evaluate(piece))));
        return mended;
    }

    /** What JShell has compiled again, and what may name a method as if it were a variable, of which it knows nothing. */
    private Stream<Snippet> dependents(Step cause) {
        var updated = cause.events().stream().filter(e -> e.causeSnippet() != null).map(SnippetEvent::snippet);
        var methods = cause.declared().stream().filter(MethodSnippet.class::isInstance).toList();
        if (methods.isEmpty()) return updated;
        Stream<DeclarationSnippet> all = Stream.concat(shell.methods(), shell.types());
        return Stream.concat(updated, all.filter(this::isWaiting)
                .filter(s -> methods.stream().anyMatch(m -> mending.names(s, m.name()))));
    }

    private boolean isWaiting(Snippet snippet) {
        var status = shell.status(snippet);
        return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    }

    /** The step, once JShell knows of its variable, if that is any concern of JShell's. */
    private Step told(Step step) {
        Variable declared = step.direct().declared();
        if (declared == null || !variables.concerns(shell, declared.name())) return step;
        var events = variables.tell(shell, List.of(declared.name()));
        return new Step(step.piece(), events, recompiled(), step.calls(), step.replaced(), step.direct());
    }

    private Step evaluate(Piece piece) {
        preload.run();
        variables.tell(shell, JavaText.variables(piece.source()));
        var events = shell.eval(piece.source());
        for (int i = 1; i < ATTEMPTS && missesOwnClass(events); i++) events = shell.eval(piece.source());
        var own = new ArrayList<Snippet>();
        for (var event : events) {
            if (event.causeSnippet() != null) continue;
            own.add(event.snippet());
            sources.origin(event.snippet(), piece);
            if (event.status().isActive()) sources.compiled(event.snippet(), analysis.wrapper(event.snippet()));
        }
        var moves = recompiled();
        var replaced = own.stream().flatMap(s -> s instanceof VarSnippet v && shell.status(v).isActive()
                ? Stream.ofNullable(variables.get(v.name()))
                : Stream.empty()).toList();
        replaced.forEach(variable -> variables.restore(variable.name(), null));
        variables.tell(shell, replaced.stream().map(Variable::name).toList());
        moves.addAll(recompiled());
        moves.removeIf(
                move -> own.stream().anyMatch(s -> s instanceof VarSnippet v && v.name().equals(move.variable())));
        return new Step(piece, events, moves, control.takeCalls(), replaced, null);
    }

    /**
     * Whether JShell's compiler did not find a class of JShell's own, or what it imports from there for a definition. That
     * happens now and then after many cells, has nothing to do with the snippet, and is gone at the next attempt.
     */
    private boolean missesOwnClass(List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.status() == Status.REJECTED)
                .flatMap(event -> shell.diagnostics(event.snippet()))
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .anyMatch(message -> message.contains("package REPL") || missesDefinition(message));
    }

    /** Whether a name is said to be unknown that an earlier cell has defined. */
    private boolean missesDefinition(String message) {
        return Stream.of(shell.variables().map(VarSnippet::name), shell.methods().map(MethodSnippet::name),
                shell.types().filter(type -> sources.origin(type).isPresent()).map(TypeDeclSnippet::name))
                .flatMap(names -> names)
                .anyMatch(name -> message.matches("(?s).*symbol: +\\w+ " + Pattern.quote(name) + "\\b.*"));
    }

    /**
     * Takes note of every definition that has got a new class, as happens, without an event too, when something that
     * it depends on comes or goes; returns how the variables among them keep their values.
     */
    private List<Move> recompiled() {
        Stream.concat(shell.methods(), shell.types())
                .filter(snippet -> !sources.knows(className(snippet)))
                .forEach(snippet -> sources.compiled(snippet, analysis.wrapper(snippet)));
        var moves = new ArrayList<Move>();
        shell.variables().filter(variable -> !named.owns(variable)).forEach(variable -> {
            String to = className(variable);
            String from = fields.put(variable.name(), to);
            if (to.equals(from)) return;
            sources.compiled(variable, analysis.wrapper(variable));
            if (from != null) moves.add(new Move(variable.name(), from, to));
        });
        return moves;
    }

    /** Definitions that wait for others: no errors, but a misspelt name would look the same. Variables that are gone. */
    private List<String> notes(List<Step> steps) {
        var notes = new ArrayList<String>();
        for (var step : steps) {
            for (var event : step.events()) {
                if (isGone(event))
                    notes.add(((VarSnippet) event.snippet()).name()
                            + " is gone: what it was made with has been redefined and no longer fits");
                if (isBroken(event))
                    notes.add(((DeclarationSnippet) event.snippet()).name() + " does not work any more: "
                            + diagnosis.why((DeclarationSnippet) event.snippet()));
            }
            for (var declared : step.declared()) {
                if (!isWaiting(declared)) continue;
                notes.add(declared.name() + " can be used when these are defined: "
                        + String.join(", ", shell.unresolvedDependencies(declared).toList()));
            }
        }
        return notes;
    }

    private boolean isGone(SnippetEvent event) {
        return event.causeSnippet() != null && event.snippet() instanceof VarSnippet
                && event.previousStatus() == Status.VALID && event.status() == Status.RECOVERABLE_NOT_DEFINED
                && isWaiting(event.snippet());
    }

    private boolean isBroken(SnippetEvent event) {
        return event.causeSnippet() != null && event.previousStatus() == Status.VALID && isWaiting(event.snippet())
                && (event.snippet() instanceof MethodSnippet || event.snippet() instanceof TypeDeclSnippet);
    }

    /** Takes note that the steps have run: of results that nobody named, only the youngest are kept. */
    void ran(List<Step> steps) {
        for (var step : steps) {
            step.moves().forEach(move -> release(move.variable(), move.from()));
            step.replaced().forEach(variable -> control.clear(variable.className(), variable.name()));
            for (var event : step.events()) {
                if (event.status() == Status.OVERWRITTEN && event.snippet() instanceof VarSnippet old)
                    release(old.name(), className(old));
                if (event.snippet() instanceof VarSnippet v && v.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        && event.causeSnippet() == null)
                    results.add(v);
            }
        }
        while (results.size() > RESULTS_KEPT) {
            var oldest = results.remove();
            control.clear(className(oldest), oldest.name());
            drop(oldest);
        }
    }

    /** Lets go of the value that a variable had in a class where it is no longer: a class lives as long as the session. */
    private void release(String variable, String className) {
        if (!className.equals(fields.get(variable))) control.clear(className, variable);
    }

    /** Takes back what the steps declared. */
    void undo(List<Step> steps) {
        takeBack(steps);
        // once a class was dropped or refused, JShell takes the types of all variables for Object unless its name has a class
        steps.stream().flatMap(step -> step.declared().stream())
                .filter(TypeDeclSnippet.class::isInstance).map(DeclarationSnippet::name).distinct()
                .filter(name -> shell.types().noneMatch(type -> type.name().equals(name)))
                .forEach(name -> shell.eval("class " + name + " extends " + NOWHERE + " {}"));
    }

    /** The last first. */
    private void takeBack(List<Step> steps) {
        steps.forEach(step -> step.moves().forEach(control::move));
        var restored = new IdentityHashMap<Snippet, Snippet>();
        var changed = new HashSet<String>();
        steps.reversed().forEach(step -> undoVariables(step, changed));
        variables.tell(shell, changed.stream().filter(name -> variables.concerns(shell, name)).toList());
        recompiled().forEach(control::move);
        for (var step : steps.reversed()) {
            for (var event : step.events()) {
                if (event.causeSnippet() == null && event.snippet() instanceof PersistentSnippet declared) {
                    undo(step, declared, restored);
                }
            }
        }
        control.takeCalls();
    }

    private void undoVariables(Step step, Set<String> changed) {
        if (step.direct() != null && step.direct().declared() != null) {
            changed.add(step.direct().declared().name());
            variables.restore(step.direct().declared().name(), null);
        }
        for (var variable : step.replaced()) {
            changed.add(variable.name());
            variables.restore(variable.name(), variable);
        }
    }

    private void undo(Step step, Snippet declared, IdentityHashMap<Snippet, Snippet> restored) {
        var current = restored.getOrDefault(declared, declared);
        var status = shell.status(current);
        // what is refused takes the place of what was there, too
        if (!status.isActive() && status != Status.REJECTED) return;
        var old = step.events().stream()
                .filter(e -> e.status() == Status.OVERWRITTEN && e.causeSnippet() == declared)
                .map(SnippetEvent::snippet)
                .filter(snippet -> sources.origin(snippet).isPresent())
                .findFirst();
        if (old.isPresent()) {
            if (status == Status.REJECTED || !sameCode(old.get(), current))
                restored.put(old.get(), restore(old.get()));
        } else if (status.isActive()) drop(current);
    }

    private boolean sameCode(Snippet a, Snippet b) {
        return className(a).equals(className(b)) && a.source().equals(b.source());
    }

    private void drop(Snippet snippet) {
        shell.drop(snippet);
        sources.forget(snippet);
        if (snippet instanceof VarSnippet variable) fields.remove(variable.name());
        recompiled().forEach(control::move);
    }

    /** Declares {@code old} again, with the value it had. */
    private Snippet restore(Snippet old) {
        String before = className(old);
        var again = evaluate(sources.origin(old).orElseThrow());
        again.moves().forEach(control::move);
        Snippet restored = old;
        for (var event : again.events()) {
            var snippet = event.snippet();
            if (event.causeSnippet() != null || !event.status().isActive() || !sameName(old, snippet)) continue;
            restored = snippet;
            String now = className(snippet);
            if (snippet instanceof VarSnippet variable && !before.equals(now)) {
                control.move(new Move(variable.name(), before, now));
            }
        }
        return restored;
    }

    /** The value a variable has now; a text about why there is none if it can't be had. */
    Object value(VarSnippet variable) {
        return value(className(variable), variable.name());
    }

    Object value(String className, String variable) {
        try {
            return control.value(className, variable);
        } catch (ReflectiveOperationException | LinkageError e) {
            return "(not defined: " + e + ")";
        }
    }

    private static boolean sameName(Snippet a, Snippet b) {
        return !(a instanceof DeclarationSnippet x)
                || (b instanceof DeclarationSnippet y && x.name().equals(y.name()));
    }

    private String className(Snippet snippet) {
        return analysis.wrapper(snippet).fullClassName();
    }
}
