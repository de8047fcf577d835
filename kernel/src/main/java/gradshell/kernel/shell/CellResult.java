package gradshell.kernel.shell;

import java.util.List;

/** How a cell ended. */
public sealed interface CellResult {
    /** Ran to its end; {@code value} is that of a last expression, when {@code hasValue}. */
    record Done(boolean hasValue, Object value) implements CellResult {}

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
    }
}
