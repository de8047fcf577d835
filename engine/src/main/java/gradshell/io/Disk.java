package gradshell.io;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.zip.ZipException;

/** Reads files, and writes them whole or not at all. */
final class Disk {
    private Disk() {}

    /** What reads from a file. */
    interface Reading<T> {
        T from(FileChannel file) throws IOException;
    }

    /** What writes a file. */
    interface Writing {
        void to(FileChannel file) throws IOException;
    }

    static <T> T read(Path file, Reading<T> reading) {
        if (Files.exists(file) && !Files.isRegularFile(file))
            throw new IllegalArgumentException(file + " is no file with content of its own");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return reading.from(channel);
        } catch (EOFException e) {
            throw new IllegalArgumentException(file + " is cut off: " + e.getMessage(), e);
        } catch (ZipException e) {
            throw new IllegalArgumentException(file + " can't be unpacked, it is cut off or damaged: " + e.getMessage(),
                    e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new UncheckedIOException("there is no file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e, e);
        }
    }

    /**
     * Writes into a new file beside it, which takes the other's place when all of it is on the disk. Whatever goes wrong before
     * leaves the old file, and no other.
     */
    static void write(Path file, Writing writing) {
        try {
            // what a link leads to is replaced, not the link
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(target)) throw new IllegalArgumentException(file + " is a directory");
            Path directory = target.getParent();
            String name = "." + target.getFileName() + "." + Long.toHexString(RandomGenerator.getDefault().nextLong());
            Path beside = directory.resolve(name + ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(beside,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))) {
                    writing.to(channel);
                    channel.force(true);
                }
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            keep(directory);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("can't write " + file + ": there is no directory "
                    + file.toAbsolutePath().getParent(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file + ", which is as it was: " + e, e);
        }
    }

    /** Lets the new name outlast a crash; a system without POSIX opens no directories. */
    private static void keep(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
