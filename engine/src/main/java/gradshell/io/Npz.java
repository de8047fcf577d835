package gradshell.io;

import gradshell.Tensor;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** An archive of arrays, as NumPy's {@code savez} writes it: a zip file with a .npy file for each. */
final class Npz {
    private static final String SUFFIX = ".npy";
    /** Deflate makes no more of a byte: from its format, 258 bytes from 2 bits. */
    private static final long MOST_INFLATION = 1032;
    /** The earliest that zip knows, so that equal arrays make equal files. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    static Map<String, Tensor> read(Path file) {
        return Disk.read(file, channel -> {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return read(file, zip, channel.size());
            }
        });
    }

    private static Map<String, Tensor> read(Path file, ZipFile zip, long size) throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        long packed = 0;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
            ZipEntry entry = entries.nextElement();
            String name = Names.checked(file, entry.getName());
            if (!name.endsWith(SUFFIX) || entry.isDirectory())
                throw new IllegalArgumentException(
                        file + " holds \"" + name + "\", which is no array: those end in " + SUFFIX);
            packed += entry.getCompressedSize();
            // entries that share their bytes would unfold to any size
            if (entry.getCompressedSize() < 0 || packed > size
                    || entry.getSize() / MOST_INFLATION > entry.getCompressedSize())
                throw new IllegalArgumentException("%s: \"%s\" claims %,d bytes, packed %,d, which can't be".formatted(
                        file, name, entry.getSize(), entry.getCompressedSize()));
            Tensor array = read(file + ": \"" + name + "\"", zip, entry);
            if (arrays.put(name.substring(0, name.length() - SUFFIX.length()), array) != null)
                throw new IllegalArgumentException(file + " holds \"" + name + "\" twice");
        }
        return arrays;
    }

    private static Tensor read(String where, ZipFile zip, ZipEntry entry) throws IOException {
        try (var bytes = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            Tensor array = Npy.read(where, Channels.newChannel(bytes), entry.getSize());
            if (bytes.read() >= 0)
                throw new IllegalArgumentException("%s holds more than the %,d bytes that it claims".formatted(where,
                        entry.getSize()));
            if (bytes.getChecksum().getValue() != entry.getCrc())
                throw new IllegalArgumentException(where + " is damaged: its checksum is another");
            return array;
        }
    }

    static void write(Path file, Map<String, Tensor> arrays) {
        arrays.keySet().forEach(name -> Names.checked(file, name));
        Disk.write(file, channel -> write(channel, arrays));
    }

    private static void write(FileChannel channel, Map<String, Tensor> arrays) throws IOException {
        // not closed, which would close the channel before its bytes are on the disk
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
        zip.setLevel(Deflater.BEST_SPEED);
        for (var array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            Npy.write(Channels.newChannel(zip), array.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }
}
