package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.display.Displays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cell prints, reads and shows. */
class StreamsTest extends ShellTest {
    @Test
    void printing_reachesThePage() {
        done("System.out.println(\"grün 😀\"); System.err.printf(\"%d%n\", 3);");
        assertEquals("grün 😀\n", io.printed());
        assertEquals("3\n", io.printedErr());
    }

    @Test
    void println_withoutAnythingBefore_prints() {
        done("println(1 + 1);\nprint(\"a\");");
        assertEquals("2\na", io.printed());
    }

    @Test
    void printing_isSeenWhileTheCellRuns() throws Exception {
        io.typed.add("x");
        done("System.out.print(\"ask\"); System.in.read();");
        assertEquals("ask", io.printed());
    }

    @Test
    void bytesOfOneCharacter_mayComeApart() {
        done("for (byte b : \"∇\".getBytes(\"UTF-8\")) { System.out.write(b); System.out.flush(); }");
        assertEquals("∇", io.printed());
    }

    @Test
    void lateOutput_goesToItsOwnPage() {
        done("var gate = new CountDownLatch(1);"
                + " var late = new Thread(() -> { try { gate.await(); } catch (Exception e) { } System.out.print(\"late\"); });"
                + " late.start();");
        var first = io;
        io = new RecordingIo();
        done("gate.countDown(); late.join();");
        assertEquals("late", first.printed());
        assertEquals("", io.printed());
    }

    @Test
    void systemIn_readsLinesThatTheUserTypes() {
        io.typed.addAll(List.of("3 4", "fünf"));
        assertEquals("7fünf", value("var in = new Scanner(System.in, \"UTF-8\"); int sum = in.nextInt() + in.nextInt();"
                + " in.nextLine(); sum + in.nextLine()"));
    }

    @Test
    void readLine_prompts() {
        io.typed.addAll(List.of("Ada", "secret"));
        assertEquals("Ada/secret", value("readLine(\"Name? \") + \"/\" + readPassword(\"Key? \")"));
        assertEquals(List.of("Name? ", "Key?  (password)"), io.prompts);
        assertNull(value("readLine(\"more? \")"));
    }

    @Test
    void display_showsUpdatesAndClears() {
        done("display(1); display(\"a\", \"id\"); updateDisplay(\"b\", \"id\"); clearOutput(true); clearOutput();");
        assertEquals(List.of("show null 1", "show id a", "update id b", "clear true", "clear false"), io.displays);
        String id = (String) value("displayUpdatable(5)");
        assertTrue(io.displays.contains("show " + id + " 5"));
    }

    @Test
    void registerRenderer_ownType_isShownSo() {
        done("record Dot(int r) {}\nregisterRenderer(Dot.class, d -> \"<b>\" + d.r() + \"</b>\");");
        assertEquals("<b>4</b>", Displays.bundle(value("new Dot(4)")).data().get("text/html"));
    }
}
