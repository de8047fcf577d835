package gradshell.data;

import static gradshell.data.Data.readIdx;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    private Path directory;

    @Test
    void readIdx_givesTheFilesShapeAndUnsignedBytes() throws IOException {
        Tensor x = readIdx(file(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 128, 255));
        assertArrayEquals(new long[]{2, 3}, x.shape());
        assertEquals(DataType.FLOAT, x.dataType());
        assertArrayEquals(new double[]{1, 2, 3, 4, 128, 255}, x.toDoubleArray());
    }

    @Test
    void readIdx_ofAPackedFile_isTheSame() throws IOException {
        Path packed = directory.resolve("packed");
        Files.write(packed, packed(0, 0, 8, 1, 0, 0, 0, 2, 7, 9));
        assertArrayEquals(new double[]{7, 9}, readIdx(packed).toDoubleArray());
    }

    @Test
    void readIdx_readsEachType() throws IOException {
        assertArrayEquals(new double[]{-1}, readIdx(file(0, 0, 0x09, 1, 0, 0, 0, 1, 255)).toDoubleArray());
        assertArrayEquals(new double[]{-2}, readIdx(file(0, 0, 0x0b, 1, 0, 0, 0, 1, 255, 254)).toDoubleArray());
        assertArrayEquals(new double[]{1.5},
                readIdx(file(0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0)).toDoubleArray());
        Tensor ints = readIdx(file(0, 0, 0x0c, 1, 0, 0, 0, 1, 0x7f, 255, 255, 255));
        assertEquals(DataType.DOUBLE, ints.dataType());
        assertEquals(Integer.MAX_VALUE, ints.get(0));
        Tensor doubles = readIdx(file(0, 0, 0x0e, 1, 0, 0, 0, 1, 0xbf, 0xf8, 0, 0, 0, 0, 0, 0));
        assertEquals(DataType.DOUBLE, doubles.dataType());
        assertEquals(-1.5, doubles.get(0));
    }

    @Test
    void readIdx_withoutElements_isEmpty() throws IOException {
        assertArrayEquals(new long[]{0, 28}, readIdx(file(0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 28)).shape());
    }

    @Test
    void readIdx_ofSomethingElse_saysWhatAnIdxFileIs() throws IOException {
        refused("isn't an idx file", 'P', 'K', 3, 4, 0, 0);
        refused("isn't an idx file", 0, 0);
        refused("elements of type 0x07", 0, 0, 7, 1, 0, 0, 0, 0);
    }

    @Test
    void readIdx_ofSizesThatDontFit_namesThem() throws IOException {
        refused("is cut off: it ends before its 2 sizes do", 0, 0, 8, 2, 0, 0, 0, 1);
        refused("is cut off: shape [3] takes 3 bytes of elements, but there are 2", 0, 0, 8, 1, 0, 0, 0, 3, 1, 2);
        refused("is longer than its sizes say: shape [1] takes 1 bytes", 0, 0, 8, 1, 0, 0, 0, 1, 1, 2);
        refused("more elements than fit", 0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255);
    }

    @Test
    void readIdx_ofAPackedFileCutOff_saysSo() throws IOException {
        byte[] whole = packed(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);
        Path cut = directory.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 9));
        String message = assertThrows(IllegalArgumentException.class, () -> readIdx(cut)).getMessage();
        assertTrue(message.contains("cut.gz can't be unpacked, it is cut off or damaged"), message);
    }

    @Test
    void readIdx_ofNoFile_namesIt() {
        String message = assertThrows(UncheckedIOException.class, () -> readIdx(Path.of("nowhere.gz"))).getMessage();
        assertTrue(message.contains("can't read nowhere.gz"), message);
    }

    private void refused(String expected, int... bytes) throws IOException {
        Path file = file(bytes);
        String message = assertThrows(IllegalArgumentException.class, () -> readIdx(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(expected), message);
    }

    private Path file(int... bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes(bytes));
    }

    static byte[] packed(int... bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes(bytes));
        }
        return out.toByteArray();
    }

    static byte[] bytes(int... bytes) {
        byte[] narrow = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) narrow[i] = (byte) bytes[i];
        return narrow;
    }
}
