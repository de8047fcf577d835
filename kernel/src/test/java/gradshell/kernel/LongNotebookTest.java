package gradshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.KernelProcess;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel with a small heap, in a process of its own, that outlives what its cells have made. */
class LongNotebookTest {
    private static final String SMALL = "-Xmx320m";

    private final ConnectionFile file = ConnectionFile.create();
    private KernelProcess kernel;
    private TestClient client;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException {
        Path connection = Files.writeString(dir.resolve("connection.json"), file.json());
        kernel = KernelProcess.start(connection, Map.of("JDK_JAVA_OPTIONS", SMALL));
        client = new TestClient(file);
        client.awaitReady();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        kernel.close();
    }

    private Outcome ok(String code) {
        Outcome outcome = client.execute(code);
        assertEquals("ok", outcome.status(), () -> outcome.reply().content() + kernel.logged());
        return outcome;
    }

    /** As people work: a cell is changed a little and run again. Together they make ten times what there is room for. */
    @Test
    void variables_overwritten_areReleased() {
        for (int i = 0; i < 200; i++) {
            ok("var big = new double[1_000_000 + " + i + "];");
            ok("var tensor = ones(1000, 2000).plus(" + i + ");");
        }
        assertEquals("1000199", ok("big.length").result("text/plain"));
        assertEquals("200.0", ok("tensor.get(3, 4)").result("text/plain"));
    }

    @Test
    void results_beyondTheLastThirty_areReleased() {
        for (int i = 0; i < 80; i++) ok("new double[600_000 + " + i + "]");
        assertEquals("600079", ok("ans.length").result("text/plain"));
    }

    @Test
    void tensor_biggerThanTheMachine_isAnErrorOfItsCell() {
        for (int i = 0; i < 3; i++) {
            Outcome outcome = client.execute("zeros(1_000_000, 1_000_000)");
            assertEquals("OutOfMemoryError", outcome.reply().text("ename"));
            assertTrue(outcome.reply().text("evalue").startsWith("a tensor of 3814697 MB doesn't fit into memory"),
                    outcome.reply().text("evalue"));
        }
        assertEquals("12.0", ok("ones(3, 4).sum().item()").result("text/plain"));
    }

    /** Again and again, with no room made in between. */
    @Test
    void heapFilled_isAnErrorOfItsCell() {
        ok("var all = new ArrayList<int[]>();");
        for (int i = 0; i < 3; i++) {
            Outcome outcome = client.execute("while (true) all.add(new int[30]);");
            assertEquals("OutOfMemoryError", outcome.reply().text("ename"));
            assertTrue(outcome.reply().text("evalue").startsWith("Java heap space: all 3"),
                    outcome.reply().text("evalue"));
            assertEquals("true", ok("all.size() > 1000").result("text/plain"));
        }
        ok("all = null;");
        assertEquals("20000000", ok("new int[20_000_000].length").result("text/plain"));
    }

    @Test
    void definitions_redefined_leaveRoom() {
        ok("interface Area { double of(double r); }\nArea area;");
        for (int i = 1; i <= 50; i++) {
            ok("double scale(double r) { return r * " + i + "; }");
            ok("class Circle implements Area { public double of(double r) { return scale(r) + " + i + "; } }");
        }
        assertEquals("150.0", ok("new Circle().of(2)").result("text/plain"));
    }
}
