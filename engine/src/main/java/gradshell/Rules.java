package gradshell;

import gradshell.array.Array;
import gradshell.array.Kernels;
import gradshell.tape.Recorder;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How an operation's value and pullback become a recorded tensor, and what all rules share. Internal. */
public final class Rules {
    private Rules() {}

    /** The cotangent of x from those of the result. */
    @FunctionalInterface
    public interface Back {
        /** For {@code dy}. */
        Tensor apply(Tensor dy);
    }

    /** The same for an operation of several inputs; null for none. */
    @FunctionalInterface
    public interface BackTo {
        /** To one input, counted from 0. */
        Tensor apply(Tensor dy, int input);
    }

    /** The pullback of an operation of one input; null for a derivative of zero. */
    @FunctionalInterface
    public interface Local {
        /** The cotangent of {@code x}, of which {@code y} is the result. */
        Tensor back(Tensor dy, Tensor x, Tensor y);
    }

    /** The same for an operation whose pullback doesn't need its input. */
    @FunctionalInterface
    interface OfResult {
        Tensor back(Tensor dy, Tensor y);
    }

    /** The pullback of an operation of two inputs to one of them. */
    @FunctionalInterface
    interface Local2 {
        Tensor back(Tensor dy, Tensor a, Tensor b, Tensor y);
    }

    /** What a tensor's elements lie in. */
    public static Array array(Tensor x) {
        return x.array;
    }

    /** A tensor that nothing has recorded. */
    public static Tensor tensor(Array array) {
        return new Tensor(array);
    }

    /** A result whose pullback uses no values: the operation is linear. */
    public static Tensor linear(String name, Array y, Tensor x, Back back) {
        return record(name, y, false, (dy, _) -> back.apply(dy), x);
    }

    /** A result whose pullback uses the values of {@code x} or of the result. */
    public static Tensor nonlinear(String name, Array y, Tensor x, Local local) {
        var out = new Tensor(y);
        if (!Recorder.idle() && out.isDifferentiable()) {
            Recorder.record(name, out, true, (dy, _) -> local.back((Tensor) dy, x, out), x);
        }
        return out;
    }

    /** A result of several inputs; {@code saves} tells whether the pullback uses their values or that of the result. */
    public static Tensor record(String name, Array y, boolean saves, BackTo back, Tensor... inputs) {
        var out = new Tensor(y);
        if (!Recorder.idle() && out.isDifferentiable()) {
            Recorder.record(name, out, saves, (dy, i) -> back.apply((Tensor) dy, i), inputs);
        }
        return out;
    }

    /** {@code x}, on which a pullback depends but of which it is no function, as long as it has not changed since now. */
    static Supplier<Tensor> constant(String name, Tensor x) {
        if (Recorder.idle()) {
            return () -> x;
        }
        var version = x.version();
        return () -> {
            if (x.version() != version) {
                throw new IllegalStateException(
                        "%s: its %s was changed (assign) after it was recorded, so its pullback no longer fits; take the gradient again"
                                .formatted(name, x.describe()));
            }
            return x;
        };
    }

    /** The adjoint of broadcasting and of widening: {@code dy} summed to the shape of {@code x}, in its type. */
    static Tensor fit(Tensor dy, Tensor x) {
        return dy == null ? null : sumTo(dy, x.shape()).to(x.dataType());
    }

    /** {@code dy} summed over the dimensions that broadcasting added or stretched. */
    static Tensor sumTo(Tensor dy, long... shape) {
        var from = dy.shape();
        if (Arrays.equals(from, shape)) {
            return dy;
        }
        var lead = from.length - shape.length;
        var dims = IntStream.range(0, from.length)
                .filter(i -> i < lead || (shape[i - lead] == 1 && from[i] != 1)).toArray();
        var sum = dims.length == 0 ? dy.array : Kernels.reduce(Kernels.Reduction.SUM, dy.array, dims);
        return linear("sum", sum.reshape(shape), dy, d -> d.broadcastTo(from));
    }

    /** {@code dy} where {@code mask} holds, else zero. */
    public static Tensor masked(Tensor dy, Tensor mask) {
        return Elementwise.where(mask, dy, dy.like(0));
    }

    /** {@code x} itself if it has derivatives, else as FLOAT. */
    public static Tensor floating(Tensor x) {
        return x.isDifferentiable() ? x : x.to(DataType.FLOAT);
    }
}
