package gradshell.kernel.shell;

import gradshell.kernel.comm.Comm;
import gradshell.kernel.comm.CommMessage;
import gradshell.kernel.comm.Comms;
import gradshell.kernel.display.Displays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a cell can say to its page beside printing. Every cell has these methods with no import. */
public final class Notebook {
    private Notebook() {}

    /** Shows a value as a cell's result is shown, at once. */
    public static void display(Object value) {
        CellStreams.io().display(Shown.of(value), null, false);
    }

    /** Shows a value under a name, so that {@link #updateDisplay} can replace it. */
    public static void display(Object value, String id) {
        CellStreams.io().display(Shown.of(value), id, false);
    }

    /** Shows a value under a fresh name, which is returned for {@link #updateDisplay}. */
    public static String displayUpdatable(Object value) {
        String id = UUID.randomUUID().toString();
        display(value, id);
        return id;
    }

    /** Replaces what was displayed under a name. */
    public static void updateDisplay(Object value, String id) {
        CellStreams.io().display(Shown.of(value), id, true);
    }

    /** From now on values of {@code type}, and of its subtypes unless they have one of their own, are shown as this HTML. */
    public static <T> void registerRenderer(Class<T> type, Function<? super T, String> html) {
        Displays.register(type, html);
    }

    /** The same for another form, such as {@code "image/svg+xml"}: a string, of an image in base64. */
    public static <T> void registerRenderer(Class<T> type, String mimeType, Function<? super T, ?> form) {
        Displays.register(type, mimeType, form);
    }

    /** From now on scripts of the page may open comms named {@code target}; {@code onOpen} gets each, to set its handlers. */
    public static void registerCommTarget(String target, Consumer<? super Comm> onOpen) {
        comms().register(target, onOpen);
    }

    /** Opens a comm to a target that a script of the page has registered. */
    public static Comm openComm(String target, Map<String, ?> data) {
        return comms().open(target, CommMessage.of(data));
    }

    private static Comms comms() {
        return CellStreams.io().comms().orElseThrow(() -> new UnsupportedOperationException(
                "comms connect cells with a page's scripts, and there is no page here; use them in Jupyter"));
    }

    /** Clears the cell's output. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Clears the cell's output, at once or, with {@code wait}, when something new is shown: without a flicker. */
    public static void clearOutput(boolean wait) {
        CellStreams.io().clearOutput(wait);
    }

    /** A line that the user types; null at the end of input. */
    public static String readLine(String prompt) {
        return CellStreams.io().readLine(prompt, false);
    }

    /** A line that the user types unseen; null at the end of input. */
    public static String readPassword(String prompt) {
        return CellStreams.io().readLine(prompt, true);
    }
}
