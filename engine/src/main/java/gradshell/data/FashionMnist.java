package gradshell.data;

import gradshell.Shapes;
import gradshell.Tensor;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the four files of Fashion-MNIST and makes tensors of them. */
final class FashionMnist {
    /** Where Debian's package puts the files. */
    static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

    private static final List<String> CLASSES = List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal",
            "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {}

    static DataSet read(Path directory) {
        return new DataSet(batch(directory, "train"), batch(directory, "t10k"), CLASSES);
    }

    private static Batch batch(Path directory, String part) {
        Path imageFile = find(directory, part + "-images-idx3-ubyte");
        Path labelFile = find(directory, part + "-labels-idx1-ubyte");
        Tensor images = Idx.read(imageFile);
        Tensor labels = Idx.read(labelFile);
        if (images.rank() != 3) throw unexpected(imageFile, "three dimensions, images × rows × columns", images);
        if (labels.rank() != 1 || labels.size() != images.size(0))
            throw unexpected(labelFile, "one dimension, a label for each of " + images.size(0) + " images", labels);
        // an image stays in one piece, which is what picking a batch of them wants
        Tensor rows = images.div(255).reshape(images.size(0), images.size(1) * images.size(2));
        return new Batch(rows.t(), labels);
    }

    private static Path find(Path directory, String name) {
        return Stream.of(directory.resolve(name + ".gz"), directory.resolve(name)).filter(Files::isRegularFile)
                .findFirst().orElseThrow(() -> missing(directory, name));
    }

    private static UncheckedIOException missing(Path directory, String name) {
        return new UncheckedIOException("Fashion-MNIST's file " + name + ".gz isn't in " + directory
                + ". On Debian and Ubuntu 'apt-get install dataset-fashion-mnist' puts it into " + DEBIAN
                + "; elsewhere get the four files of github.com/zalandoresearch/fashion-mnist (data/fashion)"
                + " and name their directory: fashionMnist(Path.of(\"...\"))", new NoSuchFileException(name));
    }

    private static IllegalArgumentException unexpected(Path file, String expected, Tensor tensor) {
        return new IllegalArgumentException("%s: expected %s, but its sizes are %s".formatted(file, expected,
                Shapes.text(tensor.shape())));
    }
}
