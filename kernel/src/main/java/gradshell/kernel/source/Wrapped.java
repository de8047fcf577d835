package gradshell.kernel.source;

import com.sun.source.tree.Tree;
import gradshell.kernel.source.Attribution.Unit;

/**
 * A text in the class that has been put around it, attributed.
 *
 * @param offset where in the class the text begins
 */
record Wrapped(Unit unit, MappedText text, int offset) {
    int start(Tree tree) {
        return unit.start(tree) - offset;
    }

    int end(Tree tree) {
        return unit.end(tree) - offset;
    }

    boolean holds(Tree tree) {
        return start(tree) >= 0 && end(tree) <= text.text().length();
    }
}
