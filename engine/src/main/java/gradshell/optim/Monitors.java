package gradshell.optim;

import gradshell.data.DataLoader;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;

/** Finds who shows a training: a provider's monitor, or printed lines. */
final class Monitors {
    private static final List<TrainingMonitor.Provider> PROVIDERS = ServiceLoader
            .load(TrainingMonitor.Provider.class, Monitors.class.getClassLoader())
            .stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private static final TrainingMonitor NOTHING = new TrainingMonitor() {
        @Override
        public void batch(TrainStep step) {}

        @Override
        public void epoch(TrainStep end) {}

        @Override
        public void end(boolean completed) {}
    };

    private Monitors() {}

    static TrainingMonitor start(TrainOptions options, Iterable<?> data) {
        if (!options.progress() && !options.liveCurve()) return NOTHING;
        int batches = switch (data) {
            case Collection<?> collection -> collection.size();
            case DataLoader loader -> loader.size();
            default -> -1;
        };
        return PROVIDERS.stream().map(provider -> provider.start(options, batches)).filter(Objects::nonNull).findFirst()
                .orElseGet(() -> options.progress() ? new Lines(options.epochs()) : NOTHING);
    }

    /** About 20 lines for a whole run, the first and the last epoch among them. */
    private static final class Lines implements TrainingMonitor {
        private final int epochs;

        Lines(int epochs) {
            this.epochs = epochs;
        }

        @Override
        public void batch(TrainStep step) {}

        @Override
        public void epoch(TrainStep end) {
            int every = Math.max(1, (int) Math.ceil(epochs / 20.0));
            if (end.epoch() == 1 || end.epoch() % every == 0 || end.epoch() == epochs || end.isStopped())
                System.out.println(String.format(Locale.ROOT, "epoch %d/%d  loss %.6g%s%s", end.epoch(), epochs,
                        end.loss(), end.validation().isEmpty() ? "" : "  " + end.measured(),
                        end.isStopped() ? "  stopped" : ""));
        }

        @Override
        public void end(boolean completed) {}
    }
}
