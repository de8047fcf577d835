package gradshell.kernel.shell;

import gradshell.kernel.comm.Comms;
import gradshell.kernel.display.MimeBundle;
import java.util.Optional;

/** Where a cell's output goes and its input comes from while it runs. Called from the cell's thread or any other. */
public interface CellIo {
    void out(String text);

    void err(String text);

    /**
     * Shows a value.
     *
     * @param displayId names the display so that {@code update} can replace it; null for a display never updated
     */
    void display(MimeBundle bundle, String displayId, boolean update);

    void clearOutput(boolean wait);

    /**
     * A line the user types, without its line end; null at the end of input.
     *
     * @throws UnsupportedOperationException when the client that runs the cell takes no input
     */
    String readLine(String prompt, boolean password);

    /** Where the running cell's, or else the last one's, goes. */
    static CellIo current() {
        return CellStreams.io();
    }

    /** The same, or null before the first cell and outside of shells. */
    static CellIo currentOrNull() {
        return CellStreams.current();
    }

    /** Whether an update of a display replaces what is shown, rather than add to it. */
    default boolean canUpdate() {
        return false;
    }

    /**
     * Shows a line that the next output takes the place of; null takes it away.
     *
     * @return false if there can be none
     */
    default boolean status(String line) {
        return false;
    }

    /** The channels to the page's scripts; empty when nobody is there who knows comms. */
    default Optional<Comms> comms() {
        return Optional.empty();
    }

    /**
     * Whether the cell's stop was asked for. A shell asks this once a cell has begun, so that an interrupt counts that
     * came before {@link Shell#interrupt} could know the cell.
     */
    default boolean interrupted() {
        return false;
    }
}
