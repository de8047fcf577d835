package gradshell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures one kernel. */
final class Measurements {
    private static final int CELLS = 200;
    private static final int INTERRUPTS = 100;
    private static final int WARM_SESSIONS = 4;

    private final Spec spec;
    private final Cells cells;
    private final Consumer<String> progress;
    private final Map<Mark, List<Double>> readings = new EnumMap<>(Mark.class);

    Measurements(Spec spec, Cells cells, Consumer<String> progress) {
        this.spec = spec;
        this.cells = cells;
        this.progress = progress;
    }

    /** All readings of each mark, in milliseconds; those of failed starts have 1 for each failure, 0 for each success. */
    Map<Mark, List<Double>> take(int starts) throws IOException, InterruptedException {
        var firsts = new ArrayList<>(List.of(Mark.FIRST_CELL));
        if (cells.gradient() != null) firsts.addAll(List.of(Mark.FIRST_GRADIENT, Mark.FIRST_TENSOR_GRADIENT));
        for (int i = 0; i < starts; i++) {
            progress.accept("start " + (i + 1) + " of " + starts);
            start(firsts.get(i % firsts.size()));
        }
        for (int i = 0; i < WARM_SESSIONS; i++) {
            progress.accept("session " + (i + 1) + " of " + WARM_SESSIONS);
            session(i == 0);
        }
        return readings;
    }

    private void start(Mark first) throws IOException {
        try (var kernel = new RunningKernel(spec)) {
            add(Mark.START, kernel.ready);
            add(first, kernel.executeUntilReply(switch (first) {
                case FIRST_GRADIENT -> cells.gradient();
                case FIRST_TENSOR_GRADIENT -> cells.tensorGradient();
                default -> cells.first();
            }));
            add(Mark.FAILED_STARTS, 0);
        } catch (AssertionError | IllegalStateException e) {
            progress.accept("failed: " + e.getMessage());
            add(Mark.FAILED_STARTS, 1);
        }
    }

    /** A session of small cells; with {@code all} a long one, of everything else, too. */
    private void session(boolean all) throws IOException, InterruptedException {
        int around = CELLS / WARM_SESSIONS / 2;
        try (var kernel = new RunningKernel(spec)) {
            kernel.awaitSubscribed();
            for (int i = 1; i <= 60 + around; i++) {
                double time = kernel.execute(cells.small().apply(i));
                if (i > 60 - around) add(Mark.CELL_60, time);
            }
            if (!all) return;
            for (int i = 0; i < CELLS; i++) {
                add(Mark.COMPLETION, kernel.complete(cells.dotted()));
                add(Mark.INSPECTION, kernel.inspect(cells.named()));
            }
            progress.accept("a thousand cells");
            for (int i = 61 + around; i <= 1000 + CELLS / 2; i++) {
                double time = kernel.execute(cells.small().apply(i));
                if (i > 1000 - CELLS / 2) add(Mark.CELL_1000, time);
            }
            progress.accept("interrupts");
            for (int i = 0; i < INTERRUPTS; i++) add(Mark.INTERRUPT, kernel.interrupt(cells.endless()));
            progress.accept("a million lines");
            add(Mark.FLOOD, kernel.execute(cells.flood()));
            kernel.execute(cells.first());
        }
    }

    private void add(Mark mark, double reading) {
        readings.computeIfAbsent(mark, _ -> new ArrayList<>()).add(reading);
    }
}
