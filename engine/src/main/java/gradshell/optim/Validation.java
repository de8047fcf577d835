package gradshell.optim;

import gradshell.Fn2;
import gradshell.Tensor;
import gradshell.WithGradient;
import gradshell.data.Batch;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/** Loss and metrics of data that are not trained on, each the mean over all samples. */
final class Validation {
    /** The name of the loss among what is measured. */
    static final String LOSS = "loss";

    private final Map<String, ToDoubleBiFunction<Tensor, Tensor>> measures = new LinkedHashMap<>();
    private final Iterable<Batch> data;

    Validation(TrainOptions options, Fn2<Tensor, Tensor, ?> loss) {
        data = options.validation();
        measures.put(LOSS, (x, y) -> new WithGradient<>(loss.apply(x, y), null).loss());
        measures.putAll(options.metrics());
    }

    /** By name, in order; empty when there are no data. No gradient is taken, so layers are in test mode. */
    Map<String, Double> measured(int epoch) {
        if (data == null) return Map.of();
        Map<String, Double> sums = new LinkedHashMap<>();
        long count = 0;
        for (Batch batch : data) {
            Training.checkInterrupt("the validation of epoch " + epoch);
            measures.forEach((name, measure) -> sums.merge(name,
                    batch.size() * measure.applyAsDouble(batch.x(), batch.y()), Double::sum));
            count += batch.size();
        }
        if (count == 0)
            throw new IllegalArgumentException("there is no sample in the validation data" + (epoch == 1
                    ? ""
                    : " for epoch " + epoch + "; give something that can be gone through again"));
        double samples = count;
        sums.replaceAll((_, sum) -> sum / samples);
        return sums;
    }

    /** As a line says it: {@code validation loss 0.25, accuracy 0.9}. */
    static String text(Map<String, Double> measured) {
        return measured.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s%s %.4g", e.getKey().equals(LOSS) ? "validation " : "",
                        e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
