package gradshell.kernel.shell;

import java.util.Optional;

/**
 * Runs cells of Java in this process. One cell runs at a time, on one long-lived thread; everything else may be called
 * from any thread while it runs. Made by {@code JavaShell.start()}.
 */
public interface Shell extends AutoCloseable {
    /**
     * Runs a cell and waits for its end.
     *
     * @param number the cell's number {@code n} in {@code In [n]}; error frames name it as {@code Cell [n], line 3}
     */
    CellResult run(String code, int number, CellIo io);

    /** Runs what is no cell, such as the handler of a message, as cells are run. */
    CellResult call(Runnable action, CellIo io);

    /** Stops the running cell; does nothing when none runs. The cell then fails with {@code KeyboardInterrupt}. */
    void interrupt();

    /** What may stand at {@code cursor}, counted in UTF-16 units. */
    Completion complete(String code, int cursor);

    /** Signature and documentation, or a value's type and look, of what stands at the cursor. */
    Optional<gradshell.kernel.display.MimeBundle> inspect(String code, int cursor, boolean detailed);

    Completeness isComplete(String code);

    @Override
    void close();
}
