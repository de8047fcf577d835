package gradshell.data;

import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Random;
import java.util.function.Supplier;

/** The order of the observations in one pass through them. */
@FunctionalInterface
interface Order {
    /** The order of {@code n} observations, or null to leave them as they are. */
    long[] next(long n);

    static Order kept() {
        return _ -> null;
    }

    /** Follows from {@link Tensors#seed}. */
    static Order random() {
        return random(Order::drawn);
    }

    /** Follows from {@code seed}: the first pass always the same, the second one another. */
    static Order random(long seed) {
        Random random = new Random(seed);
        return random(random::nextLong);
    }

    private static Order random(Supplier<Long> seeds) {
        return n -> {
            Random random = new Random(seeds.get());
            long[] order = new long[Math.toIntExact(n)];
            for (int i = 0; i < order.length; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            return order;
        };
    }

    /** A seed from the tensors' own stream: 24 random bits of each of two floats. */
    private static long drawn() {
        Tensor draws = Tensors.rand(2);
        return (long) (draws.get(0) * (1 << 24)) << 24 | (long) (draws.get(1) * (1 << 24));
    }
}
