package gradshell.nn.norm;

import gradshell.Layer;
import gradshell.tape.Recorder;
import java.util.List;
import java.util.function.Supplier;

/** Whether a layer trains: while a gradient is taken, unless it was told otherwise. Belongs to one layer. */
public final class Mode {
    private enum State {
        AUTOMATIC, TRAIN, TEST
    }

    private State state = State.AUTOMATIC;

    /** A layer that behaves differently in training. */
    public interface Switched extends Layer {
        /** Its switch. */
        Mode mode();
    }

    /** Trains from now on, or doesn't. */
    public void set(boolean training) {
        state = training ? State.TRAIN : State.TEST;
    }

    /** Trains while a gradient is taken. */
    public void automatic() {
        state = State.AUTOMATIC;
    }

    /** The modes of those of the layers that have one. */
    public static List<Mode> of(List<? extends Layer> layers) {
        return layers.stream().filter(Switched.class::isInstance).map(layer -> ((Switched) layer).mode()).toList();
    }

    /** What {@code run} gives while all of these layers are in use and not in training; then they are as they were. */
    public static <T> T testing(List<? extends Layer> layers, Supplier<T> run) {
        List<Mode> modes = of(layers);
        List<State> before = modes.stream().map(mode -> mode.state).toList();
        modes.forEach(mode -> mode.state = State.TEST);
        try {
            return run.get();
        } finally {
            for (int i = 0; i < modes.size(); i++) modes.get(i).state = before.get(i);
        }
    }

    /** Whether it trains now. */
    public boolean isTraining() {
        return state == State.AUTOMATIC ? Recorder.depth() > 0 : state == State.TRAIN;
    }
}
