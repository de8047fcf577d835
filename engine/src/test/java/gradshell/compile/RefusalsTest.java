package gradshell.compile;

import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import java.io.Serializable;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be refused, and how: the construct, the user's line, and what to write instead. */
class RefusalsTest {
    private static final String HEADER = """
            import java.util.*;
            import java.util.function.*;
            import static gradshell.Gradshell.*;
            public class Refused {
                static double[] array = new double[3];
                static double field;
                double own;
                static double identity(double x) { return x; }
                double method(double x) { return x; }
                static Double boxed(double x) { return x; }
                static double unboxed(Double x) { return x; }
                static native double foreign(double x);
                static synchronized double locked(double x) { return x; }
                record Point(double x, double y) {}
                static void leak(double x) { field = x; }
                static StringBuilder log = new StringBuilder();
                static void note(StringBuilder b, double x) { b.append(x); }
                static gradshell.DoubleFn f = x -> {
                    double y = x * x;
            """;
    private static final int LINE = 1 + (int) HEADER.lines().count();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            field = y; return field;                                        | stored in the static field Refused.field
            return new Random(1).nextDouble(0, y);                          | no rule for Random.nextDouble
            return Double.parseDouble("" + y);                              | no rule for Double.parseDouble
            return Double.parseDouble(String.valueOf(y));                   | no rule for Double.parseDouble
            var b = new StringBuilder(); b.append(y); return Double.parseDouble(b.toString());| no rule for Double.parseDouble
            var b = new StringBuilder(); b.append("1").append(y); return Double.parseDouble(b.toString());| no rule for Double.parseDouble
            return Double.parseDouble(new RuntimeException("" + y).getMessage());| no rule for Double.parseDouble
            log.append(y); return Double.parseDouble(log.toString());       | into a builder made elsewhere
            var b = new StringBuilder(); note(b, y); return Double.parseDouble("" + b);| no rule for Double.parseDouble
            return foreign(y);                                              | native or abstract
            return locked(y);                                               | a synchronized method
            leak(y); return y;                                              | stored in the static field Refused.field
            synchronized (array) { return y; }                              | a synchronized block
            try { field = y; } finally { field = 1; } return y;             | stored in the static field Refused.field
            try { y = Double.parseDouble("" + y); } catch (NumberFormatException e) { y *= e.getMessage().length(); } return y;| no rule for Double.parseDouble
            try { unboxed(null); throw new Error("" + y); } catch (Error e) { return Double.parseDouble(e.getMessage()); }| no rule for Double.parseDouble
            return withGradient(z -> z * z, y).gradient();                  | Gradshell.withGradient
            return Double.longBitsToDouble(Double.doubleToRawLongBits(y));  | no rule for Double.doubleToRawLongBits
            """)
    void code_isRefusedAtItsLine(String code, String construct) {
        DoubleFn f = SourceCode.function(SourceCode.load("Refused", HEADER + code + "\n};\n}\n"), "f");
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        String message = e.getMessage();
        assertTrue(message.contains(construct), message);
        assertTrue(message.startsWith("Can't differentiate Refused."), message);
        assertEquals("Refused.java", e.getStackTrace()[0].getFileName());
        if (!message.contains("foreign") && !message.contains("locked") && !message.contains("leak")
                && !message.contains("Refused.note")
                && !message.contains("boxed(")) {
            assertEquals(LINE, e.getStackTrace()[0].getLineNumber(), message);
        }
    }

    @Test
    void message_saysWhereWhatAndWhatToDo() {
        DoubleFn f = SourceCode.function(SourceCode.load("Refused", HEADER + "field = y;\nreturn y;\n};\n}\n"), "f");
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        assertTrue(e.getMessage()
                .matches("Can't differentiate Refused[.]lambda[$]static[$]\\w+[$]1[(]Refused[.]java:" + LINE
                        + "[)]: a differentiated value is stored in the static field Refused[.]field[.] "
                        + "Keep it in a local variable, an array or an object, or store stopGradient[(]value[)][.]"),
                e.getMessage());
    }

    @Test
    void refusal_comesBeforeAnyEffect() {
        int[] calls = {0};
        DoubleFn f = x -> {
            calls[0]++;
            return new Random(1).nextDouble(0, x);
        };
        assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        assertEquals(0, calls[0]);
    }

    private static double deep(double x, int n) {
        return n > 0 ? deep(x * x, n - 1) : new Random(1).nextDouble(0, x);
    }

    @Test
    void refusalInACallee_comesBeforeAnyEffectToo() {
        int[] calls = {0};
        DoubleFn f = x -> {
            calls[0]++;
            return x > 0 ? x : deep(x, 3);
        };
        assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        assertEquals(0, calls[0]);
    }

    @Test
    void refusal_isTheSameEachTime() {
        DoubleFn f = x -> CallsTest.power(new Random(1).nextDouble(0, x), 2);
        String first = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2)).getMessage();
        assertEquals(first, assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2)).getMessage());
    }

    @Test
    void callWithMoreParametersThanASweepTakes_isRefused() {
        for (int n : new int[]{126, 127}) {
            String list = java.util.stream.IntStream.range(0, n).mapToObj(i -> "double a" + i)
                    .collect(java.util.stream.Collectors.joining(", "));
            String source = "public class Many { static double f(%s) { return a0 * a%d; } static gradshell.DoubleFn g = x -> f(%s); }"
                    .formatted(list, n - 1, "x, ".repeat(n - 1) + "x");
            DoubleFn g = SourceCode.function(SourceCode.load("Many", source), "g");
            if (n == 126) {
                assertEquals(6.0, gradient(g, 3));
            } else {
                var e = assertThrows(UnsupportedOperationException.class, () -> gradient(g, 3));
                assertTrue(e.getMessage().contains("at most 126 doubles"), e.getMessage());
            }
        }
    }

    @Test
    void functionWithoutReachableCode_isRefused() {
        Serializable generated = (Serializable) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{DoubleFn.class}, (_, _, _) -> 1.0);
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient((DoubleFn) generated, 2));
        assertTrue(e.getMessage().contains("class file isn't served"), e.getMessage());
    }
}
