package gradshell.nn.norm;

import static gradshell.Gradshell.ignore;
import static gradshell.Tensors.where;

import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * In training sets each value to zero with probability {@code p} and divides the others by {@code 1 - p}, so that the mean stays;
 * else does nothing. The random numbers are those that {@link Tensors#seed} seeds.
 *
 * @param dims the dimensions along which values are dropped one by one, with what lies along the others together; none for all
 */
@SuppressWarnings("ArrayRecordComponent") // a copy, and given to no one who would change it
public record Dropout(double p, Mode mode, int... dims) implements Coded, Mode.Switched {
    /** Checks the probability. */
    public Dropout {
        check("dropout", p);
        dims = dims.clone();
    }

    static void check(String name, double p) {
        if (!(p >= 0 && p <= 1))
            throw new IllegalArgumentException(name + ": the probability must be between 0 and 1, but it is " + p);
    }

    @Override
    public Tensor apply(Tensor x) {
        if (!mode.isTraining() || p == 0) return x;
        if (p == 1) return x.times(0);
        long[] shape = x.shape();
        if (dims.length > 0) {
            Arrays.fill(shape, 1);
            for (int dim : dims) shape[dim] = x.size(dim);
        }
        Tensor kept = ignore(() -> where(Tensors.rand(x.dataType(), shape).ge(p), 1 / (1 - p), 0).to(x.dataType()));
        return x.times(kept);
    }

    @Override
    public long[] outputSize(long... shape) {
        return shape;
    }

    @Override
    public String code() {
        return "dropout(" + p + Arrays.stream(dims).mapToObj(d -> ", " + d).collect(Collectors.joining()) + ")";
    }

    @Override
    public String toString() {
        return code();
    }

    /**
     * Dropout that keeps mean 0 and variance 1, as {@code selu} makes them, Klambauer et al. 2017: in training values become
     * selu's limit at minus infinity with probability {@code p}, and all are scaled and shifted.
     */
    public record Alpha(double p, Mode mode) implements Coded, Mode.Switched {
        private static final double LIMIT = -1.7580993408473766;

        /** Checks the probability. */
        public Alpha {
            check("alphaDropout", p);
        }

        @Override
        public Tensor apply(Tensor x) {
            if (!mode.isTraining() || p == 0) return x;
            if (p == 1) return x.times(0);
            double scale = 1 / Math.sqrt((1 - p) * (1 + p * LIMIT * LIMIT));
            Tensor kept = ignore(() -> Tensors.rand(x.dataType(), x.shape()).gt(p));
            return where(kept, x, LIMIT).times(scale).plus(-scale * LIMIT * p);
        }

        @Override
        public long[] outputSize(long... shape) {
            return shape;
        }

        @Override
        public String code() {
            return "alphaDropout(" + p + ")";
        }

        @Override
        public String toString() {
            return code();
        }
    }
}
