package gradshell.kernel.source;

import java.util.Map;
import java.util.Set;

/**
 * A snippet of a cell in plain Java.
 *
 * @param source as the compiler has taken it
 * @param types what it declares, with the type of each variable; empty for other names
 * @param shown whether its value was shown
 */
public record Part(Kind kind, String source, Map<String, String> types, boolean shown) {
    /** Kinds of snippets. */
    public enum Kind {
        IMPORT, TYPE, METHOD, VARIABLE, STATEMENT, EXPRESSION
    }

    Set<String> names() {
        return types.keySet();
    }

    boolean isMember() {
        return kind == Kind.TYPE || kind == Kind.METHOD;
    }
}
