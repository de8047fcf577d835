package gradshell.kernel.shell;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment or literal that the cursor is in, where no Java is to be completed.
 *
 * @param start where what is between the quotes begins
 * @param isPath whether it names a file
 */
record Place(int start, boolean isPath) {
    private static final Pattern TAKES_PATH = Pattern.compile("(?:\\bPaths?\\s*\\.\\s*(?:of|get)|\\bnew\\s+"
            + "(?:File|FileReader|FileWriter|FileInputStream|FileOutputStream|RandomAccessFile|PrintWriter|PrintStream"
            + "|Scanner)|\\b(?:load|save|read|write|open)\\w*)\\s*\\(\\s*$");

    static Optional<Place> of(String code, int cursor) {
        for (int i = 0; i < cursor;) {
            int end = JavaText.skip(code, i);
            boolean open = end > cursor || (end == cursor && !isClosed(code, i, end));
            if (end > i && open) {
                boolean string = code.charAt(i) == '"' && !code.startsWith("\"\"\"", i);
                return Optional.of(new Place(i + 1, string && TAKES_PATH.matcher(code.substring(0, i)).find()));
            }
            i = Math.max(end, i + 1);
        }
        return Optional.empty();
    }

    /** Whether the comment or literal that ends there has its own end, and is not only cut off by that of the text. */
    private static boolean isClosed(String code, int start, int end) {
        if (code.startsWith("//", start)) return false;
        String text = code.substring(start, end);
        if (text.startsWith("/*")) return text.length() >= 4 && text.endsWith("*/");
        String quote = text.startsWith("\"\"\"") ? "\"\"\"" : text.substring(0, 1);
        return text.length() >= 2 * quote.length() && text.endsWith(quote);
    }
}
