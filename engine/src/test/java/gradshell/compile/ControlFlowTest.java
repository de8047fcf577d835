package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"fallthrough", "FallThrough", "OperatorPrecedence", "NarrowCalculation", "EqualsNaN"}) // code of all shapes
class ControlFlowTest {
    @Test
    void branches_andTernaries() {
        DoubleFn f = x -> x > 0 && x < 5 || x == 7 ? Math.log(x) : -x * (x < -2 ? x : 3);
        for (double x : new double[]{-3, -1, 0.5, 6}) check(f, x);
        assertEquals(1 / 7.0, gradient(f, 7));
    }

    @Test
    void comparison_withNaNTakesTheSameWay() {
        DoubleFn f = x -> (x < Double.NaN ? 2 : 3) * x + (x >= Double.NaN ? 5 : 7) * x
                + (x != Double.NaN ? 11 : 13) * x;
        assertEquals(21.0, gradient(f, 1));
    }

    @Test
    void forLoop_withContinueAndBreak() {
        DoubleFn f = x -> {
            double s = 0;
            for (int i = 0; i < 20; i++) {
                if (i % 3 == 1) continue;
                s = s * x + i;
                if (s > 100) break;
            }
            return s;
        };
        for (double x : new double[]{0.5, 1.3, 5}) check(f, x);
    }

    @Test
    void labelledLoops() {
        DoubleFn2 f = (x, y) -> {
            double s = 1;
            outer : for (int i = 0; i < 6; i++) {
                double t = x * i;
                for (int j = 0; j < 4; j++) {
                    if (j == 3 && i == 2) continue outer;
                    if (i == 4 && j == 1) break outer;
                    s += t * Math.cos(y * j) * 0.1 * s;
                }
            }
            return s * y;
        };
        check(f, 1.3, 0.7);
        check(f, -0.2, 0.2);
    }

    @Test
    void whileLoop_ofNewton() {
        DoubleFn root = x -> {
            double r = x;
            while (Math.abs(r * r - x) > 1e-13) r = 0.5 * (r + x / r);
            return r;
        };
        assertEquals(0.5 / Math.sqrt(2), gradient(root, 2), 1e-12);
    }

    @Test
    void doLoop_andEarlyReturn() {
        DoubleFn f = x -> {
            double s = x;
            int n = 0;
            do {
                s *= s;
                if (s > 1000) return s / 2;
            } while (++n < 5);
            return s + x;
        };
        for (double x : new double[]{0.9, 1.1, 3}) check(f, x);
    }

    @Test
    void loop_thatNeverRuns() {
        check((DoubleFn) x -> {
            double s = x;
            for (int i = 0; i < (int) x; i++) s *= x;
            return s;
        }, 0.5);
    }

    @Test
    void loop_ofInactiveCodeRecordsNothing() {
        DoubleFn f = x -> {
            long sum = 0;
            for (int i = 0; i < 1000; i++) sum += i % 2 == 0 ? i : -i;
            return x * x * sum;
        };
        var tape = Tape.fresh();
        new Derivation(FunctionObject.of(f, 1)).split(EntryWriter.Order.VALUE).forward(tape, new Object[0],
                new double[]{3});
        assertEquals(2, tape.size());
        check(f, 3);
    }

    @Test
    void linearLoop_recordsItsTripCountOnly() {
        DoubleFn f = x -> {
            double s = 0;
            for (int i = 0; i < 1000; i++) s += x;
            return s;
        };
        var tape = Tape.fresh();
        new Derivation(FunctionObject.of(f, 1)).split(EntryWriter.Order.VALUE).forward(tape, new Object[0],
                new double[]{3});
        assertEquals(1, tape.size());
        assertEquals(1000.0, gradient(f, 3));
    }

    @Test
    void switches_denseAndSparse() {
        for (int k = 0; k < 8; k++) {
            int way = k;
            check((DoubleFn) x -> {
                double s = x;
                for (int i = 0; i < 3; i++) {
                    s += switch ((way + i) % 8) {
                        case 0 -> s * x;
                        case 1 -> Math.sin(s);
                        case 2, 3 -> 2 * s;
                        default -> -s;
                    };
                }
                switch (way * 1000) {
                    case 1000 :
                        s *= s;
                    case 5000 :
                        return s + x;
                    default :
                        return s;
                }
            }, 1.1);
        }
    }

    @Test
    void localsOfAllPrimitiveTypes() {
        check((DoubleFn) x -> {
            byte b = (byte) 300;
            short s = (short) 70000;
            char c = 'A';
            long l = 1L << 40;
            boolean flag = x > 0;
            int i = b + s + c;
            i++;
            i <<= 2;
            i ^= 5;
            double y = flag ? x : -x;
            y *= i;
            y += l % 7 + (l >>> 38);
            y -= x++ / 3;
            return y * x * (int) 2.9 * (long) -1.5;
        }, 1.5);
    }

    @Test
    void floatArithmetic_staysFloat() {
        DoubleFn f = x -> {
            float q = (float) x;
            q = q * q / 3f;
            return Math.max(q, 1f) + Math.abs(-q) % 100f;
        };
        float q = 0.1f;
        // the same in float by hand: 2 q / 3 from one of the two paths, the other one is the constant
        assertEquals((double) (q * (1f / 3f) + q * (1f / 3f)), gradient(f, 0.1), 1e-8);
    }

    @Test
    void endlessLoop_endsByException() {
        DoubleFn f = x -> {
            double s = x;
            for (int i = 10;; i--) s = s * x + 1 / i;
        };
        assertThrows(ArithmeticException.class, () -> gradient(f, 1));
    }
}
