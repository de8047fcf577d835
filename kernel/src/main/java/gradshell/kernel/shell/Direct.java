package gradshell.kernel.shell;

import gradshell.kernel.javac.WarmCompiler;
import gradshell.kernel.javac.WarmCompiler.Outcome;
import gradshell.kernel.shell.CellControl.Call;
import gradshell.kernel.source.Part.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/**
 * Compiles what declares no more than variables, several pieces of a cell at once and without JShell, which takes four
 * runs of the compiler for each of them, each with an import for all that was ever declared. What does not compile here
 * is left to JShell, which says why; and so are methods, types and imports, and whatever depends on a type of a cell.
 */
final class Direct {
    /** How the names of its classes begin: as JShell's, which whoever shows a name knows, but for the zero. */
    static final String CLASS = CodeContext.PACKAGE + ".$JShell$0";

    private static final Pattern OUTER = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*");
    /** Types that Java knows but can't be written, and those of cells. */
    private static final Pattern UNSAYABLE = Pattern.compile("[&#<]\\s*(?:anonymous|any|captured)|&|#|REPL\\.|^null$");
    private static final Pattern IMPORT = Pattern.compile("^\\s*import\\b");

    /** The first pieces of those given: as many as were looked at, with their steps, or with none if JShell must be asked. */
    record Run(int length, List<Step> steps) {
        static final Run NONE = new Run(0, List.of());
    }

    private final JShell shell;
    private final Imports imports;
    private final CellLoader loader;
    private final SourceMap sources;
    private final Variables variables;
    private final ClassPathFiles files;
    private final List<String> options = options();
    private final Rehearsal rehearsal;
    private Optional<WarmCompiler> compiler;
    private int made;

    Direct(JShell shell, CellLoader loader, SourceMap sources, Variables variables, Imports imports,
            ClassPathFiles files, Optional<WarmCompiler> compiler, Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
        this.shell = shell;
        this.imports = imports;
        this.compiler = compiler;
        this.loader = loader;
        this.sources = sources;
        this.variables = variables;
        this.files = files;
    }

    /** Waits until it can compile. */
    void awaitRehearsed() {
        rehearsal.awaitEnd();
    }

    /** The options that its classes are compiled with. */
    static List<String> options() {
        return Stream.concat(Stream.of("-proc:none", "-parameters"), JavaShell.compilerOptions().stream()).toList();
    }

    /** To be called when the class path has changed: the compiler believes that it knows what there is. */
    void forget() {
        compiler = WarmCompiler.open(files, CodeContext.PACKAGE);
    }

    /** Whether JShell will be asked for the piece, whatever else is in the cell. */
    boolean leaves(Piece piece) {
        return compiler.isEmpty() || form(piece).isEmpty();
    }

    private Optional<DirectForm> form(Piece piece) {
        return known(piece).or(() -> DirectForm.of(piece));
    }

    /**
     * Compiles as many of these pieces as can be had at once; none if the first is not for here.
     */
    Run compile(List<Piece> pieces) {
        if (compiler.isEmpty()) return Run.NONE;
        var forms = run(pieces);
        if (forms.isEmpty()) return Run.NONE;
        if (forms.stream().allMatch(form -> form.kind() == Kind.IMPORT))
            return new Run(forms.size(), forms.stream().map(Direct::nothing).toList());
        for (int attempt = 0; attempt <= forms.size(); attempt++) {
            var unit = new DirectUnit(imports(forms), CLASS + ++made);
            forms.forEach(unit::add);
            var outcome = compile(unit, forms);
            if (outcome.errors().isEmpty()) return new Run(forms.size(), steps(forms, unit, outcome));
            if (!withoutValues(forms, unit, outcome)) break;
        }
        return new Run(forms.size(), List.of());
    }

    /** What can stand in one class: no name may be declared behind a piece that means another by it. */
    private List<DirectForm> run(List<Piece> pieces) {
        var forms = new ArrayList<DirectForm>();
        var named = new HashSet<String>();
        for (Piece piece : pieces) {
            var form = form(piece).filter(f -> f.kind() != Kind.VARIABLE || isOurs(f, named))
                    .flatMap(f -> f.isVar() ? typed(f, forms) : Optional.of(f));
            if (form.isEmpty()) break;
            forms.add(form.get());
            // what JShell compiles anew with it must be there before the next piece is compiled
            if (form.get().kind() == Kind.VARIABLE && variables.concerns(shell, form.get().name())) break;
            named.addAll(JavaText.names(piece.source()));
        }
        return forms;
    }

    private boolean isOurs(DirectForm declaration, Set<String> named) {
        var typeNames = JavaText.names(declaration.type());
        return !named.contains(declaration.name())
                && shell.variables().noneMatch(v -> v.name().equals(declaration.name()))
                && shell.types().noneMatch(t -> typeNames.contains(t.name()));
    }

    /** A declaration without a type, with that of its value. */
    private Optional<DirectForm> typed(DirectForm declaration, List<DirectForm> before) {
        var all = new ArrayList<>(before);
        all.add(declaration);
        var unit = new DirectUnit(imports(all), CLASS + ++made);
        before.stream().filter(form -> form.kind() == Kind.VARIABLE).forEach(unit::field);
        unit.probe(declaration);
        String type = compile(unit, all).types().get(DirectUnit.METHOD);
        return type == null || UNSAYABLE.matcher(type).find()
                ? Optional.empty()
                : Optional.of(declaration.withType(imports.shortened(type)));
    }

    /** What an import of what is there does. */
    private static Step nothing(DirectForm form) {
        return new Step(form.piece(), List.of(), List.of(), List.of(), List.of(),
                new Step.Directly(form.kind(), "", null));
    }

    /** Makes statements of calls that have no value; false if there is something else that is wrong. */
    private static boolean withoutValues(List<DirectForm> forms, DirectUnit unit, Outcome outcome) {
        boolean changed = false;
        for (var error : outcome.errors()) {
            int i = unit.pieceAt(error.getStartPosition());
            if (forms.get(i).kind() != Kind.EXPRESSION || !saysVoid(error)) return false;
            forms.set(i, forms.get(i).asStatement());
            changed = true;
        }
        return changed;
    }

    private static boolean saysVoid(Diagnostic<?> error) {
        return error.getCode().equals("compiler.err.cant.infer.local.var.type")
                && error.getMessage(Locale.ENGLISH).contains("void");
    }

    private Outcome compile(DirectUnit unit, List<DirectForm> forms) {
        rehearsal.awaitEnd();
        return compiler.orElseThrow().compile(unit.className(), unit.text(), visible(names(forms)), options);
    }

    private List<Step> steps(List<DirectForm> forms, DirectUnit unit, Outcome outcome) {
        outcome.classes().forEach(loader::declare);
        sources.compiled(unit.className(), unit);
        String className = unit.className();
        var steps = new ArrayList<Step>();
        for (int i = 0; i < forms.size(); i++) {
            var form = forms.get(i);
            String method = DirectUnit.METHOD + i;
            boolean declares = form.kind() == Kind.VARIABLE;
            String type = declares ? form.type() : imports.shortened(outcome.types().getOrDefault(method, "Object"));
            var variable = declares ? new Variable(form.name(), type, className, form.piece()) : null;
            var replaced = Stream.ofNullable(declares ? variables.put(variable) : null).toList();
            steps.add(new Step(form.piece(), List.of(), List.of(),
                    form.hasValue() && form.kind() != Kind.IMPORT ? List.of(new Call(className, method)) : List.of(),
                    replaced,
                    new Step.Directly(form.kind(), type, variable)));
        }
        return steps;
    }

    private static Set<String> names(List<DirectForm> forms) {
        // the type of a var does not stand in its source
        return forms.stream()
                .flatMap(form -> Stream.concat(Stream.of(form.piece().source()), Stream.ofNullable(form.type())))
                .flatMap(text -> JavaText.names(text).stream()).collect(Collectors.toSet());
    }

    /** What a cell sees, of the definitions of cells only those that are named, on one line. */
    private String imports(List<DirectForm> forms) {
        var named = names(forms);
        var lines = new ArrayList<String>();
        imports.of(named).forEach(lines::add);
        named(named).forEach(d -> lines.add("import static " + className(d) + "." + d.name() + ";"));
        named.stream().map(variables::get).filter(v -> v != null).forEach(v -> lines.add(Variables.importOf(v)));
        return String.join(" ", lines);
    }

    /** An import of what is imported already: nothing to do, where JShell would compile all that there is again. */
    private Optional<DirectForm> known(Piece piece) {
        return IMPORT.matcher(piece.source()).find() && imports.has(piece.source())
                ? Optional.of(new DirectForm(piece, Kind.IMPORT, null, null, 0, 0))
                : Optional.empty();
    }

    private Stream<DeclarationSnippet> named(Set<String> names) {
        return Stream.of(shell.types(), shell.methods(), shell.variables()).flatMap(all -> all)
                .<DeclarationSnippet>map(d -> d)
                .filter(d -> names.contains(d.name()) && isThere(d) && !(d instanceof VarSnippet
                        && variables.get(d.name()) != null));
    }

    private boolean isThere(DeclarationSnippet snippet) {
        var status = shell.status(snippet);
        return status == Status.VALID || status == Status.RECOVERABLE_DEFINED;
    }

    /** The classes of what is named, and all types of cells: a value may be of one that is not named. */
    private Map<String, byte[]> visible(Set<String> names) {
        var outer = new HashSet<String>();
        Stream.concat(shell.types().filter(this::isThere), named(names)).forEach(d -> outer.add(className(d)));
        names.stream().map(variables::get).filter(v -> v != null).forEach(v -> outer.add(v.className()));
        var visible = new HashMap<String, byte[]>();
        loader.classes().forEach((name, bytes) -> {
            var begins = OUTER.matcher(name);
            if (begins.lookingAt() && outer.contains(begins.group())) visible.put(name, bytes);
        });
        return visible;
    }

    private String className(DeclarationSnippet snippet) {
        return shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
    }
}
