package gradshell.io;

import gradshell.Shapes;
import java.util.Arrays;

/** Checks what files claim: names that might be taken for paths outside, and shapes. */
final class Names {
    /** As many as NumPy's arrays may have. */
    private static final int MOST_DIMENSIONS = 64;

    private Names() {}

    /** {@code name}, unless a program that makes a file of each tensor would be led elsewhere by it. */
    static String checked(Object where, String name) {
        String path = name.replace('\\', '/');
        boolean leadsOut = path.startsWith("/") || path.indexOf('\0') >= 0
                || Arrays.asList(path.split("/", -1)).contains("..")
                || (path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0)));
        if (leadsOut)
            throw new IllegalArgumentException(
                    where + ": the name \"" + name + "\" is refused, for it looks like a way out of the directory");
        return name;
    }

    /** The bytes of so many elements; refused where they are more than can be counted. */
    static long bytes(Object where, int width, long... shape) {
        if (shape.length > MOST_DIMENSIONS)
            throw new IllegalArgumentException(where + " has " + shape.length + " dimensions; " + MOST_DIMENSIONS
                    + " are the most");
        long bytes = width;
        long positive = width;
        for (long size : shape) {
            // sizes of 0 must not hide what doesn't fit
            if (size < 0 || Math.multiplyHigh(positive, Math.max(1, size)) != 0
                    || positive * Math.max(1, size) < 0)
                throw new IllegalArgumentException(
                        where + " has shape " + Shapes.text(shape) + ", which no memory holds");
            positive *= Math.max(1, size);
            bytes *= size;
        }
        return bytes;
    }
}
