package gradshell.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** The losses of a training run, and what was measured on its validation data. */
public final class History {
    private final List<double[]> batches = new ArrayList<>();
    private final List<Map<String, Double>> validations = new ArrayList<>();

    History() {}

    /** A history of these losses, an array of batches' losses for each epoch. */
    public static History of(List<double[]> epochs) {
        if (epochs.isEmpty() || epochs.stream().anyMatch(losses -> losses.length == 0))
            throw new IllegalArgumentException("a history has an epoch at least, and each epoch a loss");
        var history = new History();
        epochs.forEach(losses -> history.add(losses.clone()));
        return history;
    }

    void add(double[] losses) {
        batches.add(losses);
    }

    void addValidation(Map<String, Double> measured) {
        if (!measured.isEmpty()) validations.add(measured);
    }

    /** The number of passes through the data; the last one may have been stopped early. */
    public int epochs() {
        return batches.size();
    }

    /** Each batch's loss, before its update, in the order of the training. */
    public double[] batchLosses() {
        return batches.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** Each epoch's loss: the mean over its batches. */
    public double[] epochLosses() {
        return batches.stream().mapToDouble(History::mean).toArray();
    }

    /** The loss of the validation data after each epoch; empty when there are none. */
    public double[] validationLosses() {
        return validations.isEmpty() ? new double[0] : metric(Validation.LOSS);
    }

    /** A metric of the validation data after each epoch. */
    public double[] metric(String name) {
        if (validations.isEmpty() || !validations.getFirst().containsKey(name))
            throw new NoSuchElementException("no metric called " + name + " was measured"
                    + (validations.isEmpty()
                            ? "; there was no validation data"
                            : ", but "
                                    + validations.getFirst().keySet()));
        return validations.stream().mapToDouble(measured -> measured.get(name)).toArray();
    }

    /** The first epoch's loss. */
    public double first() {
        return mean(batches.getFirst());
    }

    /** The last epoch's loss. */
    public double last() {
        return mean(batches.getLast());
    }

    static double mean(double[] losses) {
        double sum = 0;
        for (double loss : losses) sum += loss;
        return sum / losses.length;
    }

    /**
     * The numbers of epochs and batches, and the loss from first to last, a batch's when there is one epoch only; then what was
     * measured last on the validation data.
     */
    public String summary() {
        int count = batchLosses().length;
        double[] course = course();
        return String.format(Locale.ROOT, "%d %s, %d %s, loss %.4g to %.4g%s", epochs(),
                epochs() == 1 ? "epoch" : "epochs", count,
                count == 1 ? "batch" : "batches", course[0], course[course.length - 1],
                validations.isEmpty() ? "" : ", " + Validation.text(validations.getLast()));
    }

    /** The summary, and the course of the loss as a line of bars. */
    @Override
    public String toString() {
        return "History(" + summary() + ")  " + bars(course());
    }

    private double[] course() {
        return epochs() == 1 ? batchLosses() : epochLosses();
    }

    /** At most 40 bars, each the mean of its share of the course; by decades when the loss falls through more than two. */
    private static String bars(double[] course) {
        double[] means = new double[Math.min(40, course.length)];
        for (int i = 0; i < means.length; i++) {
            int from = i * course.length / means.length;
            means[i] = mean(Arrays.copyOfRange(course, from, (i + 1) * course.length / means.length));
        }
        double low = Arrays.stream(means).min().orElseThrow();
        double high = Arrays.stream(means).max().orElseThrow();
        boolean decades = low > 0 && high / low > 100;
        return Arrays.stream(means)
                .map(m -> decades
                        ? Math.log(m / low) / Math.log(high / low)
                        : high > low ? (m - low) / (high - low) : 0)
                .mapToObj(share -> "▁▂▃▄▅▆▇█".substring((int) Math.round(share * 7)).substring(0, 1))
                .collect(Collectors.joining());
    }
}
