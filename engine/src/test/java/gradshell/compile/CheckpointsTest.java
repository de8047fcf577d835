package gradshell.compile;

import static gradshell.Gradshell.checkpointed;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.hvp;
import static gradshell.Gradshell.jvp;
import static gradshell.Gradshell.pullback;
import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.checkSecond;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleStepFn;
import gradshell.Fn;
import gradshell.StepFn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Loops of which only some states are kept. */
class CheckpointsTest {
    private record Body(double position, double speed) {}

    @SuppressWarnings("ArrayRecordComponent") // a state may have arrays in records
    private record Spring(double[] force, Body body, double stiffness) {}

    static double[] outside = new double[1];

    private static double logistic(double r, double s) {
        return r * s * (1 - s);
    }

    /** A step of an oscillator by the midpoint rule. */
    private static Body swing(Body b, double stiffness, double h) {
        double position = b.position() + h / 2 * b.speed();
        double speed = b.speed() - h / 2 * stiffness * Math.sin(b.position());
        return new Body(b.position() + h * speed, b.speed() - h * stiffness * Math.sin(position));
    }

    private static double rungeKutta(DoubleUnaryOperator f, double y, double h) {
        double a = f.applyAsDouble(y);
        double b = f.applyAsDouble(y + h / 2 * a);
        double c = f.applyAsDouble(y + h / 2 * b);
        return y + h / 6 * (a + 2 * b + 2 * c + f.applyAsDouble(y + h * c));
    }

    @Test
    void numberAsState_capturedNumber() {
        check((DoubleFn2) (s, r) -> checkpointed(37, s, (_, x) -> logistic(r, x)) * r, 0.3, 2.7);
        check((DoubleFn2) (s, r) -> checkpointed(10, s * r, (i, x) -> Math.sin(x) + i * r * 0.1), 0.3, 0.7);
    }

    @Test
    void anyNumberOfSteps() {
        for (int n : new int[]{-1, 0, 1, 2, 3, 4, 5, 15, 16, 17, 100}) {
            check((DoubleFn) x -> checkpointed(n, x * x, (i, s) -> s * 0.5 + Math.cos(s + i)) * x, 0.7);
        }
    }

    @Test
    void recordAsState_equalsTheLoop() {
        Fn<double[], Double> kept = x -> {
            Body end = checkpointed(200, new Body(x[0], x[1]), (_, b) -> swing(b, x[2], 0.05));
            return end.position() * end.position() + end.speed();
        };
        Fn<double[], Double> loop = x -> {
            Body b = new Body(x[0], x[1]);
            for (int i = 0; i < 200; i++) b = swing(b, x[2], 0.05);
            return b.position() * b.position() + b.speed();
        };
        double[] x = {0.7, -0.2, 1.3};
        assertEquals(loop.apply(x), kept.apply(x));
        assertArrayEquals(gradient(loop, x), gradient(kept, x), 1e-12);
        assertArrayEquals(hvp(loop, x, new double[]{1, 2, 3}), hvp(kept, x, new double[]{1, 2, 3}), 1e-9);
        assertEquals(jvp(loop, x, new double[]{1, 2, 3}), jvp(kept, x, new double[]{1, 2, 3}), 1e-12);
    }

    @Test
    void arrayWrittenInPlace_isACopy() {
        Fn<double[], Double> heat = u0 -> {
            double[] u = checkpointed(50, u0, (_, v) -> {
                double left = v[0];
                for (int k = 1; k < v.length - 1; k++) {
                    double here = v[k];
                    v[k] += 0.2 * (left - 2 * here + v[k + 1]) * here;
                    left = here;
                }
                return v;
            });
            double s = u0[1];
            for (double e : u) s += e * e;
            return s;
        };
        double[] u0 = {1, 2, 0.5, 1.5, 1};
        assertTrue(gradshell.Gradshell.gradientCheck(heat, u0).passed());
        assertArrayEquals(new double[]{1, 2, 0.5, 1.5, 1}, u0, "the state given isn't written");
        double[] along = {1, 0, -1, 0, 1};
        double forward = jvp(heat, u0, along);
        double[] g = gradient(heat, u0);
        assertEquals(g[0] - g[2] + g[4], forward, 1e-12);
    }

    @Test
    void newArrays_capturedArrayOfWeights() {
        Fn<double[][], Double> f = a -> {
            double[] weights = a[1];
            double[] end = checkpointed(30, a[0], (i, s) -> {
                double[] next = new double[s.length];
                for (int k = 0; k < s.length; k++) next[k] = Math.tanh(s[k] * weights[k] + weights[i % 2]);
                return next;
            });
            return end[0] * end[1] + weights[1];
        };
        assertTrue(gradshell.Gradshell.gradientCheck(f, new double[][]{{0.3, 0.4}, {0.9, -1.1}}).passed());
    }

    @Test
    void argumentThatOnlyTheStepsRead() {
        assertEquals(5 * Math.pow(1.1, 4),
                gradient((Fn<double[], Double>) w -> checkpointed(5, 1.0, (_, s) -> s * w[0]),
                        new double[]{1.1})[0],
                1e-12);
        assertEquals(3.0, gradient((Fn<List<Double>, Double>) w -> checkpointed(3, 0.0, (_, s) -> s + w.get(0)),
                List.of(2.0)).getFirst());
        assertEquals(4.0, gradient((Fn<Body, Double>) b -> checkpointed(4, 0.0, (_, s) -> s + b.speed()),
                new Body(1, 2)).speed());
    }

    @Test
    void capturedMemoryMadeOfArguments() {
        check((DoubleFn) x -> {
            double[] w = {x, x * x};
            return checkpointed(6, 1.0, (i, s) -> s * w[i % 2]);
        }, 0.8);
        check((DoubleFn) x -> {
            double[][] rows = {{x, 1}, {2, x * x}};
            var body = new Body(x * 2, x);
            var boxes = new ArrayList<>(List.of(x * 3, 0.5));
            return checkpointed(6, 1.0, (i, s) -> Math.sin(s) * rows[i % 2][1] + body.speed() + boxes.get(i % 2) * s);
        }, 0.8);
    }

    @Test
    void stepThatThrows() {
        check((DoubleFn) x -> checkpointed(6, x, (i, s) -> {
            try {
                if (i == 4) throw new IllegalStateException();
                return s * s;
            } catch (IllegalStateException e) {
                return s * x;
            }
        }), 0.8);
        DoubleFn thrown = x -> checkpointed(6, x, (i, s) -> {
            if (i == 4) throw new IllegalStateException("step 4");
            return s * s;
        });
        assertEquals("step 4", assertThrows(IllegalStateException.class, () -> gradient(thrown, 1)).getMessage());
    }

    @Test
    void nestedRecordAsState() {
        Fn<double[], Double> f = x -> {
            var start = new Spring(new double[]{x[0], x[1]}, new Body(x[1], 0), x[2]);
            Spring end = checkpointed(20, start, (_, s) -> new Spring(
                    new double[]{s.force()[1] * s.stiffness(), s.body().position()},
                    swing(s.body(), s.force()[0], 0.1), s.stiffness()));
            return end.force()[0] + end.body().speed() * end.stiffness();
        };
        assertTrue(gradshell.Gradshell.gradientCheck(f, new double[]{0.4, 1.2, 0.8}).passed());
    }

    @Test
    void listsAndMapsAsStates() {
        check((DoubleFn) x -> {
            List<Double> end = checkpointed(9, List.of(x, 1.0), (_, s) -> List.of(s.get(0) * s.get(1), s.get(0) + x));
            return end.get(0) * end.get(1);
        }, 0.6);
        assertEquals(32.0, gradient(x -> {
            Map<String, Double> end = checkpointed(4, Map.of("a", x), (_, s) -> Map.of("a", s.get("a") * 2));
            return end.get("a") * x;
        }, 1), 1e-12);
    }

    @Test
    void capturedFunctionAndObjects() {
        check((DoubleFn2) (y, k) -> {
            DoubleUnaryOperator f = z -> -k * z * z;
            return checkpointed(40, y, (_, s) -> rungeKutta(f, s, 0.05));
        }, 1.2, 0.8);
        DoubleUnaryOperator plain = z -> -z * z;
        check((DoubleFn) y -> checkpointed(40, y, (_, s) -> rungeKutta(plain, s, 0.05)), 1.2);
    }

    @Test
    void nestedAndInALoop() {
        check((DoubleFn2) (x, w) -> {
            double s = 0;
            for (int k = 1; k < 4; k++) {
                int times = k;
                s += checkpointed(5, x, (_, a) -> checkpointed(times, a, (_, b) -> Math.sin(b * w)) + w);
            }
            return s;
        }, 0.9, 1.2);
    }

    @Test
    void stepThatReturnsWhatItGot_orWhatItCaptured() {
        assertEquals(1.0, gradient(x -> checkpointed(9, x, (_, s) -> s), 3));
        Fn<double[], Double> captured = w -> {
            double[] end = checkpointed(5, new double[]{w[0]}, (i, s) -> i == 4 ? w : s);
            return end[0] * end[0] + w[0];
        };
        assertArrayEquals(new double[]{7}, gradient(captured, new double[]{3}));
    }

    @Test
    void onePieceOfCode() {
        check((DoubleFn2) (x, w) -> checkpointed(z -> Math.sin(z * w) * z, x) * w, 0.9, 1.2);
        Fn<double[], Double> f = x -> checkpointed(z -> new double[]{z[0] * z[1], x[0]}, x)[0] * x[1];
        assertArrayEquals(new double[]{9, 12}, gradient(f, new double[]{2, 3}));
    }

    @Test
    void pullback_manyTimes() {
        var p = pullback((x) -> checkpointed(1000, x, (_, s) -> Math.sin(s) + 0.1), 0.5);
        double once = p.back(1.0);
        assertEquals(2 * once, p.back(2.0), 1e-15);
        assertEquals(once, p.back(1.0));
        assertEquals(once, gradient(x -> {
            double s = x;
            for (int i = 0; i < 1000; i++) s = Math.sin(s) + 0.1;
            return s;
        }, 0.5));
    }

    @Test
    void secondDerivatives() {
        checkSecond((DoubleFn2) (s, r) -> checkpointed(12, s, (_, x) -> logistic(r, x)), 0.3, 2.7);
        assertEquals(56 * Math.pow(0.9, 6), hessian(x -> checkpointed(3, x, (_, s) -> s * s), 0.9), 1e-10);
        assertEquals(8.0, gradient(x -> checkpointed(4, x, (_, s) -> gradient(y -> y * y * s / 2, 1)) * 8, 2), 1e-12);
    }

    @Test
    void statesInForwardMode_thatCantBeCopied() {
        Fn<double[], Double> f = x -> checkpointed(2, Map.of(1, x[0]), (_, s) -> s).get(1);
        assertEquals(1.0, gradient(f, new double[]{2})[0]);
        String message = assertThrows(UnsupportedOperationException.class,
                () -> jvp(f, new double[]{2}, new double[]{1})).getMessage();
        assertTrue(message.contains("forward mode"), message);
    }

    @Test
    void stepsThatRunDifferentlyAgain() {
        var random = new Random(1);
        DoubleFn drawn = x -> checkpointed(5, x, (_, s) -> s * random.nextDouble());
        assertTrue(assertThrows(IllegalStateException.class, () -> gradient(drawn, 1)).getMessage()
                .contains("run again on the way back"));
        Fn<double[], Double> changed = w -> {
            double y = checkpointed(5, 2.0, (_, s) -> s * w[0]);
            w[0] = 7;
            return y;
        };
        assertThrows(IllegalStateException.class, () -> gradient(changed, new double[]{3}));
        // the value doesn't show it, but the derivative does
        Fn<double[], Double> hidden = w -> {
            double y = checkpointed(5, w[1], (_, s) -> s * w[0]);
            w[0] = 7;
            return y;
        };
        assertThrows(IllegalStateException.class, () -> gradient(hidden, new double[]{3, 0}));
    }

    private static void assertStores(DoubleFn f, String says) {
        String message = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 1)).getMessage();
        assertTrue(message.contains(says) && message.contains("runs again") && message.contains("CheckpointsTest.java"),
                message);
    }

    @Test
    void stepsThatStoreOutside() {
        assertStores(x -> {
            double[] sum = new double[1];
            checkpointed(5, x, (_, s) -> {
                sum[0] += s;
                return s;
            });
            return sum[0];
        }, "stored outside");
        assertStores(x -> {
            double y = checkpointed(5, x, (_, s) -> {
                outside[0] = s;
                return s;
            });
            return y + outside[0];
        }, "stored outside");
        assertStores(x -> {
            double[] last = new double[1];
            DoubleUnaryOperator keep = s -> last[0] = s;
            return checkpointed(5, x, (_, s) -> keep.applyAsDouble(s)) + last[0];
        }, "stored outside");
    }

    @Test
    void stepsThatStoreReferencesOutside() {
        assertStores(x -> {
            List<Double> trace = new ArrayList<>();
            double y = checkpointed(5, x, (_, s) -> {
                trace.add(s);
                return s;
            });
            return y + trace.get(0);
        }, "a reference to differentiated values");
        assertStores(x -> {
            double[][] trace = new double[5][];
            checkpointed(5, new double[]{x}, (i, s) -> {
                trace[i] = s.clone();
                return s;
            });
            return trace[0][0];
        }, "a reference to differentiated values");
    }

    @Test
    void statesThatCantBeCopied() {
        String message = assertThrows(UnsupportedOperationException.class,
                () -> gradient(x -> checkpointed(2, new double[][]{{x}, {1}}, (_, s) -> s)[0][0]
                        + checkpointed(1, (Object) new Random(1), (_, s) -> s).hashCode(), 1))
                .getMessage();
        assertTrue(message.contains("Random"), message);
    }

    /** Bytes that a pullback holds. */
    private static long held(int n) throws IllegalAccessException {
        DoubleStepFn step = (_, s) -> Math.sin(s) + 0.1;
        return Footprint.of(pullback(x -> checkpointed(n, x, step), 0.5));
    }

    @Test
    void memory_growsWithTheSquareRoot() throws IllegalAccessException {
        double ratio = held(400_000) / (double) held(100_000);
        assertTrue(ratio > 1.7 && ratio < 2.3, "four times the steps hold " + ratio + " times the memory");
    }
}
