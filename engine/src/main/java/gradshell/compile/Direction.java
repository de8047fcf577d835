package gradshell.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * One application of forward mode to a method. A text of several, in the order of application, tells which form of the
 * method a call leads to.
 *
 * @param chosen a 1 for each parameter that is differentiated for, a 0 for each other; later ones have the tangents that
 *               earlier applications added among them
 * @param tag    tells it from others around it
 */
record Direction(String chosen, int tag) {
    private static final char END = '/';

    /** The text that {@code earlier} becomes when this one is added. */
    String after(String earlier) {
        return earlier + chosen + ":" + tag + END;
    }

    static List<Direction> parse(String text) {
        var all = new ArrayList<Direction>();
        for (int from = 0; from < text.length();) {
            int middle = text.indexOf(':', from);
            int end = text.indexOf(END, middle);
            all.add(new Direction(text.substring(from, middle), Integer.parseInt(text, middle + 1, end, 10)));
            from = end + 1;
        }
        return all;
    }
}
