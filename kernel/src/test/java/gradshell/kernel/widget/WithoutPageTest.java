package gradshell.kernel.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.ShellTest;
import org.junit.jupiter.api.Test;

/** Controls where there is no page: in the console, and in notebooks that run without Jupyter. */
class WithoutPageTest extends ShellTest {
    @Test
    void interact_showsTheValueForTheStart_andSaysSo() {
        done("interact((rate, how) -> how + rate, slider(0, 1), choice(\"a\", \"b\"))");
        assertTrue(io.printed().endsWith("with rate = 0.5, how = a:\n"), io::printed);
        assertEquals("show null a0.5", io.displays.getFirst());
    }

    @Test
    void interact_failing_failsTheCell() {
        assertEquals("ArithmeticException", failed("interact(n -> 1 / n, intSlider(0, 1))").name());
    }

    @Test
    void interact_ofAMethodReference_hasLetters() {
        done("interact(String::length, text(\"abc\"))");
        assertTrue(io.printed().contains("a = abc"), io::printed);
        assertEquals("show null 3", io.displays.getFirst());
    }

    @Test
    void interact_ofALambdaThatCaptures_hasItsOwnNamesOnly() {
        done("void show(double c, int k) { interact((w, z) -> c * w * z * k, slider(0, 2), intSlider(1, 3)); } show(2, 3);");
        assertTrue(io.printed().contains("with w = 1.0, z = 2:"), io::printed);
        assertEquals("show null 12.0", io.displays.getFirst());
    }
}
