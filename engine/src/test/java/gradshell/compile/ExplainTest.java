package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import org.junit.jupiter.api.Test;

class ExplainTest {
    @Test
    void derivative_showsActiveValuesLinesAndTheWayBack() {
        DoubleFn f = x -> {
            double s = 1;
            for (int i = 0; i < 3; i++) s = s * Math.sin(x);
            return s;
        };
        String text = Explain.derivative(f, 1);
        assertTrue(text.contains("*] = sin [d0*]    // line "), text);
        assertTrue(text.contains("counts down"), text);
        assertTrue(text.contains("takes [trip count]"), text);
    }
}
