package gradshell.kernel.shell;

import gradshell.kernel.source.Part;
import gradshell.kernel.source.Part.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.StatementSnippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What the cells that ran have become in plain Java. */
final class Parts {
    private final Session session;
    /** For each cell by its name the snippets by their offsets. */
    private final Map<String, Map<Integer, Part>> written = new HashMap<>();

    Parts(Session session) {
        this.session = session;
    }

    /** Takes note of a cell, or of a part of one. */
    void ran(Cell cell, List<Step> steps) {
        written.computeIfAbsent(cell.name(), _ -> new TreeMap<>()).putAll(of(cell, steps));
    }

    /** A cell that ran, with what it needs of others, as a Java file; empty if no such cell ran. */
    Optional<String> file(String cell, String className) {
        return Optional.ofNullable(written.get(cell)).map(parts -> file(parts, className));
    }

    /** Compiled steps of a cell, with what they need of other cells, as a Java file. */
    String file(Cell cell, List<Step> steps, String className) {
        return file(of(cell, steps), className);
    }

    private String file(Map<Integer, Part> own, String className) {
        var parts = new ArrayList<>(needed(own.values().stream().toList()));
        parts.addAll(own.values());
        var imports = session.imports.all().toList();
        return session.mending.rewriter.file(className, parts, imports);
    }

    private static Map<Integer, Part> of(Cell cell, List<Step> steps) {
        var parts = new TreeMap<Integer, Part>();
        for (Step step : steps) {
            // a declaration of an earlier cell may have been compiled again
            if (!step.piece().cell().equals(cell)) continue;
            if (step.direct() != null) {
                parts.put(step.piece().offset(), part(step));
                continue;
            }
            var own = step.events().stream().filter(e -> e.causeSnippet() == null).map(e -> e.snippet()).toList();
            parts.put(step.piece().offset(), part(own, step.piece(), step.shows()));
        }
        return parts;
    }

    private static Part part(Step step) {
        var declared = step.direct().declared();
        return declared == null
                ? new Part(step.direct().kind(), step.piece().source(), Map.of(), step.shows())
                : part(declared);
    }

    private static Part part(Variable variable) {
        return new Part(Kind.VARIABLE, variable.piece().source(), Map.of(variable.name(), variable.type()), false);
    }

    private static Part part(List<Snippet> snippets, Piece piece, boolean shown) {
        var types = new LinkedHashMap<String, String>();
        for (Snippet snippet : snippets)
            if (snippet instanceof DeclarationSnippet d)
                types.put(d.name(), d instanceof VarSnippet v ? v.typeName() : "");
        return new Part(kind(snippets.getFirst()), piece.source(), types, shown);
    }

    private static Kind kind(Snippet snippet) {
        return switch (snippet) {
            case ImportSnippet _ -> Kind.IMPORT;
            case TypeDeclSnippet _ -> Kind.TYPE;
            case MethodSnippet _ -> Kind.METHOD;
            case VarSnippet v when v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND -> Kind.VARIABLE;
            case StatementSnippet _ -> Kind.STATEMENT;
            default -> Kind.EXPRESSION;
        };
    }

    /** The declarations of other cells whose names occur in the parts, and in what they need in turn. */
    private List<Part> needed(List<Part> parts) {
        var declared = new LinkedHashMap<Piece, List<Snippet>>();
        session.shell.snippets()
                .filter(snippet -> snippet instanceof DeclarationSnippet && session.shell.status(snippet).isActive())
                .forEach(snippet -> session.sources.origin(snippet)
                        .ifPresent(piece -> declared.computeIfAbsent(piece, _ -> new ArrayList<>()).add(snippet)));
        var known = new HashSet<String>();
        parts.forEach(part -> known.addAll(part.types().keySet()));
        var wanted = new HashSet<String>();
        parts.forEach(part -> wanted.addAll(JavaText.names(part.source())));
        var all = Stream.concat(session.variables.all().stream().map(Parts::part),
                declared.entrySet().stream().map(e -> part(e.getValue(), e.getKey(), false))).toList();
        var needed = new HashSet<Part>();
        boolean more = true;
        while (more) {
            more = false;
            for (Part part : all) {
                boolean isNew = part.types().keySet().stream().anyMatch(n -> wanted.contains(n) && !known.contains(n));
                if (isNew && needed.add(part)) {
                    wanted.addAll(JavaText.names(part.source()));
                    more = true;
                }
            }
        }
        return all.stream().filter(needed::contains).toList();
    }
}
