package gradshell.nn.norm;

import gradshell.Layer;
import gradshell.tape.Recorder;

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

    /** Whether it trains now. */
    public boolean isTraining() {
        return state == State.AUTOMATIC ? Recorder.depth() > 0 : state == State.TRAIN;
    }
}
