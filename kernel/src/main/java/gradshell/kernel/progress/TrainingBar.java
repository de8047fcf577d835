package gradshell.kernel.progress;

import gradshell.kernel.display.Displays;
import gradshell.kernel.shell.CellIo;
import gradshell.optim.History;
import gradshell.optim.TrainOptions;
import gradshell.optim.TrainStep;
import gradshell.optim.TrainingMonitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A training as a bar of its batches and, below it, the curve of its losses. */
public final class TrainingBar implements TrainingMonitor {
    /** Drawing takes about a millisecond of the training's time. */
    private static final long DRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final int epochs;
    private final boolean curve;
    private final CellIo io;
    private final Bars bars;
    private final String display = UUID.randomUUID().toString();
    private final List<double[]> past = new ArrayList<>();
    private double[] losses = new double[16];
    private int batches;
    private boolean drawn;
    private long nextDraw = System.nanoTime() + DRAW_NANOS;

    private TrainingBar(TrainOptions options, int batches, CellIo io) {
        this.io = io;
        epochs = options.epochs();
        curve = options.liveCurve() && io.canUpdate();
        bars = options.progress() ? Bars.start(new Bar(batches < 0 ? -1 : (long) batches * epochs)) : null;
    }

    /** Shows trainings of cells, where there is a page or a terminal for it. */
    public static final class Provider implements TrainingMonitor.Provider {
        @Override
        public TrainingMonitor start(TrainOptions options, int batches) {
            CellIo io = CellIo.currentOrNull();
            return io != null && (io.canUpdate() || (options.progress() && io.status(null)))
                    ? new TrainingBar(options, batches, io)
                    : null;
        }
    }

    @Override
    public void batch(TrainStep step) {
        if (bars != null) {
            bars.bar().note(() -> String.format(Locale.ROOT, "epoch %d/%d  loss %.4g", step.epoch(), epochs,
                    step.loss()));
            bars.next();
        }
        if (!curve) return;
        if (batches == losses.length) losses = Arrays.copyOf(losses, 2 * batches);
        losses[batches++] = step.loss();
        if (System.nanoTime() >= nextDraw) draw();
    }

    @Override
    public void epoch(TrainStep end) {
        if (bars != null) {
            bars.bar().total((long) end.batch() * epochs);
            bars.bar().note(() -> String.format(Locale.ROOT, "epoch %d/%d  loss %.4g%s", end.epoch(), epochs,
                    end.loss(), measured(end)));
        }
        if (!curve) return;
        past.add(Arrays.copyOf(losses, batches));
        batches = 0;
    }

    /** What was measured on the validation data. */
    private static String measured(TrainStep end) {
        return end.validation().isEmpty() ? "" : "  " + end.measured();
    }

    private void draw() {
        List<double[]> all = new ArrayList<>(past);
        if (batches > 0) all.add(Arrays.copyOf(losses, batches));
        if (all.isEmpty()) return;
        io.display(Displays.bundle(History.of(all)), display, drawn);
        drawn = true;
        nextDraw = System.nanoTime() + DRAW_NANOS;
    }

    @Override
    public void end(boolean completed) {
        if (bars != null) bars.end(completed);
        if (curve) draw();
    }
}
