package gradshell.array;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * softmax and its logarithm along one dimension, and their derivatives, in passes over blocks of doubles. Where the dimension
 * is not the last one, lines that are side by side are taken together, else a line by itself.
 */
final class Softmax {
    /** Below so many elements a second thread costs more than it does. */
    private static final long PARALLEL = 1 << 15;

    private final Array result;
    /** The length of a line. */
    private final long n;
    /** How far the elements of a line are apart: so many lines are side by side. */
    private final long inner;

    private Softmax(Array x, int dim) {
        n = x.shape[dim];
        inner = Shapes.size(Arrays.copyOfRange(x.shape, dim + 1, x.rank()));
        result = Array.allocate(x.type(), x.shape);
    }

    /** e to the elements over the sum of that along {@code dim}, or the logarithm of it. */
    static Array softmax(Array x, int dim, boolean log) {
        Array in = x.contiguous();
        return new Softmax(in, dim).run(lines -> lines.forward(in, log));
    }

    /** What comes back through {@link #softmax}, whose result is {@code y} and its cotangent {@code dy}. */
    static Array back(Array y, Array dy, int dim, boolean log) {
        Array out = y.contiguous();
        Array from = dy.to(y.type()).contiguous();
        return new Softmax(out, dim).run(lines -> lines.backward(out, from, log));
    }

    private interface Pass {
        void run(Lines lines);
    }

    private Array run(Pass pass) {
        long size = result.size();
        if (size == 0) return result;
        long across = (inner + Runs.BLOCK - 1) / Runs.BLOCK;
        long count = size / n / inner * across;
        int parts = size < PARALLEL ? 1 : (int) Math.min(count, 4L * Runtime.getRuntime().availableProcessors());
        Team.OF_MACHINE.run(parts, part -> {
            Lines lines = new Lines();
            for (long i = count * part / parts; i < count * (part + 1) / parts; i++) {
                long j = i % across * Runs.BLOCK;
                lines.start = i / across * n * inner + j;
                lines.width = inner == 1 ? (int) Math.min(Runs.BLOCK, n) : (int) Math.min(Runs.BLOCK, inner - j);
                pass.run(lines);
            }
        });
        return result;
    }

    /** Lines side by side, a block of which has an element of each; or one line, which is cut into blocks. */
    private final class Lines {
        private final double[] v = (double[]) Runs.scratch(ElementType.DOUBLE, 0);
        private final double[] w = (double[]) Runs.scratch(ElementType.DOUBLE, 1);
        /** Of the line each element of a block belongs to. */
        private final double[] top = (double[]) Runs.scratch(ElementType.DOUBLE, 2);
        private final double[] sum = (double[]) Runs.scratch(ElementType.DOUBLE, 3);
        private long start;
        private int width;
        /** Where the block lies at present, in the arrays' common order. */
        private long place;

        private void forward(Array x, boolean log) {
            Arrays.fill(top, 0, width, Double.NEGATIVE_INFINITY);
            blocks(m -> {
                load(x, v, m);
                raise(m);
            });
            boolean fast = finiteTop() && x.type() == ElementType.FLOAT;
            boolean loaded = inner == 1 && n <= width;
            spread(top);
            Arrays.fill(sum, 0, width, 0);
            blocks(m -> {
                if (!loaded) load(x, v, m);
                subtract(v, top, m);
                exp(v, fast, m);
                if (!log && !loaded) store(m);
                add(m);
            });
            for (int j = 0; j < lines(); j++) sum[j] = log ? top[j] + Math.log(sum[j]) : 1 / sum[j];
            spread(sum);
            blocks(m -> {
                if (log || !loaded) load(log ? x : result, v, m);
                if (log) subtract(v, sum, m);
                else
                    multiply(v, sum, m);
                store(m);
            });
        }

        /** Of softmax y (dy - Σ y dy), of its logarithm dy - e to y times Σ dy. */
        private void backward(Array y, Array dy, boolean log) {
            Arrays.fill(sum, 0, width, 0);
            blocks(m -> {
                load(dy, v, m);
                if (!log) {
                    load(y, w, m);
                    multiply(v, w, m);
                }
                add(m);
            });
            spread(sum);
            blocks(m -> {
                load(y, w, m);
                load(dy, v, m);
                if (log) {
                    exp(w, y.type() == ElementType.FLOAT, m);
                    multiply(w, sum, m);
                    subtract(v, w, m);
                } else {
                    subtract(v, sum, m);
                    multiply(v, w, m);
                }
                store(m);
            });
        }

        private void blocks(IntConsumer body) {
            for (long i = 0; i < n; i += inner == 1 ? width : 1) {
                place = start + i * inner;
                body.accept(inner == 1 ? (int) Math.min(width, n - i) : width);
            }
        }

        private void load(Array from, double[] to, int m) {
            Transfer.loadDoubles(from, from.offset + place, 1, m, to);
        }

        private void store(int m) {
            Transfer.storeDoubles(result, place, 1, m, v);
        }

        private int lines() {
            return inner == 1 ? 1 : width;
        }

        /** What stands for one line goes to every place. */
        private void spread(double... ofLine) {
            if (inner == 1) Arrays.fill(ofLine, 0, width, ofLine[0]);
        }

        /** Whether each line has a finite largest element; infinity less infinity must not arise elsewhere. */
        private boolean finiteTop() {
            boolean all = true;
            for (int j = 0; j < lines(); j++) {
                if (Double.isFinite(top[j])) continue;
                top[j] = 0;
                all = false;
            }
            return all;
        }

        private void raise(int m) {
            if (inner == 1) top[0] = Math.max(top[0], largest(v, m));
            else
                maximum(top, v, m);
        }

        private void add(int m) {
            if (inner == 1) sum[0] += Reductions.sum(v, m);
            else
                plus(sum, v, m);
        }
    }

    /** Four at once, for one alone waits for each comparison; without those that are no numbers. */
    private static double largest(double[] v, int n) {
        double a = Double.NEGATIVE_INFINITY;
        double b = a;
        double c = a;
        double d = a;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            a = v[i] > a ? v[i] : a;
            b = v[i + 1] > b ? v[i + 1] : b;
            c = v[i + 2] > c ? v[i + 2] : c;
            d = v[i + 3] > d ? v[i + 3] : d;
        }
        for (; i < n; i++) a = v[i] > a ? v[i] : a;
        return Math.max(Math.max(a, b), Math.max(c, d));
    }

    private static void exp(double[] v, boolean fast, int n) {
        if (fast) {
            Exponentials.expBelow0(v, n);
        } else {
            for (int j = 0; j < n; j++) v[j] = Math.exp(v[j]);
        }
    }

    private static void plus(double[] v, double[] w, int n) {
        for (int j = 0; j < n; j++) v[j] += w[j];
    }

    private static void maximum(double[] v, double[] w, int n) {
        for (int j = 0; j < n; j++) v[j] = Math.max(v[j], w[j]);
    }

    private static void subtract(double[] v, double[] w, int n) {
        for (int j = 0; j < n; j++) v[j] -= w[j];
    }

    private static void multiply(double[] v, double[] w, int n) {
        for (int j = 0; j < n; j++) v[j] *= w[j];
    }
}
