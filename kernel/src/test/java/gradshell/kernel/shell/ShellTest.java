package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import gradshell.kernel.shell.CellResult.Done;
import gradshell.kernel.shell.CellResult.Failed;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A shell for the tests of one class, and short words for what they do with it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ShellTest {
    Shell shell;
    RecordingIo io = new RecordingIo();
    private final AtomicInteger number = new AtomicInteger();

    @BeforeAll
    void startShell() {
        shell = JavaShell.start();
    }

    @AfterAll
    void closeShell() {
        shell.close();
    }

    @BeforeEach
    void freshPage() {
        io = new RecordingIo();
    }

    CellResult cell(String code) {
        return shell.run(code, number.incrementAndGet(), io);
    }

    /** The cell must succeed and show a value. */
    Object value(String code) {
        var done = done(code);
        assertNotNull(done.shown(), "no value shown");
        return done.value();
    }

    Done done(String code) {
        var result = cell(code);
        if (result instanceof Failed failed) throw new AssertionError(plain(failed));
        return (Done) result;
    }

    Failed failed(String code) {
        return assertInstanceOf(Failed.class, cell(code));
    }

    /** The number of the cell that ran last. */
    int last() {
        return number.get();
    }

    static String plain(Failed failed) {
        return String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
