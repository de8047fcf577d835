package gradshell.install;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Shell;

/** A shell whose answers the test gives; code that ends in {@code \} is incomplete, and {@code si} completes to {@code sin(}. */
record StubShell(BiFunction<String, CellIo, CellResult> answers) implements Shell {
    static CellResult value(Object value) {
        return new CellResult.Done(value, MimeBundle.plain("<" + value + ">"));
    }

    static CellResult failure(String message) {
        return new CellResult.Failed("Trouble", message, List.of("Trouble: " + message));
    }

    @Override
    public CellResult run(String code, int number, CellIo io) {
        return answers.apply(code, io);
    }

    @Override
    public CellResult call(Runnable action, CellIo io) {
        action.run();
        return CellResult.Done.NOTHING;
    }

    @Override
    public void interrupt() {
        throw new UnsupportedOperationException("nothing runs that could be interrupted");
    }

    @Override
    public Completion complete(String code, int cursor) {
        int start = code.lastIndexOf("si", cursor);
        return start < 0
                ? new Completion(List.of(), cursor, cursor)
                : new Completion(List.of(new Completion.Candidate("sin(", "method", "double sin(double)")), start,
                        cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        return Optional.empty();
    }

    @Override
    public Completeness isComplete(String code) {
        boolean open = code.endsWith("\\");
        return new Completeness(open ? Completeness.Status.INCOMPLETE : Completeness.Status.COMPLETE, "");
    }

    @Override
    public void close() {
        // holds nothing
    }
}
