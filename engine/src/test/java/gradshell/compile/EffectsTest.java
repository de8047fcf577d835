package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.Gradshell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static int calls;
    private static double weight = 3;

    @Test
    void effects_happenOnceAndInOrder() {
        var bytes = new ByteArrayOutputStream();
        var seen = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        DoubleFn f = x -> {
            seen.println("start");
            double y = x;
            for (int i = 0; i < 3; i++) {
                y *= x;
                seen.println("round " + i + " " + y);
            }
            var end = new StringBuilder("end ").append(y);
            seen.println(end.append(' ').append(y > 1));
            seen.println(String.format("%.1f", y));
            return y;
        };
        assertEquals(32.0, gradient(f, 2));
        assertEquals("start|round 0 4.0|round 1 8.0|round 2 16.0|end 16.0 true|16.0|",
                bytes.toString(StandardCharsets.UTF_8).replaceAll("\\R", "|"));
    }

    @Test
    void exceptionsText_mayNameTheValue() {
        DoubleFn f = x -> {
            if (x < 0) throw new IllegalArgumentException("negative: " + x);
            return x * x;
        };
        assertEquals(4.0, gradient(f, 2));
        assertEquals("negative: -1.0",
                assertThrows(IllegalArgumentException.class, () -> gradient(f, -1)).getMessage());
    }

    @Test
    void back_runsNothingOfTheUser() {
        calls = 0;
        var pullback = DIFFERENTIATOR.pullback((DoubleFn) x -> {
            calls++;
            return x * x * counted();
        }, 3);
        assertEquals(2, calls);
        pullback.back(1.0);
        pullback.back(2.0);
        assertEquals(2, calls);
    }

    private static int counted() {
        return calls++;
    }

    static class Counting {
        static {
            calls++;
        }

        static double square(double x) {
            return x * x;
        }
    }

    static class CountingToo {
        static {
            calls++;
        }

        static double square(double x) {
            return x * x;
        }
    }

    @Test
    void staticInitialisers_runOnceAsInACall() {
        calls = 0;
        assertEquals(6.0, gradient(x -> Counting.square(x), 3));
        assertEquals(1, calls);
        assertEquals(6.0, gradient(CountingToo::square, 3));
        assertEquals(6.0, gradient(CountingToo::square, 3));
        assertEquals(2, calls);
    }

    @Test
    void staticFields_areReadAsConstants() {
        DoubleFn f = x -> weight * x * x;
        assertEquals(6.0, gradient(f, 1));
        weight = 5;
        assertEquals(10.0, gradient(f, 1));
        weight = 3;
    }

    @Test
    void inactiveObjectsAndArrays_work() {
        check((DoubleFn) x -> {
            var sizes = new ArrayList<>(List.of(1, 2, 3));
            double[] weights = {0.5, 1.5, 2.5};
            double s = 0;
            for (int size : sizes) s += weights[size - 1] * Math.pow(x, size);
            for (String word : List.of("a", "bc", "def")) s *= word.length() + x;
            return s + new StringBuilder("n").append(x).length() * 0 * x;
        }, 1.5);
    }

    @Test
    void ignore_andStopGradientLetNothingThrough() {
        assertEquals(3.0, gradient(x -> x * Gradshell.stopGradient(x), 3));
        var seen = new double[1];
        assertEquals(3.0, gradient(x -> {
            double y = Gradshell.ignore(() -> seen[0] = x);
            return x * y;
        }, 3));
        assertEquals(3.0, seen[0]);
    }

    @Test
    void boxing_andUnboxingIsFollowed() {
        check((DoubleFn) x -> {
            Double y = x * x;
            return y * x;
        }, 1.5);
    }

    @Test
    void exception_propagatesUnchanged() {
        var thrown = new IllegalStateException("mine");
        DoubleFn f = x -> {
            if (x > 1) throw thrown;
            return x;
        };
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> gradient(f, 2)));
        assertEquals(1.0, gradient(f, 0.5));
    }

    static double checked(double x) {
        if (x < 0) throw new IllegalArgumentException("negative: " + x);
        return Math.sqrt(x);
    }

    @Test
    void exception_tracePointsAtTheUsersLines() {
        DoubleFn f = x -> {
            double y = x - 5;
            return checked(y);
        };
        var plain = assertThrows(IllegalArgumentException.class, () -> f.apply(2));
        var e = assertThrows(IllegalArgumentException.class, () -> gradient(f, 2));
        assertEquals("negative: -3.0", e.getMessage());
        assertEquals(lines(plain).subList(0, 2), lines(e).subList(0, 2));
    }

    private static List<String> lines(Throwable e) {
        return Arrays.stream(e.getStackTrace()).map(f -> f.getFileName() + ":" + f.getLineNumber()).toList();
    }

    @Test
    void gradient_insideInactiveCodeIsIndependent() {
        DoubleFn square = x -> x * x;
        DoubleFn f = x -> {
            double s = x;
            for (int i = 0; i < 3; i++) s *= x + gradient(square, i);
            return s;
        };
        check(f, 1.5);
    }

    @Test
    void threads_shareFunctionsAndPullbacks() throws Exception {
        DoubleFn f = x -> {
            double s = 1;
            for (int i = 0; i < 200; i++) s = Math.sin(s * x) + CallsTest.power(x, i % 5);
            return s;
        };
        var pullback = DIFFERENTIATOR.pullback(f, 1.1);
        double expected = pullback.back(1.0)[0];
        Callable<Boolean> task = () -> {
            boolean same = true;
            for (int i = 0; i < 100; i++) same &= pullback.back(1.0)[0] == expected && gradient(f, 1.1) == expected;
            return same;
        };
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (var result : pool.invokeAll(List.of(task, task, task, task))) assertTrue(result.get());
        }
    }

    @Test
    void interruption_stopsForwardAndReverseLoops() {
        DoubleFn endless = x -> {
            double s = x;
            while (s < 1e9) s = s * 0.5 + x;
            return s;
        };
        var stop = new IllegalStateException("stopped");
        Thread mine = Thread.currentThread();
        Interruption.set(() -> {
            if (Thread.currentThread() == mine) throw stop;
        });
        try {
            assertSame(stop, assertThrows(IllegalStateException.class, () -> gradient(endless, 1)));
        } finally {
            Interruption.set(null);
        }
    }
}
