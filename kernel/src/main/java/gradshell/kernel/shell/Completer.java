package gradshell.kernel.shell;

import gradshell.kernel.shell.Completion.Candidate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What may stand at the cursor, those that fit the expected type first. */
final class Completer {
    private final SourceCodeAnalysis analysis;

    Completer(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    Completion complete(String code, int cursor) {
        var anchor = new int[]{cursor};
        var found = new LinkedHashMap<String, Candidate>();
        analysis.completionSuggestions(code, cursor, anchor).stream()
                .filter(s -> !s.continuation().contains("$"))
                .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
                .forEach(s -> found.putIfAbsent(s.continuation(), new Candidate(s.continuation(), type(s), "")));
        return new Completion(found.values().stream().toList(), anchor[0], cursor);
    }

    private static String type(Suggestion suggestion) {
        String text = suggestion.continuation();
        if (text.endsWith("(") || text.endsWith(")")) return "method";
        if (text.endsWith(".")) return "package";
        return Character.isUpperCase(text.charAt(0)) ? "class" : "field";
    }
}
