package gradshell.array;

/** Brings an array block by block, as {@code double[]}, to a function that is a loop of its own. */
final class Blocks {
    private Blocks() {}

    static Array[] map(Pointwise f, int results, Array x) {
        Array in = x.contiguous();
        Array[] mapped = new Array[results];
        for (int k = 0; k < results; k++) mapped[k] = Array.allocate(x.type(), x.shape);
        int length = (int) Math.min(x.size(), Runs.BLOCK);
        double[] from = new double[length];
        double[][] to = new double[results][length];
        for (long at = 0; at < x.size(); at += length) {
            int n = (int) Math.min(length, x.size() - at);
            Transfer.loadDoubles(in, in.offset + at, 1, n, from);
            f.apply(from, to, n);
            for (int k = 0; k < results; k++) Transfer.storeDoubles(mapped[k], at, 1, n, to[k]);
        }
        return mapped;
    }
}
