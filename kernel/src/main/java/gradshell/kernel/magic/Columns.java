package gradshell.kernel.magic;

import java.util.List;
import java.util.stream.Stream;

/** Text in columns. */
final class Columns {
    private static final int WIDEST = 40;

    private Columns() {}

    /** Rows of the same number of texts as lines; the last column may be of any width. */
    static Stream<String> align(List<List<String>> rows) {
        if (rows.isEmpty()) return Stream.empty();
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        for (var row : rows)
            for (int i = 0; i < columns - 1; i++)
                widths[i] = Math.min(WIDEST, Math.max(widths[i], row.get(i).length()));
        return rows.stream().map(row -> line(row, widths));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length - 1; i++)
            line.append(row.get(i)).repeat(' ', Math.max(0, widths[i] - row.get(i).length())).append("  ");
        return line.append(row.getLast()).toString().stripTrailing();
    }
}
