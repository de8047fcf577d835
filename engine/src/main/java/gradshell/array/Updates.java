package gradshell.array;

import java.util.Arrays;

/** Changes FLOAT or DOUBLE arrays where they lie, all in one pass, computing in double. */
final class Updates {
    private Updates() {}

    /** The blocks of a thread, for arrays of float. */
    private static final ThreadLocal<double[][]> BLOCKS = ThreadLocal.withInitial(() -> new double[0][]);

    static void run(Update update, Array constant, Array... changed) {
        Array[] operands = Arrays.copyOf(changed, changed.length + 1);
        for (Array x : changed) {
            x.checkWritable("update");
            if (!Arrays.equals(x.shape, constant.shape) || x.type() != changed[0].type() || !x.type().isFloating()) {
                throw new IllegalArgumentException("arrays that change together are of one shape, FLOAT or DOUBLE: "
                        + x.type() + " " + Shapes.format(x.shape) + " and " + Shapes.format(constant.shape));
            }
        }
        Array given = constant.to(changed[0].type());
        boolean overlaps = Arrays.stream(changed).anyMatch(x -> x.overlaps(given));
        operands[changed.length] = overlaps ? given.copy() : given;
        Runs.update(kernel(update, changed[0].type()), changed.length, operands);
        for (Array x : changed) x.storage.changed();
    }

    private static Runs.Kernel kernel(Update update, ElementType type) {
        return type == ElementType.FLOAT ? (x, n) -> floats(update, x, n) : (x, n) -> doubles(update, x, n);
    }

    private static void doubles(Update update, Object[] x, int n) {
        double[][] blocks = new double[x.length - 1][];
        for (int k = 0; k < blocks.length; k++) blocks[k] = (double[]) x[k];
        double[] constant = blocks(1)[0];
        System.arraycopy((double[]) x[blocks.length], 0, constant, 0, n);
        update.run(blocks, constant, n);
    }

    private static void floats(Update update, Object[] x, int n) {
        double[][] blocks = blocks(x.length);
        for (int k = 0; k < x.length; k++) Copying.widen((float[]) x[k], blocks[k], n);
        update.run(blocks, blocks[x.length - 1], n);
        for (int k = 0; k < x.length - 1; k++) Copying.narrow(blocks[k], (float[]) x[k], n);
    }

    private static double[][] blocks(int count) {
        double[][] blocks = BLOCKS.get();
        if (blocks.length < count) {
            blocks = new double[count][Runs.BLOCK];
            BLOCKS.set(blocks);
        }
        return blocks;
    }
}
