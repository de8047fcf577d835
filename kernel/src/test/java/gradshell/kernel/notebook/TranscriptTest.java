package gradshell.kernel.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Transcript transcript(boolean colour) {
        return new Transcript(new PrintStream(bytes, true, UTF_8), colour);
    }

    @Test
    void status_onATerminal_isReplacedByWhatFollows() {
        Transcript screen = transcript(true);
        screen.print("a");
        assertTrue(screen.status("1 of 2"));
        assertTrue(screen.status("2 of 2"));
        screen.print("b\n");
        assertTrue(screen.status(null));
        assertEquals("a\n1 of 2\r\u001b[K2 of 2\r\u001b[Kb\n", bytes.toString(UTF_8));
    }

    @Test
    void status_inAFile_isRefused() {
        assertFalse(transcript(false).status("1 of 2"));
        assertEquals(0, bytes.size());
    }
}
