package gradshell.kernel.shell;

import java.util.List;
import java.util.Locale;

/**
 * What a cell has defined and no later one has taken away.
 *
 * @param type of a variable its type, of a method what it returns
 * @param parameters the types of a method's parameters
 * @param source as the user wrote it
 * @param cell the cell that it was written in
 * @param className the class that it was compiled to, or into
 * @param value that of a variable
 */
public record Definition(Kind kind, String name, String type, List<String> parameters, String source, String cell,
        String className, Object value) {
    /** Kinds of definitions, in the order in which they are listed. */
    public enum Kind {
        IMPORT, TYPE, METHOD, VARIABLE;

        /** The word for several of them. */
        public String plural() {
            return name().toLowerCase(Locale.ROOT) + "s";
        }
    }
}
