package gradshell.kernel.shell;

/**
 * A cell as the user wrote it. Lines and columns are counted from 1, offsets from 0.
 *
 * @param name what errors call it: {@code Cell [7]}, or the file that the code was loaded from
 */
public record Cell(String name, String code) {
    /** The cell that clients call {@code In [number]}. */
    public static Cell numbered(int number, String code) {
        return new Cell("Cell [" + number + "]", code);
    }

    int lineAt(int offset) {
        return 1 + (int) code.substring(0, Math.clamp(offset, 0, code.length())).chars().filter(c -> c == '\n').count();
    }

    int columnAt(int offset) {
        return Math.clamp(offset, 0, code.length()) - lineStart(offset) + 1;
    }

    private int lineStart(int offset) {
        return code.lastIndexOf('\n', Math.clamp(offset, 0, code.length()) - 1) + 1;
    }

    /** The text of a line, without its end; empty for a line that is not there. */
    String line(int number) {
        return code.lines().skip(number - 1L).findFirst().orElse("");
    }

    @Override
    public String toString() {
        return name;
    }
}
