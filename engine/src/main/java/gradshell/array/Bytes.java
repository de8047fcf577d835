package gradshell.array;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** The elements of arrays, row-major and without gaps, as bytes of files. */
public final class Bytes {
    private static final int CHUNK = 1 << 18;

    private Bytes() {}

    /** Reads as many elements as the shape has; EOFException when there are less. */
    public static Array read(ReadableByteChannel from, ElementType type, ByteOrder order, long... shape)
            throws IOException {
        Array result = Array.allocate(type, shape);
        ByteBuffer chunk = chunk(result);
        int most = chunk.capacity() / type.bytes();
        try {
            for (long at = 0; at < result.size(); at += most) {
                int n = (int) Math.min(most, result.size() - at);
                chunk.clear().limit(n * type.bytes());
                while (chunk.hasRemaining()) if (from.read(chunk) < 0) throw new EOFException("elements are missing");
                chunk.flip();
                copy(MemorySegment.ofBuffer(chunk), 0, order, result.memory(), at, ByteOrder.nativeOrder(), type, n);
            }
        } finally {
            Reference.reachabilityFence(result);
        }
        return result;
    }

    /** Writes all elements, little-endian. */
    public static void write(Array array, WritableByteChannel to) throws IOException {
        Array source = array.contiguous();
        ElementType type = source.type();
        ByteBuffer chunk = chunk(source);
        int most = chunk.capacity() / type.bytes();
        try {
            for (long at = 0; at < source.size(); at += most) {
                int n = (int) Math.min(most, source.size() - at);
                chunk.clear().limit(n * type.bytes());
                copy(source.memory(), source.offset + at, ByteOrder.nativeOrder(), MemorySegment.ofBuffer(chunk), 0,
                        ByteOrder.LITTLE_ENDIAN, type, n);
                while (chunk.hasRemaining()) to.write(chunk);
            }
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    /** A part of a file at a time, which holds whole elements. */
    private static ByteBuffer chunk(Array array) {
        return ByteBuffer.allocateDirect((int) Math.min(CHUNK, array.size() * array.type().bytes()));
    }

    private static void copy(MemorySegment from, long at, ByteOrder order, MemorySegment to, long there,
            ByteOrder thatOrder, ElementType type, int n) {
        if (type == ElementType.BOOL) {
            // others write any number for true
            for (int i = 0; i < n; i++)
                to.set(Storage.BOOL, there + i, (byte) (from.get(Storage.BOOL, at + i) == 0 ? 0 : 1));
            return;
        }
        MemorySegment.copy(from, layout(type, order), at * type.bytes(), to, layout(type, thatOrder),
                there * type.bytes(), n);
    }

    private static ValueLayout layout(ElementType type, ByteOrder order) {
        ValueLayout layout = switch (type) {
            case FLOAT -> Storage.FLOAT;
            case DOUBLE -> Storage.DOUBLE;
            case INT -> Storage.INT;
            case LONG -> Storage.LONG;
            case BOOL -> Storage.BOOL;
        };
        return layout.withByteAlignment(1).withOrder(order);
    }
}
