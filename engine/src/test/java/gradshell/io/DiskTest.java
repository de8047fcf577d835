package gradshell.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
    @TempDir
    Path directory;

    @Test
    void write_failsMidway_leavesTheOldFileAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        var e = assertThrows(UncheckedIOException.class, () -> Disk.write(file, channel -> {
            channel.write(ByteBuffer.wrap(new byte[1000]));
            throw new IOException("no space left");
        }));
        assertTrue(e.getMessage().contains("which is as it was"), e.getMessage());
        assertEquals("old", Files.readString(file));
        assertOnly("file");
    }

    @Test
    void write_replacesTheOldFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "a long old text");
        Disk.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[]{'n', 'e', 'w'})));
        assertEquals("new", Files.readString(file));
        assertOnly("file");
    }

    @Test
    void write_throughALink_keepsTheLink() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs links");
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Disk.write(link, channel -> channel.write(ByteBuffer.wrap(new byte[]{'n', 'e', 'w'})));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void write_noDirectory_saysSo() {
        Path file = directory.resolve("none/file");
        var e = assertThrows(UncheckedIOException.class, () -> Disk.write(file, _ -> {}));
        assertTrue(e.getMessage().contains("there is no directory " + file.getParent()), e.getMessage());
    }

    @Test
    void aDirectory_isNoFile() {
        assertThrows(IllegalArgumentException.class, () -> Disk.write(directory, _ -> {}));
        assertThrows(IllegalArgumentException.class, () -> Disk.read(directory, _ -> null));
    }

    private void assertOnly(String... names) throws IOException {
        try (var files = Files.list(directory)) {
            assertEquals(Arrays.asList(names), files.map(f -> f.getFileName().toString()).toList());
        }
    }
}
