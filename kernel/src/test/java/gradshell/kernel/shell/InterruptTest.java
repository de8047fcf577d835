package gradshell.kernel.shell;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.CellResult.Failed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
            "Thread t = new Thread(() -> { while (true) { } }); t.setDaemon(true); t.start(); t.join()",
            "new CompletableFuture<Integer>().get()",
            "new FutureTask<>(() -> 1).get()",
            "synchronized (Thread.currentThread()) { while (true) { } }",
            "Tensor a = rand(300, 300); while (true) a = a.matmul(a).times(1e-3);",
            "double[] v = new double[1]; while (true) gradient(x -> x * x, ++v[0]);",
            "var m = dense(2, 1); var d = dataLoader(rand(2, 8), rand(1, 8));\n"
                    + "while (true) train((q, x, y) -> mse(q.apply(x), y), m, d, adam(0.01))",
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
    void interrupt_manyPiecesBeingCompiled_leavesNothingOfThem() throws Exception {
        done("int before = 3;");
        String huge = IntStream.range(0, 3000).mapToObj(i -> "int piece" + i + " = " + i + ";\n").collect(joining());
        var running = inBackground(huge);
        Thread.sleep(200);
        shell.interrupt();
        assertEquals("KeyboardInterrupt", ((Failed) running.get(30, TimeUnit.SECONDS)).name());
        assertTrue(failed("piece0").message().contains("cannot find symbol"));
        assertEquals(3, value("before"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"new CompletableFuture<Integer>().join()",
            "var held = new java.util.concurrent.locks.ReentrantLock(); Thread h = new Thread(held::lock);\n"
                    + "h.start(); h.join(); held.lock();",
            "while (true) { try { new CompletableFuture<Integer>().join(); } catch (Throwable t) { } }"})
    void interrupt_again_leavesTheCellBehind(String code) throws Exception {
        done("int survivor = 7; var firstThread = Thread.currentThread();");
        var running = inBackground("System.out.print(\"go\");\n" + code);
        awaitGo();
        shell.interrupt();
        Thread.sleep(400);
        assertFalse(running.isDone());
        shell.interrupt();
        var failed = (Failed) running.get(20, TimeUnit.SECONDS);
        assertEquals("KeyboardInterrupt", failed.name());
        assertTrue(failed.message().matches("(?s).*its thread gradshell-cell[-0-9]* goes on \\(now in .*"),
                failed.message());
        assertTrue(plain(failed).contains("Cell [" + last() + "], line "), plain(failed));
        assertEquals(8, value("survivor + 1"));
        assertEquals(true, value("firstThread != Thread.currentThread()"));
        assertEquals(true, value("Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()"
                .replace("getClass()", "new Object() {}.getClass()")));
    }

    @Test
    void interrupt_twiceAtOnce_stillLetsTheCellEndByItself() throws Exception {
        var running = inBackground(
                "int tidied = 0; System.out.print(\"go\"); try { while (true) { } } finally { tidied = 1; }");
        awaitGo();
        shell.interrupt();
        shell.interrupt();
        assertEquals("the cell was stopped", ((Failed) running.get(20, TimeUnit.SECONDS)).message());
        assertEquals(1, value("tidied"));
    }

    @Test
    void output_ofACellLeftBehind_isStillItsOwn() throws Exception {
        done("var late = new CompletableFuture<Integer>();");
        var running = inBackground("System.out.print(\"go\"); { late.join(); System.out.print(\"late\"); }");
        awaitGo();
        shell.interrupt();
        Thread.sleep(350);
        shell.interrupt();
        running.get(20, TimeUnit.SECONDS);
        var page = io;
        io = new RecordingIo();
        done("late.complete(1);");
        while (!page.printed().contains("late")) Thread.sleep(5);
        assertFalse(io.printed().contains("late"));
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
