package gradshell.kernel.shell;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Names that a misspelt one may stand for. */
public final class Spelling {
    private static final int SHOWN = 3;

    private Spelling() {}

    /** What else could stand at {@code position}, where a name, perhaps behind a dot, was not found; variables that JShell may not know of among it. */
    static List<String> near(SourceCodeAnalysis analysis, String source, int position, List<String> variables) {
        int start = position;
        while (start < source.length() && !Character.isJavaIdentifierStart(source.charAt(start))) start++;
        int end = start;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) end++;
        if (start == end) return List.of();
        String wrong = source.substring(start, end);
        int allowed = Math.max(1, wrong.length() / 3);
        var ofJShell = analysis.completionSuggestions(source, start + 1, new int[1]).stream()
                .map(Suggestion::continuation)
                .map(name -> name.replaceFirst("[(.].*", ""));
        boolean isMember = source.substring(0, start).stripTrailing().endsWith(".");
        return (isMember ? ofJShell : Stream.concat(variables.stream(), ofJShell))
                .distinct()
                .filter(name -> !name.equals(wrong) && distance(name, wrong) <= allowed)
                .sorted(Comparator.comparingInt(name -> distance(name, wrong)))
                .limit(SHOWN)
                .toList();
    }

    /** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    public static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
