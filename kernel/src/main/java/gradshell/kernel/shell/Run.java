package gradshell.kernel.shell;

import gradshell.kernel.shell.CellResult.Done;
import java.util.List;
import java.util.function.Consumer;

/** A cell's compiled steps, run one after the other on the cell thread until one of them throws. */
final class Run implements Runnable {
    private final CellControl control;
    private final List<Step> steps;
    private final Consumer<String> note;
    /** A cell that was left behind is looked at while it runs. */
    private volatile int begun;
    private volatile boolean left;
    private Done result = Done.NOTHING;
    private Throwable thrown;

    /** {@code note} takes what the user should know beside the cell's own output, a line at a time. */
    Run(CellControl control, List<Step> steps, Consumer<String> note) {
        this.control = control;
        this.steps = steps;
        this.note = note;
    }

    @Override
    public void run() {
        try {
            Reserve.fill();
            Object value = null;
            for (int i = 0; i < steps.size() && !left; i++) {
                var step = steps.get(i);
                begun = i + 1;
                for (var move : step.moves()) {
                    if (!control.move(move))
                        note.accept(move.variable() + " is null now: its class has been redefined");
                }
                value = null;
                for (var call : step.calls()) value = control.run(call);
            }
            // within the cell: showing a value runs the user's code, which may fail or never end
            if (!steps.isEmpty() && steps.getLast().shows()) result = Done.showing(value);
        } catch (Throwable t) {
            // a crash of the user's code, whatever it is, ends the cell and nothing else
            Reserve.useFor(t);
            thrown = t;
        }
    }

    /** No further step is run: the cell has been left behind in the one it is at. */
    void leave() {
        left = true;
    }

    boolean failed() {
        return thrown != null;
    }

    /** What ended the cell; null if it ran to its end. */
    Throwable thrown() {
        return thrown;
    }

    Done result() {
        return result;
    }

    List<Step> begun() {
        return steps.subList(0, begun);
    }

    /** The steps whose turn never came. */
    List<Step> notRun() {
        return steps.subList(begun, steps.size());
    }
}
