package gradshell.io;

import gradshell.Tensor;
import gradshell.TensorBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** One array in a file, as NumPy's {@code save} writes it. */
final class Npy {
    private Npy() {}

    static Tensor read(Path file) {
        return Disk.read(file, channel -> read(file.toString(), channel, channel.size()));
    }

    static void write(Path file, Tensor x) {
        Disk.write(file, channel -> write(channel, x));
    }

    /** An array that takes {@code size} bytes, header and all. */
    static Tensor read(String where, ReadableByteChannel from, long size) throws IOException {
        NpyHeader header = NpyHeader.read(where, from);
        long[] shape = header.shape();
        long bytes = Names.bytes(where, TensorBytes.width(header.type()), shape);
        if (bytes != size - header.bytes())
            throw new IllegalArgumentException("%s %s: its elements take %,d bytes, but %,d are there".formatted(where,
                    bytes > size - header.bytes() ? "is cut off" : "is longer than its shape says", bytes,
                    size - header.bytes()));
        if (!header.isFortran()) return TensorBytes.read(from, header.type(), header.order(), shape);
        int rank = shape.length;
        long[] turned = IntStream.range(0, rank).mapToLong(d -> shape[rank - 1 - d]).toArray();
        int[] back = IntStream.range(0, rank).map(d -> rank - 1 - d).toArray();
        return TensorBytes.read(from, header.type(), header.order(), turned).permute(back).copy();
    }

    static void write(WritableByteChannel to, Tensor x) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(NpyHeader.of(x));
        while (header.hasRemaining()) to.write(header);
        TensorBytes.write(x, to);
    }
}
