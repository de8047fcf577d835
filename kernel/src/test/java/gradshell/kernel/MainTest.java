package gradshell.kernel;

import static gradshell.kernel.client.TestClient.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.KernelProcess;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel in a process of its own, with Java's real shell. */
class MainTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path dir;
    private final ConnectionFile file = ConnectionFile.create();

    @Test
    void process_runsJavaUntilShutDown_andAgainOnTheSamePorts() throws Exception {
        var kept = Map.of("GRADSHELL_HISTORY", dir.resolve("cells.jsonl").toString());
        for (boolean restart : new boolean[]{true, false})
            try (KernelProcess kernel = start(kept); var client = new TestClient(file)) {
                client.awaitReady();
                assertEquals("2", client.execute("1 + 1").result("text/plain"));
                var search = Json.object("hist_access_type", "search", "pattern", "1 + *");
                String history = client.request("history_request", search).reply().content().get("history").toString();
                assertEquals(restart ? "[[1,1,\"1 + 1\"]]" : "[[1,1,\"1 + 1\"],[2,1,\"1 + 1\"]]", history);
                // it must not keep the process alive
                client.execute("new Thread(() -> { while (true); }).start();");
                assertEquals(restart, client.shutdown(restart).content().get("restart").getAsBoolean());
                assertEquals(0, exitCode(kernel), kernel::logged);
            }
    }

    @Test
    void process_javaCells_printFailAndStop() throws Exception {
        try (KernelProcess kernel = start(Map.of()); var client = new TestClient(file)) {
            client.awaitReady();
            Outcome storm = client.execute("for (int i = 0; i < 20_000; i++) System.out.println(i);");
            assertEquals(IntStream.range(0, 20_000).mapToObj(i -> i + "\n").collect(Collectors.joining()),
                    storm.stream("stdout"));
            Outcome flood = client.execute("for (int i = 0; i < 1_000_000; i++) System.out.println(i);");
            assertTrue(flood.stream("stdout").contains("this cell has printed 500,000 characters"));
            assertTrue(client.beats());
            assertEquals("ArithmeticException", client.execute("int x = 1 / 0;").reply().text("ename"));
            String id = client.send("execute_request", cell("while (true);"));
            client.awaitPublished(message -> message.parentId().equals(id) && message.type().equals("execute_input"));
            client.interrupt();
            assertEquals("KeyboardInterrupt", client.outcome(id).reply().text("ename"));
            String unanswered = client.send("execute_request", cell("new Scanner(System.in).nextLine()"));
            client.awaitQuestion();
            client.interrupt();
            assertEquals("KeyboardInterrupt", client.outcome(unanswered).reply().text("ename"));
            String asking = client.send("execute_request", cell("new Scanner(System.in).nextLine()"));
            client.awaitQuestion();
            client.answer("Ada");
            assertEquals("Ada", client.outcome(asking).result("text/plain"));
            client.shutdown(false);
            assertEquals(0, exitCode(kernel), kernel::logged);
        }
    }

    @Test
    void process_withPreviewFeatures_takesThemInCells() throws Exception {
        try (KernelProcess kernel = start(Map.of("JDK_JAVA_OPTIONS", "--enable-preview"));
                var client = new TestClient(file)) {
            client.awaitReady();
            String code = "Object five = 5;\nfive instanceof int i ? i + 1 : 0";
            assertEquals("6", client.execute(code).result("text/plain"), kernel::logged);
            assertTrue(client.execute("%config").stream("stdout").contains("preview features  on"));
            assertEquals("-2.0",
                    client.execute("double f(double x) { return x * x; }\ngradient(f, -1)").result("text/plain"));
        }
    }

    @Test
    void process_withoutFonts_plots() throws Exception {
        Path none = Files.writeString(dir.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        try (KernelProcess kernel = start(Map.of("FONTCONFIG_FILE", none.toString(), "JDK_JAVA_OPTIONS",
                "-Djava.awt.headless=true -Dsun.awt.fontconfig=" + dir.resolve("none.properties")));
                var client = new TestClient(file)) {
            client.awaitReady();
            String svg = client.execute("plot(x -> sin(x), 0, 6).title(\"A wave\")").result("image/svg+xml");
            assertTrue(svg.contains("A wave") && svg.contains("<path"), svg);
            assertEquals("ok", client.execute("imshow(rand(8, 8))").status(), kernel::logged);
        }
    }

    @Test
    void process_parentDies_ends() throws Exception {
        try (KernelProcess parent = start(Map.of())) {
            var orphans = ConnectionFile.create();
            Path other = Files.writeString(dir.resolve("other.json"), orphans.json());
            String pid = String.valueOf(parent.process().pid());
            try (KernelProcess orphan = KernelProcess.start(other, Map.of("JPY_PARENT_PID", pid));
                    var client = new TestClient(orphans)) {
                client.awaitReady();
                parent.process().destroyForcibly();
                assertEquals(0, exitCode(orphan), orphan::logged);
                assertTrue(orphan.logged().contains("parent process " + pid));
            }
        }
    }

    @Test
    void process_portTaken_saysSoAndFails() throws Exception {
        try (var taken = new ServerSocket(file.hb_port(), 1, InetAddress.getLoopbackAddress());
                KernelProcess kernel = start(Map.of())) {
            assertEquals(1, exitCode(kernel));
            assertEquals("gradshell kernel: the heartbeat channel cannot listen on tcp://127.0.0.1:"
                    + taken.getLocalPort() + ": the port is taken by another program", kernel.logged().strip());
        }
    }

    @Test
    void process_noConnectionFile_saysSoAndFails() throws Exception {
        Path none = dir.resolve("none.json");
        try (KernelProcess kernel = KernelProcess.start(none, Map.of())) {
            assertEquals(1, exitCode(kernel));
            assertEquals("gradshell kernel: the connection file " + none + " does not exist", kernel.logged().strip());
        }
    }

    @Test
    void process_interruptedTwice_keepsItsVariables() throws Exception {
        try (KernelProcess kernel = start(Map.of()); var client = new TestClient(file)) {
            client.awaitReady();
            client.execute("int kept = 7;");
            String asking = client.send("execute_request", cell("readLine(\"name\")"));
            client.awaitQuestion();
            client.interrupt();
            assertEquals("KeyboardInterrupt", client.outcome(asking).reply().text("ename"));
            String stuck = client.send("execute_request",
                    cell("{ System.out.println(1); new CompletableFuture<Integer>().join(); }"));
            client.awaitPublished(message -> message.parentId().equals(stuck) && message.type().equals("stream"));
            client.interrupt();
            client.interrupt();
            var reply = client.outcome(stuck).reply();
            assertTrue(reply.text("evalue").contains("its thread gradshell-cell goes on"), reply.text("evalue"));
            assertEquals("8", client.execute("kept + 1").result("text/plain"));
            client.shutdown(false);
            assertEquals(0, exitCode(kernel), kernel::logged);
        }
    }

    private KernelProcess start(Map<String, String> environment) throws IOException {
        Path path = dir.resolve("connection.json");
        Files.writeString(path, file.json());
        return KernelProcess.start(path, environment);
    }

    private static int exitCode(KernelProcess kernel) throws InterruptedException {
        assertTrue(kernel.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process has not ended");
        return kernel.process().exitValue();
    }
}
