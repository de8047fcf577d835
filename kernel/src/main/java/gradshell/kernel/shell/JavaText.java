package gradshell.kernel.shell;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where comments and literals end, in code that need not compile. */
public final class JavaText {
    private static final String TEXT_BLOCK = "\"\"\"";
    private static final Pattern VARIABLE = Pattern
            .compile("(?<!\\.\\s{0,9})\\b(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+)(?!\\s*\\()",
                    Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

    private JavaText() {}

    /** The offset behind the comment, string, text block or character that begins at {@code at}; {@code at} for none. */
    public static int skip(String code, int at) {
        if (code.startsWith("//", at)) return indexOr(code.indexOf('\n', at), code.length());
        if (code.startsWith("/*", at)) return behind(code, "*/", at + 2);
        if (code.startsWith(TEXT_BLOCK, at)) return closing(code, TEXT_BLOCK, at + TEXT_BLOCK.length());
        char c = code.charAt(at);
        return c == '"' || c == '\'' ? closing(code, String.valueOf(c), at + 1) : at;
    }

    /** All names in the code; those in its comments and literals among them. */
    static Set<String> names(String code) {
        return NAME.matcher(code).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** The names that may be those of variables: not of methods, nor behind a dot. */
    static Set<String> variables(String code) {
        return VARIABLE.matcher(code).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** The text with all but one part blanked, so that what is left keeps its lines and columns. */
    public static String only(String code, int start, int end) {
        return blank(code.substring(0, start)) + code.substring(start, end) + blank(code.substring(end));
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }

    private static int closing(String code, String quote, int from) {
        boolean onOneLine = quote.length() == 1;
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\\') i++;
            else if (onOneLine && c == '\n') return i;
            else if (code.startsWith(quote, i)) return i + quote.length();
        }
        return code.length();
    }

    private static int behind(String code, String end, int from) {
        int at = code.indexOf(end, from);
        return at < 0 ? code.length() : at + end.length();
    }

    private static int indexOr(int index, int otherwise) {
        return index < 0 ? otherwise : index;
    }
}
