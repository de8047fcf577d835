package gradshell.data;

import static gradshell.data.Data.fashionMnist;
import static gradshell.data.Data.oneHotBatch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over files of a few images of one row and two columns. */
class FashionMnistTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.write(directory.resolve("train-images-idx3-ubyte.gz"),
                IdxTest.packed(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 153, 204, 255));
        labels(9, 0, 3);
        Files.write(directory.resolve("t10k-images-idx3-ubyte"),
                IdxTest.bytes(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 255, 0));
        Files.write(directory.resolve("t10k-labels-idx1-ubyte"), IdxTest.bytes(0, 0, 8, 1, 0, 0, 0, 1, 1));
    }

    @Test
    void images_areColumnsBetween0And1() {
        DataSet data = fashionMnist(directory);
        assertArrayEquals(new long[]{2, 3}, data.train().x().shape());
        assertArrayEquals(new double[]{0, 0.4, 0.8, 0.2, 0.6, 1}, data.train().x().toDoubleArray(), 1e-6);
        assertArrayEquals(new double[]{1, 0}, data.test().x().toDoubleArray());
    }

    @Test
    void labels_areNumbersOfClasses() {
        DataSet data = fashionMnist(directory);
        assertArrayEquals(new double[]{9, 0, 3}, data.train().y().toDoubleArray());
        assertEquals("Ankle boot", data.classes().get((int) data.train().y().get(0)));
        assertArrayEquals(new long[]{10, 3}, oneHotBatch(data.train().y(), data.classes().size()).shape());
        assertEquals("DataSet(3 observations to train with, 1 to test with, 10 classes)", data.toString());
    }

    @Test
    void aMissingFile_isNamedWithHowToGetIt() throws IOException {
        Files.delete(directory.resolve("t10k-labels-idx1-ubyte"));
        String message = assertThrows(UncheckedIOException.class, () -> fashionMnist(directory)).getMessage();
        assertTrue(message.contains("t10k-labels-idx1-ubyte.gz isn't in " + directory), message);
        assertTrue(message.contains("apt-get install dataset-fashion-mnist"), message);
    }

    @Test
    void labelsForOtherImages_areRefused() throws IOException {
        labels(9, 0);
        String message = assertThrows(IllegalArgumentException.class, () -> fashionMnist(directory)).getMessage();
        assertTrue(message.contains("a label for each of 3 images, but its sizes are (2)"), message);
    }

    @Test
    void imagesWithoutRowsAndColumns_areRefused() throws IOException {
        Files.write(directory.resolve("t10k-images-idx3-ubyte"), IdxTest.bytes(0, 0, 8, 1, 0, 0, 0, 1, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> fashionMnist(directory)).getMessage();
        assertTrue(message.contains("images × rows × columns, but its sizes are (1)"), message);
    }

    private void labels(int... labels) throws IOException {
        int[] file = IntStream.concat(IntStream.of(0, 0, 8, 1, 0, 0, 0, labels.length), IntStream.of(labels)).toArray();
        Files.write(directory.resolve("train-labels-idx1-ubyte"), IdxTest.bytes(file));
    }
}
