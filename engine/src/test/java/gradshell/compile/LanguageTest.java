package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements and expressions of the language that decide where control goes and what is converted to what. */
@SuppressWarnings({"FallThrough", "FloatCast", "IntLiteralCast", "LabelledBreakTarget", "NarrowCalculation",
        "NarrowingCompoundAssignment", "OperatorPrecedence", "UnusedVariable", "fallthrough", "lossy-conversions"})
class LanguageTest {
    private sealed interface Shape permits Circle, Square, Pair {}

    private record Circle(double radius) implements Shape {}

    private record Square(double side) implements Shape {}

    private record Pair(Shape left, Shape right) implements Shape {}

    private enum Kind {
        LINEAR, QUADRATIC, CUBIC
    }

    private static double area(Shape shape) {
        return switch (shape) {
            case Circle(double r) when r > 2 -> Math.PI * r;
            case Circle c -> Math.PI * c.radius() * c.radius();
            case Square(var side) -> side * side;
            case Pair(Circle(double r), Square(double s)) -> r * s;
            case Pair(var left, var right) -> area(left) + area(right);
        };
    }

    @Test
    void patternSwitch_overConstantShapes() {
        for (Shape shape : List.of(new Circle(1), new Circle(3), new Square(2), new Pair(new Circle(1), new Square(3)),
                new Pair(new Square(1), new Square(3)))) {
            check((DoubleFn) x -> area(shape) * x * x, 1.3);
        }
    }

    @Test
    void patternSwitch_overShapesOfVariedNumbers() {
        DoubleFn2 f = (x, y) -> area(new Circle(x)) + area(new Circle(x + 2)) * y + area(new Square(y))
                + area(new Pair(new Circle(x), new Square(y))) + area(new Pair(new Square(x), new Circle(y)));
        check(f, 1.3, 0.7);
        check(f, 0.2, 3.1);
    }

    @Test
    void instanceofPatterns() {
        check((DoubleFn) x -> {
            Object o = x > 1 ? new Circle(x) : new Pair(new Square(x), new Square(2));
            double y = 0;
            if (o instanceof Circle c && c.radius() > 0) y += c.radius() * x;
            if (o instanceof Pair(Square(double a), Square(double b)) && a < b) y += a * b * x;
            return y;
        }, 1.5);
        check((DoubleFn) x -> x * (((Object) x) instanceof Double d ? d : 0), 0.5);
    }

    @Test
    void accessorThatThrows_isAMatchException() {
        record Broken(double value) {
            @Override
            public double value() {
                if (value < 0) throw new IllegalStateException();
                return value;
            }
        }
        DoubleFn f = x -> {
            Object o = new Broken(x);
            return o instanceof Broken(double v) ? v * x : 0;
        };
        assertEquals(3.0, gradient(f, 1.5));
        assertThrows(MatchException.class, () -> gradient(f, -1));
    }

    private static double power(Kind kind, double x) {
        return switch (kind) {
            case LINEAR -> x;
            case QUADRATIC -> x * x;
            case CUBIC -> {
                double s = x * x;
                yield s * x;
            }
        };
    }

    private static double power(String name, double x) {
        switch (name) {
            case "cubic" :
                x *= x * x;
                break;
            case "quadratic" :
                x *= x;
            default :
                x += 1;
        }
        return x;
    }

    @Test
    void switches_onEnumsStringsAndNull() {
        for (Kind kind : Kind.values()) check((DoubleFn) x -> power(kind, x) * x, 1.3);
        for (String name : List.of("cubic", "quadratic", "linear")) check((DoubleFn) x -> power(name, x) * x, 1.3);
        for (Object o : new Object[]{"a", 3, Kind.CUBIC, 2.5}) {
            check((DoubleFn) x -> switch (o) {
                case null -> 0;
                case Kind k when k == Kind.CUBIC -> x * x * x;
                case String s -> x * s.length();
                case Integer i when i > 2 -> Math.pow(x, i);
                case Double d -> d * x;
                default -> -x;
            }, 1.3);
        }
    }

    @Test
    void labelledBlocksAndLoops() {
        check((DoubleFn) x -> {
            double s = x;
            block : {
                if (s > 1) break block;
                s *= s;
            }
            outer : while (true) {
                int i = 0;
                do {
                    s += 0.1 * x * i;
                    if (s > 3) break outer;
                    if (i == 2) continue outer;
                } while (++i < 4);
            }
            return s * x;
        }, 0.8);
    }

    @Test
    void compoundAssignments_convertAsTheyDo() {
        check((DoubleFn) x -> {
            int i = 3;
            i += 1.7;
            i <<= 2;
            long l = i;
            l /= 3;
            double d = x;
            d -= i--;
            d /= ++l;
            d %= 2;
            char c = 'a';
            c += 1;
            byte b = (byte) 200;
            b >>>= 1;
            short s = (short) (b ^ c);
            d *= s + x;
            return d;
        }, 0.8000001);
        DoubleFn f = x -> {
            float g = 1.5f;
            g += x;
            g *= 2;
            g -= 1L;
            return g * x;
        };
        assertEquals(4 * 0.7 + 2, gradient(f, 0.7), 1e-6);
    }

    @Test
    void conversions_betweenAllPrimitiveTypes() {
        check((DoubleFn) x -> {
            int i = (int) (x * 10);
            long l = (long) (x * 100);
            return i * x + l * x * x + (double) (float) l + (byte) i + (short) l + (char) i * x + (float) i + (int) l
                    + (double) i * x + (char) (int) x + (int) (float) x + (long) (float) (x * 7) * x;
        }, 1.30625);
        DoubleFn f = x -> {
            float g = (float) x;
            double d = g;
            return d * d + (float) (d * x) + (int) g * x;
        };
        assertEquals(4 * 1.5 + 1, gradient(f, 1.5), 1e-5);
    }

    @Test
    void ternaries_nestedAndMixed() {
        DoubleFn f = x -> (x > 0 ? x > 1 ? x * x : x > 0.5 ? 3 : -x : x < -1 ? 1f : 2L) * (x < 3 ? (float) 2 : x);
        for (double x : new double[]{2, 0.7, 0.2, -3, -0.5, 4}) check(f, x);
    }

    @Test
    void assertions_areCheckedIfTheyAreOn() {
        DoubleFn f = x -> {
            assert x > 0 : "x is " + x;
            return x * x;
        };
        assertEquals(4.0, gradient(f, 2));
        boolean on = LanguageTest.class.desiredAssertionStatus();
        if (on) assertEquals("x is -1.0", assertThrows(AssertionError.class, () -> gradient(f, -1)).getMessage());
    }

    @SuppressWarnings("strictfp")
    private static strictfp double strict(double x) {
        return x * x / 3;
    }

    @Test
    void strictfp_changesNothing() {
        check((DoubleFn) x -> strict(x), 1.3);
    }

    @Test
    void recordMethods_lookAtVariedNumbers() {
        check((DoubleFn) x -> {
            var a = new Circle(x);
            var b = new Circle(x);
            double y = a.equals(b) ? x : -x;
            if (a.toString().isEmpty()) y = 0;
            return a.hashCode() == b.hashCode() ? y * a.radius() : 0;
        }, 1.3);
    }

    @Test
    void concatenation_makesTextOnly() {
        check((DoubleFn) x -> {
            String text = "x = " + x + ", " + new Circle(x) + 'c' + 1L;
            return text.isEmpty() ? 0 : x * x;
        }, 1.3);
    }

    @Test
    void whileTrue_withSeveralExits() {
        DoubleFn f = x -> {
            double s = x;
            int n = 0;
            while (true) {
                if (s > 50) return s;
                s *= x;
                if (++n == 10) break;
                if (s < 0.1) return -s * x;
                s += 0.01;
            }
            return s + n * x;
        };
        for (double x : new double[]{3, 0.2, 1.1}) check(f, x);
    }
}
