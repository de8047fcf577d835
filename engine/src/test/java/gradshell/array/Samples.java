package gradshell.array;

import java.util.Random;
import java.util.function.Consumer;

/** Arrays for tests: random values in random layouts, and a walk over all indices of a shape. */
final class Samples {
    static final long[][] SHAPES = {{}, {1}, {5}, {0}, {2, 3}, {3, 1, 4}, {2, 0, 3}, {2, 3, 4}, {1, 1}, {2, 2, 3, 2}};

    private Samples() {}

    /** Normal values, or integers from -5 to 5, or booleans; permuted, sliced out of a larger array, flipped. */
    static Array strided(Random random, ElementType type, long... shape) {
        int rank = shape.length;
        int[] order = order(random, rank);
        long[] room = new long[rank];
        for (int d = 0; d < rank; d++) {
            room[order[d]] = shape[d] + random.nextInt(3);
        }
        double[] values = random.doubles(Shapes.size(room), -5.5, 5.5).toArray();
        Array x = Array.of(values, room);
        if (type == ElementType.BOOL) x = Kernels.compare(Kernels.Compare.GT, x, 0);
        x = x.to(type).permute(order);
        for (int d = 0; d < rank; d++) {
            long from = random.nextLong(x.size(d) - shape[d] + 1);
            x = x.slice(d, from, from + shape[d]);
            if (random.nextBoolean()) x = x.flip(d);
        }
        return x;
    }

    static int[] order(Random random, int rank) {
        int[] order = new int[rank];
        for (int d = 0; d < rank; d++) {
            int other = random.nextInt(d + 1);
            order[d] = order[other];
            order[other] = d;
        }
        return order;
    }

    static void eachIndex(long[] shape, Consumer<long[]> action) {
        long size = Shapes.size(shape);
        for (long i = 0; i < size; i++) {
            long[] index = new long[shape.length];
            long rest = i;
            for (int d = shape.length - 1; d >= 0; d--) {
                index[d] = rest % shape[d];
                rest /= shape[d];
            }
            action.accept(index);
        }
    }

    /** The element that an index of the shape x is broadcast to means. */
    static double broadcastGet(Array x, long... index) {
        long[] own = new long[x.rank()];
        for (int d = 0; d < own.length; d++) {
            own[d] = x.size(d) == 1 ? 0 : index[d + index.length - own.length];
        }
        return x.get(own);
    }

    static Array doubles(double... values) {
        return Array.of(values, values.length);
    }

    static Array floats(float... values) {
        return Array.of(values, values.length);
    }

    static Array longs(long... values) {
        return Array.of(values, values.length);
    }

    static Array booleans(boolean... values) {
        return Array.of(values, values.length);
    }
}
