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
public abstract class ShellTest {
    protected Shell shell;
    protected RecordingIo io = new RecordingIo();
    private final AtomicInteger number = new AtomicInteger();

    @BeforeAll
    void startShell() {
        shell = start();
    }

    /** The shell to be tested. */
    protected Shell start() {
        return JavaShell.start();
    }

    @AfterAll
    void closeShell() {
        shell.close();
    }

    @BeforeEach
    void freshPage() {
        io = new RecordingIo();
    }

    protected CellResult cell(String code) {
        return shell.run(code, number.incrementAndGet(), io);
    }

    /** The cell must succeed and show a value. */
    protected Object value(String code) {
        var done = done(code);
        assertNotNull(done.shown(), "no value shown");
        return done.value();
    }

    protected Done done(String code) {
        var result = cell(code);
        if (result instanceof Failed failed) throw new AssertionError(plain(failed));
        return (Done) result;
    }

    protected Failed failed(String code) {
        return assertInstanceOf(Failed.class, cell(code));
    }

    /** The number of the cell that ran last. */
    protected int last() {
        return number.get();
    }

    protected static String plain(Failed failed) {
        return withoutColours(String.join("\n", failed.traceback()));
    }

    protected static String withoutColours(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
