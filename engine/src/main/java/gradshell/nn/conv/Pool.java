package gradshell.nn.conv;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Window;
import gradshell.nn.Coded;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The largest element or the mean under a window that moves, without overlap unless it has another stride, over {@code (spatial.., channels, batch)}. */
public record Pool(Kind kind, Window window) implements Coded {
    /** What is made of the elements under the window. */
    public enum Kind {
        /** The largest; padding doesn't count. */
        MAX("Max") {
            @Override
            Tensor apply(Window window, Tensor x) {
                return window.maxPool(x);
            }
        },
        /** The mean; padding counts as zeros. */
        MEAN("Mean") {
            @Override
            Tensor apply(Window window, Tensor x) {
                return window.meanPool(x);
            }
        };

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        abstract Tensor apply(Window window, Tensor x);
    }

    @Override
    public Tensor apply(Tensor x) {
        if (x.rank() != window.rank() + 2)
            throw new IllegalArgumentException(mismatch(code(), window.rank(), x.shape()));
        return kind.apply(window, x);
    }

    @Override
    public long[] outputSize(long... shape) {
        if (shape.length != window.rank() + 2)
            throw new IllegalArgumentException(mismatch(code(), window.rank(), shape));
        return window.poolSize(shape);
    }

    @Override
    public String code() {
        String name = kind.word.toLowerCase(Locale.ROOT) + "Pool(";
        return name + (window.isPlain() ? numbers(window.size()) : window) + ")";
    }

    @Override
    public String toString() {
        return code();
    }

    /** Pooling whose window is found from the input, so that the output has the sizes wanted; 1 each for the whole. */
    @SuppressWarnings("ArrayRecordComponent") // a copy, and given to no one
    public record Adaptive(Kind kind, long... out) implements Coded {
        /** Checks the sizes. */
        public Adaptive {
            if (out.length == 0 || Arrays.stream(out).anyMatch(n -> n < 1))
                throw new IllegalArgumentException(
                        "adaptive" + kind.word + "Pool: sizes must be at least 1, got " + Shapes.text(out));
            out = out.clone();
        }

        @Override
        public Tensor apply(Tensor x) {
            check(x.shape());
            int rank = out.length;
            long[] size = new long[rank];
            long[] stride = new long[rank];
            for (int d = 0; d < rank; d++) {
                stride[d] = x.size(d) / out[d];
                size[d] = x.size(d) - (out[d] - 1) * stride[d];
            }
            return kind.apply(Window.of(size).stride(stride), x);
        }

        private void check(long... shape) {
            if (shape.length != out.length + 2)
                throw new IllegalArgumentException(mismatch(code(), out.length, shape));
            for (int d = 0; d < out.length; d++)
                if (shape[d] < out[d])
                    throw new IllegalArgumentException(code() + ": the input " + Shapes.text(shape)
                            + " is smaller than that in dimension " + d);
        }

        @Override
        public long[] outputSize(long... shape) {
            check(shape);
            long[] sizes = shape.clone();
            System.arraycopy(out, 0, sizes, 0, out.length);
            return sizes;
        }

        @Override
        public String code() {
            return "adaptive" + kind.word + "Pool(" + numbers(out) + ")";
        }

        @Override
        public String toString() {
            return code();
        }
    }

    /** Pooling of everything spatial, in any number of dimensions: {@code (.., channels, batch)} gives {@code (1.., channels, batch)}. */
    public record Global(Kind kind) implements Coded {
        @Override
        public Tensor apply(Tensor x) {
            if (x.rank() < 3) throw new IllegalArgumentException(mismatch(code(), 1, x.shape()));
            return kind.apply(Window.of(Arrays.copyOf(x.shape(), x.rank() - 2)), x);
        }

        @Override
        public long[] outputSize(long... shape) {
            if (shape.length < 3) throw new IllegalArgumentException(mismatch(code(), 1, shape));
            long[] sizes = shape.clone();
            Arrays.fill(sizes, 0, sizes.length - 2, 1);
            return sizes;
        }

        @Override
        public String code() {
            return "global" + kind.word + "Pool()";
        }

        @Override
        public String toString() {
            return code();
        }
    }

    private static String mismatch(String code, int rank, long... shape) {
        return "%s: the input must be (%schannels, batch), but it has shape %s".formatted(code, "size, ".repeat(rank),
                Shapes.text(shape));
    }

    private static String numbers(long... values) {
        return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(", "));
    }
}
