package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.CellResult.Failed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping cells that would run for ever. */
@Timeout(60)
class InterruptTest extends ShellTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "long i = 0; while (true) { i++; }",
            "for (;;);",
            "do { } while (true);",
            "spin()",
            "new Object() { public String toString() { while (true) { } } }",
            "List.of(new Object() { public String toString() { spin(); return null; } })",
            "Thread.sleep(1_000_000)",
            "new java.util.concurrent.CountDownLatch(1).await();",
            "while (true) { try { Thread.sleep(10); } catch (Exception e) { } }",
            "while (true) { try { while (true) { } } catch (Throwable t) { } }",
            "try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }",
            "Runnable forEver = () -> { while (true) { } }; forEver.run();",
            "Stream.iterate(1, v -> v).filter(v -> v > 1).findFirst()",
            "gradient(x -> { double s = 0; while (s < 1) s = s + x * 0; return s; }, 3)",
            "IntStream.range(0, 100).parallel().forEach(v -> { while (true) { } })",
            "int deep(int n) { return n < 40 ? deep(n + 1) + deep(n + 1) : 1; }\ndeep(0)"})
    void interrupt_endlessCell_stopsIt(String code) throws Exception {
        done("void spin() { while (true) { } }\nint alive = 7;");
        var failed = stopped("System.out.print(\"go\");\n" + code);
        assertEquals("KeyboardInterrupt", failed.name());
        assertEquals(7, value("alive"));
        assertEquals(false, value("Thread.currentThread().isInterrupted()"));
    }

    @Test
    void interrupt_loop_tellsWhere() throws Exception {
        String trace = plain(stopped("int k = 0;\nSystem.out.print(\"go\");\nwhile (true)\n  k++;"));
        assertTrue(trace.contains("line 4\n") || trace.contains("line 3\n"), trace);
    }

    @Test
    void interrupt_finallyBlock_stillRuns() throws Exception {
        done("int cleaned = 0; int clean(int n) { return n == 0 ? 1 : clean(n - 1); }");
        stopped("System.out.print(\"go\"); try { while (true) { } } finally { cleaned = clean(3); }");
        assertEquals(1, value("cleaned"));
    }

    @Test
    void run_interruptedBeforeItBegan_stopsAtOnce() {
        io.interrupted = true;
        assertEquals("KeyboardInterrupt", failed("while (true) { }").name());
        io.interrupted = false;
        assertEquals(1, value("1"));
    }

    @Test
    void interrupt_noCellRuns_doesNothing() {
        shell.interrupt();
        assertEquals(3, value("int s = 0; for (int i = 0; i < 3; i++) s++; s"));
    }

    @Test
    void complete_whileACellRuns_answers() throws Exception {
        var running = inBackground("System.out.print(\"go\"); while (true) { }");
        awaitGo();
        assertTrue(shell.complete("Math.ab", 7).candidates().stream().anyMatch(c -> c.text().startsWith("abs")));
        shell.interrupt();
        running.get(20, TimeUnit.SECONDS);
    }

    private Failed stopped(String code) throws Exception {
        var running = inBackground(code);
        awaitGo();
        shell.interrupt();
        return (Failed) running.get(20, TimeUnit.SECONDS);
    }

    private FutureTask<CellResult> inBackground(String code) {
        var task = new FutureTask<>(() -> cell(code));
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private void awaitGo() throws InterruptedException {
        while (!io.printed().contains("go")) Thread.sleep(5);
        Thread.sleep(30);
    }
}
