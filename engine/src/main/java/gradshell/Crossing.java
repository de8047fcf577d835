package gradshell;

import gradshell.tape.Tape;
import java.util.Collection;

/** What compiled code needs where numbers become tensors. Internal; public because {@code gradshell.compile} uses it. */
public final class Crossing {
    private Crossing() {}

    /** A tape for the tensor operations of a compiled function. */
    public static Tape tape(Collection<Tensor> leaves) {
        return new Tape(leaves, CotangentTensors.INSTANCE);
    }

    /** The cotangent 1 of a scalar; refused for anything else. */
    public static Object one(Object value) {
        return Differentiation.one(value);
    }

    /** Writes a number of full precision, which is the tensor {@code number} to the tape, and doesn't make the buffer DOUBLE. */
    public static void write(TensorBuffer buffer, boolean adds, Tensor number, long... index) {
        buffer.element(adds ? "add" : "set", number, adds, false, index);
    }
}
