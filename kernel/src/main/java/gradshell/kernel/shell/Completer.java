package gradshell.kernel.shell;

import gradshell.kernel.shell.Completion.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What may stand at the cursor: first what fits the expected type, then the user's own names, {@code Object}'s last. */
final class Completer {
    private static final Set<String> OF_OBJECT = Set.of("equals(", "getClass()", "hashCode()", "notify()",
            "notifyAll()",
            "toString()", "wait(", "clone()", "finalize()");
    private static final List<String> KEYWORDS = List.of("abstract", "assert", "boolean", "break", "byte", "case",
            "catch",
            "char", "class", "continue", "default", "do", "double", "else", "enum", "extends", "false", "final",
            "finally",
            "float", "for", "if", "implements", "import", "instanceof", "int", "interface", "long", "new", "null",
            "private",
            "protected", "public", "record", "return", "sealed", "short", "static", "super", "switch", "synchronized",
            "this",
            "throw", "throws", "true", "try", "var", "void", "while", "yield");
    /** Each signature costs some milliseconds, so only a short list has them. */
    private static final int SIGNATURES = 4;

    private final SourceCodeAnalysis analysis;
    private final Session session;

    Completer(Session session) {
        this.session = session;
        this.analysis = session.analysis;
    }

    Completion complete(String code, int cursor) {
        String before = code.substring(0, Math.clamp(cursor, 0, code.length()));
        var whole = suggest(before, 0);
        if (!whole.candidates().isEmpty()) return whole;
        // JShell takes one snippet: a method or a record before the cursor's line hides what follows
        int last = lastSnippet(before);
        return last == 0 ? whole : suggest(before.substring(last), last);
    }

    private Completion suggest(String code, int offset) {
        var anchor = new int[]{code.length()};
        var suggested = analysis.completionSuggestions(code, code.length(), anchor);
        String typed = code.substring(anchor[0]);
        boolean member = code.substring(0, anchor[0]).stripTrailing().endsWith(".");
        var own = session.shell.snippets().map(Completer::name).collect(Collectors.toSet());
        var names = new ArrayList<>(suggested.stream()
                .filter(s -> !s.continuation().contains("$") && !Results.isResult(s.continuation()))
                .sorted(Comparator.comparingInt(s -> rank(s, own)))
                .map(Suggestion::continuation)
                .toList());
        if (!member && !typed.isEmpty()) KEYWORDS.stream().filter(k -> k.startsWith(typed)).forEach(names::add);
        var found = new LinkedHashMap<String, Candidate>();
        var distinct = names.stream().distinct().toList();
        for (String name : distinct) {
            String signature = distinct.size() > SIGNATURES ? "" : signature(code.substring(0, anchor[0]) + name);
            found.put(name, new Candidate(name, type(name), signature));
        }
        return new Completion(List.copyOf(found.values()), offset + anchor[0], offset + code.length());
    }

    private static int rank(Suggestion suggestion, Set<String> own) {
        String name = suggestion.continuation();
        int kind = OF_OBJECT.contains(name) ? 2 : own.contains(name.replaceFirst("\\(.*", "")) ? 0 : 1;
        return suggestion.matchesType() ? kind : 3 + kind;
    }

    private static String name(Snippet snippet) {
        return snippet instanceof DeclarationSnippet d ? d.name() : "";
    }

    private String signature(String called) {
        int open = called.lastIndexOf('(');
        if (open < 0) return "";
        return analysis.documentation(called.substring(0, open + 1), open + 1, false).stream()
                .map(SourceCodeAnalysis.Documentation::signature)
                .collect(Collectors.joining("\n"));
    }

    private int lastSnippet(String code) {
        String rest = code;
        while (true) {
            var info = analysis.analyzeCompletion(rest);
            boolean more = switch (info.completeness()) {
                case COMPLETE, CONSIDERED_INCOMPLETE, COMPLETE_WITH_SEMI -> !info.remaining().isBlank();
                case DEFINITELY_INCOMPLETE, UNKNOWN, EMPTY -> false;
            };
            if (!more) return code.length() - rest.length();
            rest = info.remaining();
        }
    }

    private static String type(String name) {
        if (name.endsWith("(") || name.endsWith(")")) return "method";
        if (KEYWORDS.contains(name)) return "keyword";
        if (name.endsWith(".")) return "package";
        return Character.isUpperCase(name.charAt(0)) && name.chars().anyMatch(Character::isLowerCase)
                ? "class"
                : "field";
    }
}
