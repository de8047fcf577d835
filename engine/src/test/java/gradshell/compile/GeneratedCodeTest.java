package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn2;
import gradshell.Fn;
import gradshell.Fn0;
import gradshell.Gradshell;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedCodeTest {
    private static final int METHODS = 4;

    private static double damped(double amplitude, double time) {
        return amplitude * Math.exp(-time);
    }

    @Test
    void showAdjoint_straightLine_isWhatOneWouldWrite() {
        String text = Gradshell.showAdjoint(x -> x * Math.sin(x)).toString();
        assertTrue(text.contains("""
                    double t2 = x * t1;
                    double value = t2;
                    double t2Bar = 1.0;
                    double xBar = t2Bar * t1;
                    double t1Bar = t2Bar * x;
                    xBar += t1Bar * Math.cos(x);
                    gradient[0] = xBar;
                    return value;
                }
                """), text);
        assertTrue(text.matches("(?s).*double t1 = Math.sin\\(x\\); +// line \\d+\n.*"), text);
    }

    @Test
    void showAdjoint_loopAndBranch_usersNames() {
        String text = Gradshell.showAdjoint(rate -> {
            double level = 1;
            for (int step = 0; step < 3; step++) {
                if (level < 2) level = level * rate;
            }
            return level;
        }).toString();
        for (String part : new String[]{"while (step < 3) {", "rounds--;", "levelBar", "rateBar +=", "tape.pushInt("})
            assertTrue(text.contains(part), () -> part + " in " + text);
        assertFalse(text.contains("lambda$"), text);
    }

    @Test
    void showAdjoint_callee_isShownToo() {
        String text = Gradshell.showAdjoint((a, t) -> damped(a, t) + damped(a, 2 * t)).toString();
        assertEquals(3, text.split("static double damped", -1).length, text);
        assertTrue(text.contains("static double damped_reverse(Tape tape, double dy) {"), text);
        assertTrue(text.contains("timeBar"), text);
    }

    @Test
    void showAdjoint_array_shadowIsUpdatedInPlace() {
        Fn<double[], Double> f = u -> {
            double s = 0;
            for (int i = 0; i < u.length; i++) {
                s += u[i] * u[i];
                u[i] = s;
            }
            return s;
        };
        String text = Gradshell.showAdjoint(f).toString();
        assertTrue(text.contains("uBar[rounds] = 0.0;"), text);
        assertTrue(text.contains("uBar[rounds] += "), text);
    }

    @Test
    void showAdjoint_noFunctionOfNumbers_saysWhatToPass() {
        Fn0<Double> nothing = () -> 1.0;
        var e = assertThrows(IllegalArgumentException.class, () -> Gradshell.showAdjoint(nothing));
        assertTrue(e.getMessage().contains("pass a DoubleFn"), e.getMessage());
    }

    @Test
    void showAdjoint_handler_saysThatItIsNotShown() {
        String text = Gradshell.showAdjoint(x -> {
            try {
                return x * caught(x);
            } catch (ArithmeticException e) {
                return x;
            }
        }).toString();
        assertTrue(text.contains("// f can't be shown as Java: it has an exception handler"), text);
    }

    private static double caught(double x) {
        if (x < 0) throw new ArithmeticException();
        return x * x;
    }

    /** The text is Java: compiled again, it computes the same, bit for bit. */
    @ParameterizedTest
    @ValueSource(longs = {3, 5000, 7000})
    void showAdjoint_compiledAgain_givesTheSameGradient(long seed) throws ReflectiveOperationException {
        String name = "Listed" + seed;
        String source = RandomProgram.source(name, METHODS, seed, false);
        Class<?> type = SourceCode.load(name, source);
        for (int i = 0; i < METHODS; i++) {
            var field = type.getDeclaredField("f" + i);
            field.setAccessible(true);
            var f = (DoubleFn2) field.get(null);
            String text = "import gradshell.compile.*;\nimport gradshell.compile.rule.*;\npublic class Again {\n"
                    + Gradshell.showAdjoint(f) + "}\n" + source.replace("public class", "class");
            var again = SourceCode.load("Again", text).getDeclaredMethod("f", Tape.class, double[].class, double.class,
                    double.class);
            again.setAccessible(true);
            for (double[] x : new double[][]{{0.6213, 0.3137}, {-0.4291, 1.2709}, {1.5, -0.3}}) {
                double[] gradient = new double[2];
                assertEquals(f.apply(x[0], x[1]), again.invoke(null, Tape.fresh(), gradient, x[0], x[1]));
                assertArrayEquals(DIFFERENTIATOR.gradient(f, x), gradient, () -> Arrays.toString(x) + " in " + text);
            }
        }
    }
}
