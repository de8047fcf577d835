package gradshell;

import gradshell.array.Bytes;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Internal: the elements of tensors, row-major, as bytes of files; public because {@code gradshell.io} uses it. */
public final class TensorBytes {
    private TensorBytes() {}

    /** Reads as many elements as the shape has; EOFException when there are less. */
    public static Tensor read(ReadableByteChannel from, DataType type, ByteOrder order, long... shape)
            throws IOException {
        return new Tensor(Bytes.read(from, type.element, order, shape));
    }

    /** Writes all elements, little-endian. */
    public static void write(Tensor x, WritableByteChannel to) throws IOException {
        Bytes.write(x.array, to);
    }

    /** The size of an element. */
    public static int width(DataType type) {
        return type.element.bytes();
    }
}
