package gradshell.kernel.magic;

import java.util.List;
import java.util.regex.Pattern;

/** The words of a line. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private Words() {}

    /** Words lie between blanks; one in quotes may have blanks itself. */
    static List<String> of(String line) {
        return WORD.matcher(line)
                .results()
                .map(m -> m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3))
                .toList();
    }
}
