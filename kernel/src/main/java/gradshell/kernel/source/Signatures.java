package gradshell.kernel.source;

import java.util.List;

/** What is known of the methods that may be meant by a name. */
@FunctionalInterface
public interface Signatures {
    /** The types of the parameters of each method of this name. */
    List<List<String>> of(String name);
}
