package gradshell.data;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The format that the MNIST family of data sets comes in: two zero bytes, a byte for the elements' type, one for the rank, the
 * sizes as 32-bit integers, and the elements in row-major order, all of it big-endian; packed by gzip or not.
 */
final class Idx {
    private static final int GZIP = 0x1f8b;

    private Idx() {}

    static Tensor read(Path file) {
        ByteBuffer data = ByteBuffer.wrap(bytes(file));
        if (data.remaining() < 4 || data.getShort() != 0)
            throw bad(file, "isn't an idx file: those begin with two zero bytes, a type and a rank");
        byte type = data.get();
        int width = switch (type) {
            case 0x08, 0x09 -> Byte.BYTES;
            case 0x0b -> Short.BYTES;
            case 0x0c, 0x0d -> Integer.BYTES;
            case 0x0e -> Double.BYTES;
            default ->
                throw bad(file, "has elements of type 0x%02x, but idx files know only 0x08, 0x09 and 0x0b to 0x0e"
                        .formatted(type));
        };
        long[] shape = shape(file, data);
        long count = count(file, shape);
        if (count * width != data.remaining())
            throw bad(file, "%s: shape %s takes %,d bytes of elements, but there are %,d".formatted(
                    count * width > data.remaining() ? "is cut off" : "is longer than its sizes say",
                    Arrays.toString(shape), count * width, data.remaining()));
        return elements(data, type, (int) count).reshape(shape);
    }

    private static byte[] bytes(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 2 || Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort()) != GZIP) return bytes;
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return unpacked.readAllBytes();
            }
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException(file + " can't be unpacked, it is cut off or damaged: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e, e);
        }
    }

    private static long[] shape(Path file, ByteBuffer data) {
        int rank = Byte.toUnsignedInt(data.get());
        if (data.remaining() < rank * Integer.BYTES)
            throw bad(file, "is cut off: it ends before its " + rank + " sizes do");
        long[] shape = new long[rank];
        Arrays.setAll(shape, _ -> Integer.toUnsignedLong(data.getInt()));
        return shape;
    }

    private static long count(Path file, long[] shape) {
        long count = 1;
        for (long size : shape) {
            count *= size; // both below 2³², so it can't overflow
            if (count > Integer.MAX_VALUE)
                throw bad(file, "has shape " + Arrays.toString(shape) + ", more elements than fit in one tensor");
        }
        return count;
    }

    /** Types that a float holds exactly become floats, the others doubles. */
    private static Tensor elements(ByteBuffer data, byte type, int count) {
        if (type == 0x0c || type == 0x0e) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) values[i] = type == 0x0c ? data.getInt() : data.getDouble();
            return Tensors.tensor(DataType.DOUBLE, values);
        }
        float[] values = new float[count];
        switch (type) {
            case 0x08 -> {
                for (int i = 0; i < count; i++) values[i] = Byte.toUnsignedInt(data.get());
            }
            case 0x09 -> {
                for (int i = 0; i < count; i++) values[i] = data.get();
            }
            case 0x0b -> {
                for (int i = 0; i < count; i++) values[i] = data.getShort();
            }
            default -> data.asFloatBuffer().get(values);
        }
        return Tensors.tensor(values);
    }

    private static IllegalArgumentException bad(Path file, String what) {
        return new IllegalArgumentException(file + " " + what);
    }
}
