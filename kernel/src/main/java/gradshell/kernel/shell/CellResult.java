package gradshell.kernel.shell;

import gradshell.kernel.display.MimeBundle;
import java.util.List;

/** How a cell ended. */
public sealed interface CellResult {
    /**
     * Ran to its end.
     *
     * @param value that of a last expression
     * @param shown the value's forms, made while the cell ran; null when the cell shows no value
     */
    record Done(Object value, MimeBundle shown) implements CellResult {
        /** The end of a cell that shows no value. */
        public static final Done NOTHING = new Done(null, null);

        /** The end of a cell that shows a value. */
        public static Done showing(Object value) {
            return new Done(value, Shown.of(value));
        }
    }

    /**
     * A compile error (nothing of the cell ran), an exception, or an interrupt ({@code name} is
     * {@code KeyboardInterrupt}, as clients expect).
     *
     * @param name the exception's simple class name, or {@code CompileError}
     * @param message one line or more, without ANSI codes
     * @param traceback lines for people, with ANSI colours: the message, the user's line with a caret, the user's frames
     */
    record Failed(String name, String message, List<String> traceback) implements CellResult {
        public Failed {
            traceback = List.copyOf(traceback);
        }

        /** The failure to make sense of a part of a cell, shown with its line and a caret. */
        public static Failed at(Cell cell, int start, int end, String name, String message) {
            return Failures.at(name, List.of(new CompileError(cell, start, end, message)));
        }

        /** The end of a cell whose user asked for it. */
        public static Failed interrupted() {
            return new Failed("KeyboardInterrupt", "the cell was stopped",
                    List.of(Style.ANSI.strong("KeyboardInterrupt") + ": the cell was stopped"));
        }
    }
}
