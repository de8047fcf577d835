package gradshell;

import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.array.Array;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against loops over every index, in the order of the definition. */
class WindowTest {
    /** A case with a reference that knows nothing of {@link Window} but its numbers. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Case(long[] in, long[] size, long stride, long pad, long dilation, int groups, long channels,
            long filters,
            long batch) {
        Window window() {
            return Window.of(size).stride(stride).pad(pad).dilation(dilation).groups(groups);
        }

        long[] out() {
            return Arrays.stream(index(in.length))
                    .map(d -> (in[(int) d] + 2 * pad - dilation * (size[(int) d] - 1) - 1) / stride + 1)
                    .toArray();
        }

        long[] x() {
            return with(in, channels, batch);
        }

        long[] w() {
            return with(size, channels / groups, filters);
        }

        long[] y() {
            return with(out(), filters, batch);
        }

        /** Calls {@code add} with each index of y, and the indices of x and w whose product is part of it. */
        void each(boolean turned, Product product) {
            for (long[] o : indices(out()))
                for (long[] k : indices(size)) {
                    long[] at = new long[in.length];
                    long[] tap = k.clone();
                    boolean inside = true;
                    for (int d = 0; d < at.length; d++) {
                        at[d] = o[d] * stride - pad + k[d] * dilation;
                        inside &= at[d] >= 0 && at[d] < in[d];
                        if (turned) tap[d] = size[d] - 1 - k[d];
                    }
                    if (!inside) continue;
                    for (long f = 0; f < filters; f++)
                        for (long c = 0; c < channels / groups; c++)
                            for (long n = 0; n < batch; n++) {
                                long channel = f / (filters / groups) * (channels / groups) + c;
                                product.at(with(o, f, n), with(at, channel, n), with(tap, c, f));
                            }
                }
        }
    }

    private interface Product {
        void at(long[] y, long[] x, long[] w);
    }

    private static long[] index(int n) {
        long[] all = new long[n];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private static long[] with(long[] a, long... more) {
        long[] all = Arrays.copyOf(a, a.length + more.length);
        System.arraycopy(more, 0, all, a.length, more.length);
        return all;
    }

    private static long[][] indices(long... shape) {
        long[][] all = new long[(int) Shapes.size(shape)][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new long[shape.length];
            int rest = i;
            for (int d = shape.length - 1; d >= 0; rest /= (int) shape[d--]) all[i][d] = rest % shape[d];
        }
        return all;
    }

    private static int at(long[] index, long... shape) {
        long at = 0;
        for (int d = 0; d < shape.length; d++) at = at * shape[d] + index[d];
        return (int) at;
    }

    private static Stream<Case> cases() {
        return Stream.of(new Case(new long[]{7}, new long[]{3}, 1, 0, 1, 1, 2, 3, 4),
                new Case(new long[]{9}, new long[]{3}, 2, 1, 2, 1, 1, 20, 1),
                new Case(new long[]{6, 8}, new long[]{3, 5}, 1, 2, 1, 1, 1, 6, 3),
                new Case(new long[]{8, 5}, new long[]{2, 2}, 2, 1, 1, 1, 3, 5, 5),
                new Case(new long[]{7, 7}, new long[]{3, 3}, 1, 1, 2, 2, 4, 6, 2),
                new Case(new long[]{6, 6}, new long[]{3, 3}, 2, 1, 1, 4, 4, 8, 1),
                new Case(new long[]{4, 3, 5}, new long[]{2, 3, 2}, 1, 1, 1, 1, 2, 2, 2),
                new Case(new long[]{30, 30}, new long[]{5, 5}, 1, 0, 1, 1, 3, 17, 40),
                new Case(new long[]{40, 40}, new long[]{3, 3}, 1, 1, 1, 1, 16, 16, 1),
                new Case(new long[]{5, 5}, new long[]{1, 1}, 1, 0, 1, 1, 2, 3, 2));
    }

    private static double[] values(Random random, long... shape) {
        return random.doubles(Shapes.size(shape), -1, 1).toArray();
    }

    private static Tensor of(DataType type, double[] values, long... shape) {
        return new Tensor(Array.of(values, shape).to(type.element));
    }

    @TestFactory
    Stream<DynamicTest> conv_valueAndGradients() {
        return cases().flatMap(c -> Stream.of(DataType.FLOAT, DataType.DOUBLE).flatMap(type -> Stream.of(true, false)
                .map(turned -> DynamicTest.dynamicTest(c + " " + type + (turned ? " turned" : ""), () -> {
                    var random = new Random(7);
                    double[] x = values(random, c.x());
                    double[] w = values(random, c.w());
                    double[] dy = values(random, c.y());
                    double[] y = new double[dy.length];
                    double[] dx = new double[x.length];
                    double[] dw = new double[w.length];
                    c.each(turned, (at, i, k) -> {
                        y[at(at, c.y())] += x[at(i, c.x())] * w[at(k, c.w())];
                        dx[at(i, c.x())] += dy[at(at, c.y())] * w[at(k, c.w())];
                        dw[at(k, c.w())] += dy[at(at, c.y())] * x[at(i, c.x())];
                    });
                    var back = Gradshell.pullback((Tensor a, Tensor b) -> turned
                            ? c.window().conv(a, b)
                            : c.window().crossCor(a, b), of(type, x, c.x()), of(type, w, c.w()));
                    double tolerance = type == DataType.FLOAT ? 1e-4 * Math.sqrt(y.length + 1.0) / 10 : 1e-11;
                    assertArrayEquals(c.y(), back.value().shape());
                    assertArrayEquals(y, back.value().toDoubleArray(), tolerance);
                    var gradients = back.back(of(type, dy, c.y()));
                    assertArrayEquals(dx, gradients.first().toDoubleArray(), tolerance);
                    assertArrayEquals(dw, gradients.second().toDoubleArray(), tolerance);
                }))));
    }

    @TestFactory
    Stream<DynamicTest> convTranspose_isTheAdjointOfConv() {
        return cases().map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
            var random = new Random(9);
            double[] w = values(random, c.w());
            double[] y = values(random, c.y());
            long[] out = c.out();
            long[] back = Arrays.stream(index(out.length))
                    .map(d -> (out[(int) d] - 1) * c.stride() + c.dilation() * (c.size()[(int) d] - 1)
                            + 1 - 2 * c.pad())
                    .toArray();
            var same = new Case(back, c.size(), c.stride(), c.pad(), c.dilation(), c.groups(), c.channels(),
                    c.filters(),
                    c.batch());
            double[] x = new double[(int) Shapes.size(same.x())];
            same.each(true, (at, i, k) -> x[at(i, same.x())] += y[at(at, c.y())] * w[at(k, c.w())]);
            Tensor made = c.window().convTranspose(of(DataType.DOUBLE, y, c.y()), of(DataType.DOUBLE, w, c.w()));
            assertArrayEquals(same.x(), made.shape());
            assertArrayEquals(x, made.toDoubleArray(), 1e-11);
        }));
    }

    @Test
    void conv_turnsTheWeightRound() {
        Tensor x = tensor(1, 2, 3, 4).reshape(4, 1, 1);
        Tensor w = tensor(1, 10).reshape(2, 1, 1);
        assertArrayEquals(new double[]{12, 23, 34}, Window.of(2).conv(x, w).toDoubleArray());
        assertArrayEquals(new double[]{21, 32, 43}, Window.of(2).crossCor(x, w).toDoubleArray());
    }

    @Test
    void crossCor_biasAndRelu() {
        Tensor x = tensor(1, -2, 3, -4).reshape(4, 1, 1);
        Tensor w = tensor(1, -1).reshape(1, 1, 2);
        assertArrayEquals(new double[]{1.5, 0, 0, 1, 3.5, 0, 0, 3},
                Window.of(1).crossCor(x, w, tensor(0.5, -1), true).toDoubleArray());
    }

    @Test
    void same_keepsTheSizeAndDividesItByTheStride() {
        for (long size = 1; size < 6; size++) {
            Window window = Window.of(size).same();
            assertEquals(9, window.conv(zeros(9, 1, 1), zeros(size, 1, 1)).size(0));
            assertEquals(5, window.stride(2).conv(zeros(9, 1, 1), zeros(size, 1, 1)).size(0));
            assertEquals(9, window.dilation(2).conv(zeros(9, 1, 1), zeros(size, 1, 1)).size(0));
            if (size > 1) assertEquals(18, window.stride(2).convTranspose(zeros(9, 1, 1), zeros(size, 1, 1)).size(0));
        }
    }

    @Test
    void pools_againstLoops() {
        Tensor x = randn(DataType.DOUBLE, 7, 6, 3, 2);
        Window window = Window.of(3, 2).stride(2, 1).pad(1, 0);
        Tensor max = window.maxPool(x);
        Tensor mean = window.meanPool(x);
        assertArrayEquals(new long[]{4, 5, 3, 2}, max.shape());
        for (long[] i : indices(max.shape())) {
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (long[] k : indices(3, 2)) {
                long row = 2 * i[0] - 1 + k[0];
                if (row < 0 || row >= 7) continue;
                double value = x.get(row, i[1] + k[1], i[2], i[3]);
                largest = Math.max(largest, value);
                sum += value;
            }
            assertEquals(largest, max.get(i));
            assertEquals(sum / 6, mean.get(i), 1e-14);
        }
    }

    @Test
    void maxPool_firstOfEqualsHasTheGradient() {
        Tensor x = tensor(2, 2, 1, 5, -0.0, 0.0).reshape(6, 1, 1);
        assertArrayEquals(new double[]{1, 0, 0, 1, 0, 1},
                Gradshell.gradient((Tensor z) -> Window.of(2).maxPool(z).sum(), x).toDoubleArray());
    }

    @Test
    void maxPool_manyLinesOfManyElements() {
        Tensor x = randn(20, 10, 30, 50);
        Tensor y = Window.of(2, 2).maxPool(x);
        assertArrayEquals(x.reshape(10, 2, 5, 2, 30, 50).max(1, 3).toDoubleArray(), y.toDoubleArray());
        Tensor dx = Gradshell.gradient((Tensor z) -> Window.of(2, 2).maxPool(z).sum(), x);
        assertEquals((double) y.size(), dx.sum().item());
        assertEquals(y.sum().item(), dx.times(x).sum().item(), 0.05);
    }

    @Test
    void window_thatDoesNotFit_isRefused() {
        refused("conv: a window of (5) doesn't fit into the input's (3)",
                () -> Window.of(5).conv(zeros(3, 1, 1), zeros(5, 1, 1)));
        refused("conv: a weight of (3, 2, 4) with groups = 1 takes 2 channels, but the input (5, 3, 1) has 3",
                () -> Window.of(3).conv(zeros(5, 3, 1), zeros(3, 2, 4)));
        refused("maxPool: a window of 2 dimensions takes (size, size, channels, batch), got shape (5, 5, 1); reshape, or"
                + " unsqueeze for a dimension of size 1", () -> Window.of(2, 2).maxPool(zeros(5, 5, 1)));
        refused("window: stride must be at least 1, but it is (0)", () -> Window.of(2).stride(0));
        refused("window: pad has 3 numbers for 2 dimensions; give one, or one a dimension",
                () -> Window.of(2, 2).pad(1, 2, 3));
        refused("convTranspose: outPad 2 must be less than the stride 2 or the dilation",
                () -> Window.of(3).stride(2).outPad(2).convTranspose(zeros(3, 1, 1), zeros(3, 1, 1)));
    }

    private static void refused(String message, Runnable work) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, work::run).getMessage());
    }

    @Test
    void window_printsAsTheCodeThatMakesIt() {
        assertEquals("window(3, 3)", Window.of(3, 3).toString());
        assertEquals("window(3, 5).stride(2).same().dilation(1, 2).groups(4)",
                Window.of(3, 5).stride(2).same().dilation(1, 2).groups(4).toString());
        assertEquals("window(2).pad(1, 0).outPad(1)", Window.of(2).pad(1, 0).outPad(1).toString());
    }

    @Test
    void conv_emptyBatch() {
        assertArrayEquals(new long[]{3, 2, 0}, Window.of(2).conv(zeros(4, 1, 0), ones(2, 1, 2)).shape());
        Tensor dw = Gradshell.gradient((Tensor w) -> Window.of(2).conv(zeros(4, 1, 0), w).sum(), ones(2, 1, 2));
        assertArrayEquals(new double[4], dw.toDoubleArray());
    }
}
