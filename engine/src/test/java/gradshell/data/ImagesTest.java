package gradshell.data;

import static gradshell.Tensors.full;
import static gradshell.Tensors.linspace;
import static gradshell.Tensors.rand;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    @TempDir
    Path directory;

    private Tensor read(BufferedImage image) throws IOException {
        Path file = directory.resolve("made.png");
        ImageIO.write(image, "png", file.toFile());
        return Data.readImage(file);
    }

    @Test
    void png_comesBackExactly() {
        for (int channels : new int[]{1, 3, 4}) {
            Tensor image = rand(5, 7, channels).times(255).round().div(255);
            Path file = directory.resolve("a.png");
            Data.writeImage(file, image);
            Tensor read = Data.readImage(file);
            assertArrayEquals(new long[]{5, 7, channels}, read.shape());
            assertTrue(read.allClose(image, 1e-6), () -> read + " instead of " + image);
        }
    }

    @Test
    void png_channelsAreRedGreenBlue() throws IOException {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(1, 0, 0xff8000);
        Tensor read = read(image);
        assertArrayEquals(new double[]{0, 0, 0, 1, 128 / 255f, 0}, read.toDoubleArray());
    }

    @Test
    void png_greysKeepTheirNumbers() throws IOException {
        var deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 13_107);
        assertEquals(0.2, read(deep).item(), 1e-7);
        var binary = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        binary.setRGB(1, 0, -1);
        Tensor read = read(binary);
        assertArrayEquals(new long[]{1, 2, 1}, read.shape());
        assertArrayEquals(new double[]{0, 1}, read.toDoubleArray());
    }

    @Test
    void jpeg_comesBackNearly() {
        Tensor image = linspace(0, 1, 64).reshape(8, 8);
        Path file = directory.resolve("a.JPG");
        Data.writeImage(file, image);
        assertTrue(Data.readImage(file).squeeze(2).allClose(image, 0.05));
    }

    @Test
    void write_outsideIsHeldAndNaNRefused() {
        Path file = directory.resolve("a.png");
        Data.writeImage(file, tensor(-3, 0.5, 7).reshape(1, 3));
        assertArrayEquals(new double[]{0, 128 / 255f, 1}, Data.readImage(file).toDoubleArray());
        assertRefused("holds NaN, at element 0", () -> Data.writeImage(file, tensor(Double.NaN).reshape(1, 1)));
    }

    @Test
    void write_whatIsNoPicture_isRefused() {
        assertRefused("got shape (3)", () -> Data.writeImage(directory.resolve("a.png"), tensor(1, 2, 3)));
        assertRefused("can't be written as \"xyz\"", () -> Data.writeImage(directory.resolve("a.xyz"), full(1, 2, 2)));
        assertRefused("a picture of 4 channels can't be written as \"jpg\"",
                () -> Data.writeImage(directory.resolve("a.jpg"), full(1, 2, 2, 4)));
        assertTrue(Files.notExists(directory.resolve("a.jpg")));
    }

    @Test
    void read_whatIsNoPicture_isRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("a.png"), "text");
        assertRefused("is no picture of a known format", () -> Data.readImage(file));
        assertThrows(UncheckedIOException.class, () -> Data.readImage(directory.resolve("none.png")));
        Data.writeImage(file, rand(20, 20, 3));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
        assertRefused("can't be read as a picture", () -> Data.readImage(file));
    }

    /** Width and height stand at bytes 16 to 23 of a PNG, their part's checksum at 29. */
    @Test
    void read_hugeClaim_isRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = directory.resolve("a.png");
        Data.writeImage(file, rand(2, 2));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), 12, 17);
        Files.write(file, bytes.putInt(29, (int) sum.getValue()).array());
        assertRefused("it claims 3,600,000,000 points", () -> Data.readImage(file));
    }

    private static void assertRefused(String why, Executable call) {
        var e = assertThrows(IllegalArgumentException.class, call);
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
