package gradshell.kernel.shell;

import gradshell.kernel.javac.WarmCompiler;
import gradshell.kernel.shell.CellControl.Call;
import gradshell.kernel.shell.CellResult.Done;
import gradshell.kernel.source.MappedText;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Compiles, loads, runs and shows an expression while the rest of the process starts: the first one takes twenty times as
 * long as the next.
 */
final class Rehearsal {
    private static final String CODE = "1 + 1";

    private final FutureTask<Void> task;

    private Rehearsal(FutureTask<Void> task) {
        this.task = task;
    }

    /** Begins, on a thread of its own. */
    static Rehearsal begin(Optional<WarmCompiler> compiler, CellLoader loader, CellControl control) {
        var task = new FutureTask<Void>(() -> compiler.ifPresent(c -> run(c, loader, control)), null);
        Thread.ofPlatform().daemon().name("gradshell-rehearsal").start(task);
        return new Rehearsal(task);
    }

    private static void run(WarmCompiler compiler, CellLoader loader, CellControl control) {
        var unit = new DirectUnit("", Direct.CLASS + 0);
        unit.add(DirectForm.of(new Piece(Cell.numbered(0, CODE), 0, MappedText.of(CODE), false)).orElseThrow());
        compiler.compile(unit.className(), unit.text(), Map.of(), Direct.options()).classes().forEach(loader::declare);
        try {
            Done.showing(control.run(new Call(unit.className(), DirectUnit.METHOD + 0)));
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** Waits for the end: the compiler is not for two at once. */
    void awaitEnd() {
        try {
            task.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // the user's own first cell will fail in the same way, and say so
            System.getLogger(Rehearsal.class.getName()).log(System.Logger.Level.DEBUG, "no rehearsal", e);
        }
    }
}
