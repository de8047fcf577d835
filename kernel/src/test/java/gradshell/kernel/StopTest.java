package gradshell.kernel;

import static gradshell.kernel.client.TestClient.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.KernelProcess;
import gradshell.kernel.client.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stop button, pressed while all kinds of cells run: from the message to the reply of the cell. */
@TestInstance(Lifecycle.PER_CLASS)
class StopTest {
    private static final int RUNNING_MILLIS = 300;
    /** Ten times what it should take, since tests may run on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ConnectionFile file = ConnectionFile.create();
    private KernelProcess kernel;
    private TestClient client;

    @BeforeAll
    void start(@TempDir Path dir) throws IOException {
        Path connection = Files.writeString(dir.resolve("connection.json"), file.json());
        kernel = KernelProcess.start(connection, Map.of());
        client = new TestClient(file);
        client.awaitReady();
        client.execute("""
            int kept = 41;
            void spin() { while (true) { } }
            double slowly(double x) { double s = x; for (long i = 0; i < 3_000_000_000L; i++) s = s * 0.5 + x; return s; }
            var model = dense(2, 1);
            var data = dataLoader(rand(2, 8), rand(1, 8));
            var a = rand(1200, 1200);
            """);
    }

    @AfterAll
    void end() throws IOException {
        client.close();
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"go(); while (true) { }", "go(); spin();",
            "go(); gradient(x -> slowly(x), 3)",
            "go(); var many = new double[5_000_000]; while (true) gradient(v -> { double s = 0; for (double e : v) s += e * e; return s; }, many);",
            "go(); while (true) train((m, x, y) -> mse(m.apply(x), y), model, data, adam(0.01));",
            "go(); Thread.sleep(100_000);", "go(); readLine(\"name \")", "go(); new Scanner(System.in).nextLine()",
            "go(); IntStream.iterate(0, i -> i + 1).filter(i -> i < 0).findAny()",
            "go(); LongStream.range(0, Long.MAX_VALUE).parallel().map(i -> i * i).sum()",
            "go(); while (true) a.matmul(a);",
            "go(); %time while (true) { }", "go();\n%timeit Thread.sleep(50)", "go();\n%sh sleep 100",
            "go();\n%sh while true; do :; done", "go(); for (int i : progress(1_000_000)) Thread.sleep(1);"})
    void interrupt_runningCell_endsItSoon(String code) throws Exception {
        client.execute("void go() { System.out.println(\"go\"); }");
        String id = client.send("execute_request", cell(code.replace("go(); %", "go();\n%")));
        client.awaitPublished(message -> message.parentId().equals(id) && message.type().equals("stream"));
        Thread.sleep(RUNNING_MILLIS);
        Instant asked = Instant.now();
        client.interrupt();
        var reply = client.outcome(id).reply();
        var took = Duration.between(asked, Instant.now());
        assertEquals("KeyboardInterrupt", reply.text("ename"), () -> reply.content().toString());
        assertTrue(took.compareTo(PATIENCE) < 0, took::toString);
        assertEquals("42", client.execute("kept + 1").result("text/plain"));
    }
}
