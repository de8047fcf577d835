package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"finally", "Finally", "NarrowCalculation", "UnusedVariable"}) // code of all shapes
class ExceptionsTest {
    private static final int[] COUNTS = {1, 2, 0, 4};

    /** Throws where x is negative, after some work. */
    private static double root(double x) {
        double y = x * x;
        if (x < 0) throw new IllegalArgumentException("negative: " + x);
        return Math.sqrt(x) * y;
    }

    private static double deepRoot(double x, int depth) {
        return depth == 0 ? root(x) : deepRoot(x * 1.5, depth - 1) * x;
    }

    @Test
    void tryThatCompletes_isLikeCodeWithoutIt() {
        check((DoubleFn) x -> {
            double y = x;
            try {
                y *= 12 / COUNTS[1];
                y *= x;
            } catch (ArithmeticException e) {
                y = -x;
            }
            return y * x;
        }, 1.3);
    }

    @Test
    void handler_findsTheLocalsAsTheyWereWhenItWasThrown() {
        check((DoubleFn) x -> {
            double y = x;
            int n = 1;
            try {
                y = y * x;
                n = 8 / COUNTS[0];
                y = Math.sin(y) * n;
                n = 8 / COUNTS[2];
                y = y * 1000;
            } catch (ArithmeticException e) {
                y = y * x * n;
            }
            return y + x;
        }, 1.3);
    }

    @Test
    void callThatThrows_isSkippedWithAllItDid() {
        DoubleFn f = x -> {
            double y = 2 * x;
            try {
                y = root(y) + y;
            } catch (IllegalArgumentException e) {
                y = y * y;
            }
            return y * x;
        };
        check(f, 1.3);
        check(f, -1.3);
    }

    @Test
    void callThatThrowsDeepDown_isSkippedInEachRound() {
        DoubleFn2 f = (x, y) -> {
            double s = 0;
            for (int i = 0; i < 6; i++) {
                double t = s * 0.1 + x;
                try {
                    s += deepRoot(i % 2 == 0 ? t : -t, i) * y;
                    if (i == 4) continue;
                    s = s * x;
                } catch (IllegalArgumentException e) {
                    s += Math.cos(t * y);
                    if (i == 5) break;
                } finally {
                    s = s * 0.5 + y;
                }
                s += t;
            }
            return s * y;
        };
        check(f, 0.7, 0.3);
        check(f, -0.7, 0.3);
    }

    @Test
    void finally_runsOnEveryWayOut() {
        for (int k = 0; k < 4; k++) {
            int way = k;
            check((DoubleFn) x -> {
                double s = x;
                for (int i = 0; i < 5; i++) {
                    try {
                        if (i == 2 && way == 0) break;
                        if (i == 2 && way == 1) continue;
                        if (i == 2 && way == 2) return s * x;
                        s *= COUNTS[i % 3 == 2 ? 1 : 0] + x;
                    } finally {
                        s += x * x;
                    }
                    s -= 0.3;
                }
                return s;
            }, 1.2);
        }
    }

    @Test
    void finally_thatReturnsSwallowsTheException() {
        check((DoubleFn) x -> {
            double y = x;
            try {
                y = root(-x) * y;
            } finally {
                return y * x; // NOPMD
            }
        }, 1.4);
    }

    private static double nested(double x, int n) {
        double s = x;
        try {
            s *= x;
            try {
                s += 10 / n * x;
                if (n == 2) throw new IllegalStateException("inner");
                s += COUNTS[n] * s;
            } catch (ArithmeticException e) {
                s = s * s;
                if (x > 0) throw new UnsupportedOperationException("again", e);
            } finally {
                s = Math.sin(s);
            }
            s += 1;
        } catch (IllegalStateException | ArrayIndexOutOfBoundsException e) {
            s = s * 3 + x;
        } catch (RuntimeException e) {
            s = s / 2 * x;
        }
        return s;
    }

    @Test
    void nestedTries_withMultiCatch() {
        for (int k : new int[]{0, 1, 2, 3, 4, 9}) {
            int n = k;
            check((DoubleFn) x -> nested(x, n) * x, 1.1);
            check((DoubleFn) x -> nested(x, n) * x, -1.1);
        }
    }

    private record Resource(List<String> log, String name) implements AutoCloseable {
        @Override
        public void close() {
            log.add(name);
            if (name.equals("bad")) throw new IllegalStateException("close");
        }
    }

    @Test
    void tryWithResources_closesInOrder() {
        var log = new ArrayList<String>();
        DoubleFn f = x -> {
            double y = x;
            try (var a = new Resource(log, "a"); var b = new Resource(log, x > 2 ? "bad" : "b")) {
                y = y * a.name().length() * x;
                if (x < 0) throw new IllegalStateException("body");
                y = y * b.name().length();
            } catch (IllegalStateException e) {
                y = y * x + e.getMessage().length() + e.getSuppressed().length;
            }
            return y;
        };
        assertEquals(2 * 1.5, gradient(f, 1.5));
        assertEquals(List.of("b", "a"), log);
        for (double x : new double[]{1.5, -1.5, 2.5}) check(f, x);
    }

    @Test
    void loop_thatEndsByException() {
        check((DoubleFn) x -> {
            double s = 1;
            int i = 0;
            try {
                while (true) s = s * x + COUNTS[i++];
            } catch (ArrayIndexOutOfBoundsException e) {
                return s * i;
            }
        }, 1.2);
    }

    @Test
    void handlerInsideALoop_retries() {
        check((DoubleFn) x -> {
            double s = x;
            for (int tries = 0;; tries++) {
                try {
                    s = s * x;
                    return s + root(s - 5);
                } catch (IllegalArgumentException e) {
                    s = s + tries * x;
                }
            }
        }, 1.3);
    }

    @Test
    void exception_thatLeavesIsTheSameWithTheUsersFrames() {
        var thrown = new IllegalStateException("mine");
        DoubleFn f = x -> {
            double y = x;
            try {
                if (x > 1) throw thrown;
                y = root(x) * x;
            } catch (IllegalArgumentException e) {
                y = 1;
                throw e;
            } finally {
                y = y * x;
            }
            return y;
        };
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> gradient(f, 2)));
        var plain = assertThrows(IllegalArgumentException.class, () -> f.apply(-1));
        var e = assertThrows(IllegalArgumentException.class, () -> gradient(f, -1));
        assertEquals(lines(plain).subList(0, 2), lines(e).subList(0, 2));
        assertEquals(1, lines(e).stream().filter(lines(plain).get(1)::equals).count());
        check(f, 0.5);
    }

    @Test
    void traceInTheHandler_showsTheUsersLines() {
        var plain = new StringWriter();
        var own = new StringWriter();
        var writers = new ArrayDeque<>(List.of(new PrintWriter(plain), new PrintWriter(own)));
        DoubleFn f = x -> {
            try {
                return root(-x);
            } catch (IllegalArgumentException e) {
                e.printStackTrace(writers.pop());
                return x * x;
            }
        };
        f.apply(2);
        assertEquals(4.0, gradient(f, 2));
        assertEquals(plain.toString().lines().limit(3).toList(), own.toString().lines().limit(3).toList());
    }

    private static class Diverged extends Exception {
        private final double at;

        Diverged(double at) {
            super("at " + at);
            this.at = at;
        }
    }

    @Test
    void exceptionOfTheUsers_mayCarryTheValue() {
        check((DoubleFn) x -> {
            double y = x * x;
            try {
                if (y > 1) throw new Diverged(y * x);
                return y;
            } catch (Diverged e) {
                return e.at * x + (e.getMessage().isEmpty() ? 0 : x);
            }
        }, 1.5);
    }

    private static class Computed extends RuntimeException {
        private final double at;

        Computed(double at) {
            super("at " + at);
            this.at = at * at;
        }
    }

    @Test
    void refusal_isCaughtByNoHandler() {
        DoubleFn f = x -> {
            try {
                throw new Computed(x * x);
            } catch (RuntimeException | LinkageError e) {
                return x;
            }
        };
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 1.5));
        assertTrue(e.getMessage().contains("a constructor that computes"), e.getMessage());
    }

    private static double diverging(double x) throws Diverged {
        if (x > 1) throw new Diverged(x * x);
        return x * x;
    }

    @Test
    void exceptionFromACallee_thatIsLookedIntoIsRefusedWhenItComes() {
        DoubleFn f = x -> {
            try {
                return diverging(x) * x;
            } catch (Diverged e) {
                return e.at;
            }
        };
        check(f, 0.5);
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 1.5));
        assertTrue(e.getMessage().contains("diverging threw gradshell.compile.ExceptionsTest$Diverged"),
                e.getMessage());
        assertSame(Diverged.class, e.getCause().getClass());
    }

    @Test
    void exceptionFromACallee_mayBeShown() {
        check((DoubleFn) x -> {
            try {
                return diverging(x) * x;
            } catch (Diverged e) {
                return e.getMessage().isEmpty() ? 0 : x * x;
            }
        }, 1.5);
    }

    private static void fill(double[] a, double x) {
        for (int i = 0; i < 5; i++) a[i] = x * i;
    }

    @Test
    void calleeThatWroteToAnArrayBeforeItThrew_isRefusedOnlyThen() {
        DoubleFn2 f = (x, n) -> {
            var a = new double[(int) n];
            try {
                fill(a, x);
            } catch (ArrayIndexOutOfBoundsException e) {
                a[0] = x * x;
            }
            return a[0] + a[1] + a[2] * x;
        };
        check((DoubleFn) x -> f.apply(x, 5), 1.5);
        var e = assertThrows(UnsupportedOperationException.class,
                () -> gradient((DoubleFn) x -> f.apply(x, 4), 1.5));
        assertTrue(e.getMessage().contains("fill threw java.lang.ArrayIndexOutOfBoundsException"), e.getMessage());
    }

    private static void fillOrSay(double[] a, double x) {
        try {
            fill(a, x);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("too short", e);
        }
    }

    @Test
    void handlerThatOnlyThrows_throwsToWhoeverDoesntGoOn() {
        DoubleFn2 f = (x, n) -> {
            var a = new double[(int) n];
            fillOrSay(a, x);
            return a[1] * a[2];
        };
        check((DoubleFn) x -> f.apply(x, 5), 1.5);
        var e = assertThrows(IllegalStateException.class, () -> gradient((DoubleFn) x -> f.apply(x, 4), 1.5));
        assertEquals("too short", e.getMessage());
        DoubleFn goesOn = x -> {
            var a = new double[4];
            try {
                fillOrSay(a, x);
            } catch (IllegalStateException _) {
                a[0] = x;
            }
            return a[0] * a[2];
        };
        var refusal = assertThrows(UnsupportedOperationException.class, () -> gradient(goesOn, 1.5));
        assertTrue(refusal.getMessage().contains("fillOrSay threw"), refusal.getMessage());
    }

    @Test
    void writesToArrays_beforeAndAfterAnExceptionCount() {
        check((DoubleFn) x -> {
            var a = new double[3];
            double s = x;
            for (int i = 0; i < 6; i++) {
                try {
                    a[i % 3] = s * x;
                    s += a[i];
                    a[i] = a[i] * s;
                } catch (ArrayIndexOutOfBoundsException e) {
                    s -= a[i - 3] * 0.5;
                } finally {
                    a[1] *= s;
                }
            }
            return a[0] + a[1] * a[2] + s;
        }, 0.7);
    }

    private static final class Range {
        private final double low;
        private final double high;

        Range(double low, double high) {
            this.low = low * low;
            if (low > high) throw new IllegalArgumentException(low + " > " + high);
            this.high = high;
        }
    }

    @Test
    void constructorThatThrows_isSkipped() {
        DoubleFn2 f = (x, y) -> {
            try {
                var r = new Range(x, y);
                return r.low * r.high;
            } catch (IllegalArgumentException e) {
                return x + y * y;
            }
        };
        check(f, 0.5, 0.7);
        check(f, 0.7, 0.5);
    }

    private static List<String> lines(Throwable e) {
        return Arrays.stream(e.getStackTrace()).map(f -> f.getMethodName() + ":" + f.getLineNumber()).toList();
    }
}
