package gradshell.data;

import gradshell.Pair;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.math.Elements;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

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
        return dataLoader(new Batch(x, y));
    }

    /** The same over a batch that holds all the data. */
    public static DataLoader dataLoader(Batch all) {
        return new DataLoader(Source.of(all));
    }

    /** The same with labels, whose one-hot columns are made batch by batch. */
    public static DataLoader dataLoader(Tensor x, OneHotLabels y) {
        return new DataLoader(Source.of(x, y));
    }

    /** Goes through a list; {@code collate} makes a batch of so many of its elements, such as texts that it fills up to one length. */
    public static <T> DataLoader dataLoader(List<T> observations, Function<List<T>, Batch> collate) {
        return new DataLoader(Source.of(List.copyOf(observations), collate));
    }

    /**
     * Splits the observations: the first {@code share} of them, and the rest. Shuffle before where the order means something:
     * {@code splitObs(shuffleObs(new Batch(x, y)), 0.8)}.
     */
    public static Pair<Batch, Batch> splitObs(Batch all, double share) {
        List<Batch> parts = Splits.of(all, share);
        return new Pair<>(parts.getFirst(), parts.getLast());
    }

    /**
     * Splits the observations into as many parts as there are shares and one, of what is left:
     * {@code splitObs(all, 0.7, 0.2)} has 70, 20 and 10 percent.
     */
    public static List<Batch> splitObs(Batch all, double first, double second, double... more) {
        return Splits.of(all, DoubleStream.concat(DoubleStream.of(first, second), DoubleStream.of(more)).toArray());
    }

    /**
     * The data divided {@code k} times into observations to train with, and a k-th of them to test with, a different one each time.
     * Shuffle before where the order means something.
     */
    public static List<Pair<Batch, Batch>> kFolds(Batch all, int k) {
        return Splits.folds(all, k);
    }

    /** Tensors of equal shapes as one, with a further, last dimension that counts them. */
    public static Tensor batch(List<Tensor> observations) {
        if (observations.isEmpty()) throw new IllegalArgumentException("batch: there must be a tensor at least");
        return Tensors.stack(observations.getFirst().rank(), observations.toArray(Tensor[]::new));
    }

    /** The parts that the last dimension counts, without that dimension. */
    public static List<Tensor> unbatch(Tensor x) {
        if (x.rank() == 0) throw new IllegalArgumentException("unbatch: a scalar has no last dimension");
        return Elements.unstack(x, x.rank() - 1);
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
        return OneHot.encode("oneHot", Collections.singletonList(label), classes).toTensor().squeeze(1);
    }

    /**
     * The matrix {@code (classes, labels)} whose columns are the {@link #oneHot one-hot} vectors of the labels.
     *
     * @param labels a list, another iterable, an array, or a tensor of whole numbers
     * @param classes a list, an array, or a number n for the classes 0 to n - 1
     * @throws IllegalArgumentException when a label is none of the classes
     */
    public static Tensor oneHotBatch(Object labels, Object classes) {
        return labels("oneHotBatch", labels, classes).toTensor();
    }

    /**
     * The labels as one-hot vectors that are made when they are needed: {@code dataLoader(x, oneHotLabels(words, vocabulary))}
     * makes those of a batch.
     *
     * @param labels as for {@link #oneHotBatch}
     * @param classes as for {@link #oneHotBatch}
     */
    public static OneHotLabels oneHotLabels(Object labels, Object classes) {
        return labels("oneHotLabels", labels, classes);
    }

    private static OneHotLabels labels(String op, Object labels, Object classes) {
        return OneHot.encode(op, OneHot.items(op, labels), classes);
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
     * Reads a table in CSV, UTF-8, with a header and commas: {@code readCsv(Path.of("iris.csv")).tensor("width", "length")}.
     *
     * @throws java.io.UncheckedIOException when the file can't be read
     * @throws IllegalArgumentException when it is no such table; it says in which line
     */
    public static Table readCsv(Path file) {
        return readCsv(file, CsvFormat.of());
    }

    /** The same in another form: {@code readCsv(file, CsvFormat.of().separator(';').missing("?"))}. */
    public static Table readCsv(Path file, CsvFormat format) {
        return Csv.read(file, format);
    }

    /**
     * Reads a picture (PNG, JPEG and what else the JDK knows) as {@code (rows, columns, channels)} of numbers from 0 to 1: one
     * channel of grey, red, green and blue, and one of opacity where the picture has it.
     *
     * @throws java.io.UncheckedIOException when the file can't be read
     * @throws IllegalArgumentException when it is no picture, a damaged one, or has more than 100 million points
     */
    public static Tensor readImage(Path file) {
        return Images.read(file);
    }

    /**
     * Writes {@code (rows, columns)} or {@code (rows, columns, channels)} as a picture; the ending of the file's name says in which
     * format. What is below 0 or above 1 becomes 0 or 1.
     *
     * @throws IllegalArgumentException when the tensor is no picture, holds NaN, or the format is unknown or can't hold it
     */
    public static void writeImage(Path file, Tensor image) {
        Images.write(file, image);
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
