package gradshell.install;

import java.util.Comparator;
import java.util.List;

/** Finds the word that was meant. */
final class Spelling {
    private Spelling() {}

    /** A clause for an error message: the nearest word if it is near, otherwise all there are. */
    static String suggest(String typed, List<String> known) {
        if (known.isEmpty()) return "; none is known here";
        String nearest = known.stream().min(Comparator.comparingInt(word -> distance(typed, word))).orElseThrow();
        boolean near = distance(typed, nearest) <= Math.max(1, typed.length() / 3) || nearest.startsWith(typed);
        return near ? "; did you mean " + nearest + "?" : "; there are " + String.join(", ", known);
    }

    /** Levenshtein's distance: how many characters to insert, remove or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++)
            row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
