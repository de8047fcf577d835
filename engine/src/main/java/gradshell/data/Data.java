package gradshell.data;

import gradshell.Pair;
import gradshell.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes batches, one-hot targets and splits of data. */
public final class Data {
    private Data() {}

    /**
     * Goes through {@code x} and {@code y} in batches: {@code dataLoader(x, y).batchSize(32).shuffle(true)}. The last dimension
     * counts the observations.
     *
     * @throws IllegalArgumentException when the last dimensions differ
     */
    public static DataLoader dataLoader(Tensor x, Tensor y) {
        return new DataLoader(new Batch(x, y));
    }

    /** The same over a batch that holds all the data. */
    public static DataLoader dataLoader(Batch all) {
        return new DataLoader(all);
    }

    /**
     * Splits the observations: the first {@code share} of them, and the rest. Shuffle before where the order means something:
     * {@code splitObs(shuffleObs(new Batch(x, y)), 0.8)}.
     */
    public static Pair<Batch, Batch> splitObs(Batch all, double share) {
        if (!(share >= 0 && share <= 1))
            throw new IllegalArgumentException("the first part's share must be between 0 and 1, but it is " + share);
        int n = Math.toIntExact(all.size());
        int cut = (int) Math.round(share * n);
        return new Pair<>(Observations.take(all, null, 0, cut), Observations.take(all, null, cut, n));
    }

    /** The observations in a random order, which follows from {@code Tensors.seed}. */
    public static Batch shuffleObs(Batch all) {
        return Observations.take(all, Order.random().next(all.size()), 0, Math.toIntExact(all.size()));
    }

    /** The observations in a random order, which follows from {@code seed} alone. */
    public static Batch shuffleObs(Batch all, long seed) {
        return Observations.take(all, Order.random(seed).next(all.size()), 0, Math.toIntExact(all.size()));
    }

    /**
     * The vector {@code (classes)} with 1 at the label's class and 0 elsewhere.
     *
     * @param classes a list, an array, or a number n for the classes 0 to n - 1
     * @throws IllegalArgumentException when the label is none of the classes
     */
    public static Tensor oneHot(Object label, Object classes) {
        return OneHot.encode(List.of(label), classes).squeeze(1);
    }

    /**
     * The matrix {@code (classes, labels)} whose columns are the {@link #oneHot one-hot} vectors of the labels.
     *
     * @param labels a list, another iterable, an array, or a tensor of whole numbers
     * @param classes a list, an array, or a number n for the classes 0 to n - 1
     * @throws IllegalArgumentException when a label is none of the classes
     */
    public static Tensor oneHotBatch(Object labels, Object classes) {
        return OneHot.encode(OneHot.items(labels), classes);
    }

    /**
     * The index of the largest entry of each column of {@code (classes, n)}, the first where several are; of a vector, one index.
     *
     * @throws IllegalArgumentException when an entry is NaN
     */
    public static int[] oneCold(Tensor y) {
        return OneHot.decode(y);
    }

    /** The class of the largest entry of each column of {@code (classes, n)}. */
    public static <T> List<T> oneCold(Tensor y, List<T> classes) {
        int[] indices = oneCold(y);
        if (classes.size() != y.size(0))
            throw new IllegalArgumentException(
                    "oneCold: there are " + classes.size() + " classes, but the first dimension is " + y.size(0));
        return Arrays.stream(indices).<T>mapToObj(classes::get).toList();
    }

    /** The class of the largest entry of each column of {@code (classes, n)}. */
    public static <T> List<T> oneCold(Tensor y, T[] classes) {
        return oneCold(y, List.of(classes));
    }

    /** The share of the columns of {@code (classes, n)} in which prediction and target have their largest entry at the same place. */
    public static double accuracy(Tensor yHat, Tensor y) {
        int[] predicted = oneCold(yHat);
        int[] actual = OneHot.targets("accuracy", predicted, y);
        int right = 0;
        for (int i = 0; i < actual.length; i++) if (predicted[i] == actual[i]) right++;
        return (double) right / actual.length;
    }

    /**
     * How often which class was taken for which: {@code (classes, classes)} of LONG, a row for each class of the targets
     * {@code (classes, n)}, a column for each of the predictions.
     */
    public static Tensor confusionMatrix(Tensor yHat, Tensor y) {
        return OneHot.confusion(yHat, y);
    }

    /** Each feature of {@code (features, n)} with mean 0 and standard deviation 1: {@code (x - mean) / (deviation + 1e-5)}. */
    public static Tensor normalize(Tensor x) {
        int last = x.rank() - 1;
        Tensor centred = x.minus(x.mean(last).keepDims());
        Tensor deviation = centred.square().mean(last).keepDims().sqrt();
        return centred.div(deviation.plus(1e-5));
    }

    /**
     * Reads a file in the idx format, which the MNIST family of data sets comes in, packed by gzip or not. The tensor has the
     * file's own shape; its elements are {@code FLOAT}, or {@code DOUBLE} where the file has 32-bit integers or doubles.
     *
     * @throws java.io.UncheckedIOException when the file can't be read
     * @throws IllegalArgumentException when it is no idx file, is cut off or holds more than its sizes say
     */
    public static Tensor readIdx(Path file) {
        return Idx.read(file);
    }

    /**
     * Fashion-MNIST: 60,000 images of clothes to train with and 10,000 to test with, from where Debian's package
     * {@code dataset-fashion-mnist} puts them. {@code x} is {@code (784, n)} between 0 and 1, an image's 28 rows one after the
     * other in a column; {@code y} is {@code (n)}, the labels 0 to 9: {@code oneHotBatch(y, 10)}.
     *
     * @throws java.io.UncheckedIOException when a file is missing; it says how to get it
     */
    public static DataSet fashionMnist() {
        return FashionMnist.read(FashionMnist.DEBIAN);
    }

    /** The same from another directory, where the four files have their own names, ending in .gz or not. */
    public static DataSet fashionMnist(Path directory) {
        return FashionMnist.read(directory);
    }
}
