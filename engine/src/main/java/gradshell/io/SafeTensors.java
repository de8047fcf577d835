package gradshell.io;

import gradshell.Tensor;
import gradshell.TensorBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: eight bytes with the header's length, little-endian, the header in JSON, then the elements of all
 * tensors, row-major and little-endian, without gaps.
 */
final class SafeTensors {
    private static final long MOST_HEADER = 100_000_000;

    private SafeTensors() {}

    static Map<String, Tensor> read(Path file) {
        return Disk.read(file, channel -> {
            SafeHeader header = header(file, channel);
            long start = channel.position();
            Map<String, Tensor> found = new HashMap<>();
            for (SafeHeader.Entry entry : inFile(header.entries())) {
                channel.position(start + entry.begin());
                found.put(entry.name(),
                        TensorBytes.read(channel, entry.type(), ByteOrder.LITTLE_ENDIAN, entry.shape()));
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            header.entries().forEach(entry -> tensors.put(entry.name(), found.get(entry.name())));
            return tensors;
        });
    }

    static Map<String, String> metadata(Path file) {
        return Disk.read(file, channel -> header(file, channel).metadata());
    }

    static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        tensors.keySet().forEach(name -> Names.checked(file, name));
        SafeHeader header = SafeHeader.of(tensors, metadata);
        byte[] json = header.json();
        if (json.length > MOST_HEADER)
            throw new IllegalArgumentException(
                    "save: names and metadata take %,d bytes; the format allows %,d".formatted(json.length,
                            MOST_HEADER));
        Disk.write(file, channel -> {
            write(channel, number().putLong(0, json.length));
            write(channel, ByteBuffer.wrap(json));
            for (SafeHeader.Entry entry : inFile(header.entries()))
                TensorBytes.write(tensors.get(entry.name()), channel);
        });
    }

    /** In the order of their elements in the file. */
    private static List<SafeHeader.Entry> inFile(List<SafeHeader.Entry> entries) {
        return entries.stream().sorted(Comparator.comparingLong(SafeHeader.Entry::begin)
                .thenComparingLong(SafeHeader.Entry::end)).toList();
    }

    private static SafeHeader header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES)
            throw new IllegalArgumentException("%s is no safetensors file: it has %d bytes, not even a header's length"
                    .formatted(file, size));
        long length = read(channel, number()).getLong(0);
        if (length < 2 || length > MOST_HEADER)
            throw new IllegalArgumentException(
                    "%s is no safetensors file: its header would be of %s bytes; 2 to %,d are allowed"
                            .formatted(file, Long.toUnsignedString(length), MOST_HEADER));
        if (length > size - Long.BYTES)
            throw new IllegalArgumentException("%s is cut off: its header is of %,d bytes, but only %,d are there"
                    .formatted(file, length, size - Long.BYTES));
        byte[] json = read(channel, ByteBuffer.allocate((int) length)).array();
        return new SafeHeaderReader(file, size - Long.BYTES - length).read(json);
    }

    private static ByteBuffer number() {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer read(FileChannel channel, ByteBuffer to) throws IOException {
        while (to.hasRemaining()) if (channel.read(to) < 0) throw new EOFException("its header ends early");
        return to;
    }

    private static void write(FileChannel channel, ByteBuffer from) throws IOException {
        while (from.hasRemaining()) channel.write(from);
    }
}
