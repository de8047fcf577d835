package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.checkSecond;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.Fn;
import gradshell.Gradshell;
import java.io.Serializable;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Calls whose target depends on the receiver: methods of classes and interfaces, lambdas and method references. */
class DispatchTest {
    interface Shape {
        double area(double r);

        default double doubled(double r) {
            return 2 * area(r);
        }
    }

    record Square(double scale) implements Shape {
        @Override
        public double area(double r) {
            return scale * r * r;
        }
    }

    static class Disc implements Shape {
        int calls;

        @Override
        public double area(double r) {
            calls++;
            return Math.PI * r * r;
        }

        double perimeter(double r) {
            return 2 * Math.PI * r;
        }
    }

    static class Ring extends Disc {
        final double hole;

        Ring(double hole) {
            this.hole = hole;
        }

        @Override
        public double area(double r) {
            return super.area(r) - super.area(hole * r);
        }

        @Override
        public double doubled(double r) {
            return super.doubled(r) * r;
        }
    }

    enum Operation {
        SINE {
            @Override
            double of(double x) {
                return Math.sin(x);
            }
        },
        CUBE {
            @Override
            double of(double x) {
                return x * x * x;
            }
        };

        abstract double of(double x);
    }

    static double sum(Shape[] shapes, double r) {
        double s = 0;
        for (Shape shape : shapes) s += shape.area(r) * shape.doubled(s + r);
        return s;
    }

    @Test
    void interfaceMethod_ofTheReceiversClass() {
        Shape square = new Square(3);
        Disc disc = new Disc();
        check((DoubleFn) x -> square.area(x) * x, 1.5);
        assertEquals(2 * Math.PI * 2, gradient(x -> disc.area(x), 2));
        assertEquals(1, disc.calls, "effects run once");
    }

    @Test
    void defaultMethod_superCallAndOverride() {
        Shape ring = new Ring(0.5);
        check((DoubleFn) x -> ring.doubled(x) + ring.area(x * x), 1.5);
        check((DoubleFn) x -> new Ring(0.25).perimeter(x) * x, 1.5);
    }

    @Test
    void manyClasses_atOneCallInALoop() {
        Shape[] shapes = {new Square(1), new Disc(), new Ring(0.5), new Square(2), new Shape() {
            @Override
            public double area(double r) {
                return r;
            }
        }, r -> Math.exp(r), new Ring(0.1) {
            @Override
            public double area(double r) {
                return hole / r;
            }
        }};
        check((DoubleFn) x -> sum(shapes, 0.01 * x), 1.2);
    }

    @Test
    void enumsWithBodies() {
        check((DoubleFn) x -> {
            double s = x;
            for (Operation o : Operation.values()) s = o.of(s) + x;
            return s;
        }, 0.7);
    }

    @Test
    void lambda_thatCapturesActiveValues() {
        check((DoubleFn2) (x, y) -> {
            double a = x * y;
            DoubleUnaryOperator f = v -> a * v * v + x;
            return f.applyAsDouble(y) * f.applyAsDouble(2);
        }, 1.5, 0.5);
    }

    static double integrate(DoubleUnaryOperator f, double from, double to) {
        double s = 0;
        double h = (to - from) / 10;
        for (int i = 0; i < 10; i++) s += h * f.applyAsDouble(from + (i + 0.5) * h);
        return s;
    }

    @Test
    void lambda_givenToAMethod() {
        check((DoubleFn2) (x, y) -> integrate(t -> Math.exp(x * t) * y, 0, x), 0.5, 1.5);
        check((DoubleFn) x -> integrate(Math::sin, x, 2 * x), 0.5);
    }

    @Test
    void lambda_thatReturnsALambda() {
        check((DoubleFn2) (x, y) -> {
            DoubleFunction<DoubleUnaryOperator> add = a -> b -> a * b + x;
            return add.apply(x).applyAsDouble(y) * add.apply(y * y).applyAsDouble(3);
        }, 1.5, 0.5);
    }

    static DoubleUnaryOperator scaled(double by) {
        return v -> by * v * v;
    }

    static DoubleUnaryOperator square() {
        return v -> v * v;
    }

    static DoubleUnaryOperator composed(DoubleUnaryOperator f, DoubleUnaryOperator g) {
        return v -> f.applyAsDouble(g.applyAsDouble(v));
    }

    @Test
    void lambda_returnedByAMethod() {
        check((DoubleFn) x -> scaled(x).applyAsDouble(x), 1.5);
        check((DoubleFn) x -> square().applyAsDouble(x) + scaled(3).applyAsDouble(x), 1.5);
        check((DoubleFn) x -> composed(square(), composed(Math::exp, scaled(x))).applyAsDouble(x), 0.7);
    }

    @Test
    void functionsOfBoxes() {
        check((DoubleFn) x -> {
            Function<Double, Double> f = v -> v * v * x;
            BinaryOperator<Double> g = (a, b) -> a * b + a;
            return g.apply(f.apply(x), x);
        }, 1.5);
    }

    private final double own = 3;

    private double times(double x) {
        return own * x * x;
    }

    double overridable(double x) {
        return own * x;
    }

    static Double boxed(double x) {
        return x * x;
    }

    static float half(float x) {
        return x / 2;
    }

    @Test
    void methodReferences_called() {
        check((DoubleFn) x -> {
            DoubleUnaryOperator bound = this::times;
            DoubleBinaryOperator max = Math::max;
            ToDoubleFunction<Square> scale = Square::scale;
            Supplier<DispatchTest> make = DispatchTest::new;
            DoubleFunction<Square> maker = Square::new;
            DoubleFunction<Double> box = DispatchTest::boxed;
            return bound.applyAsDouble(x) * max.applyAsDouble(x, 1) * scale.applyAsDouble(maker.apply(x))
                    + make.get().overridable(x) * box.apply(x);
        }, 1.5);
    }

    @Test
    void methodReferences_differentiated() {
        check((DoubleFn) this::overridable, 1.5);
        check((DoubleFn) new DispatchTest() {
            @Override
            double overridable(double x) {
                return Math.sin(x);
            }
        }::overridable, 1.5);
        check((DoubleFn) this::times, 1.5);
        check((DoubleFn) DispatchTest::boxed, 1.5);
        check((DoubleFn) Double::valueOf, 1.5);
        check((DoubleFn) Operation.SINE::of, 1.5);
        check((DoubleFn) Math::sin, 1.5);
    }

    @Test
    void functionObjects_ofOrdinaryClasses() {
        record Line(double slope) implements DoubleFn {
            @Override
            public double apply(double x) {
                return slope * x * x;
            }
        }
        double offset = 2;
        check(new Line(3), 1.5);
        check(new DoubleFn() {
            @Override
            public double apply(double x) {
                return new Line(x).apply(x) + offset * x;
            }
        }, 1.5);
    }

    @Override
    public String toString() {
        DoubleFn f = x -> x * (super.toString().length() > 0 ? 3 : 4);
        return "" + gradient(f, 2);
    }

    @Test
    void methodOfASuperclassOutside_isCalledAsItIs() {
        assertEquals("3.0", toString());
    }

    @Test
    void lambdaMadeInside_isAFunctionToDifferentiateToo() {
        check((DoubleFn) x -> x * gradient(y -> y * y, 3), 2);
        assertEquals(6.0, gradient(x -> x * Gradshell.ignore(() -> gradient(y -> y * y, 3)), 2));
    }

    interface Node {
        double value(double x);
    }

    record Leaf(double factor) implements Node {
        @Override
        public double value(double x) {
            return factor * x;
        }
    }

    record Product(Node left, Node right) implements Node {
        @Override
        public double value(double x) {
            return left.value(x) * right.value(x + 1);
        }
    }

    static Node tree(double x, int depth) {
        return depth == 0 ? new Leaf(x) : new Product(tree(x * 1.1, depth - 1), tree(x + 0.3, depth - 1));
    }

    @Test
    void recursion_throughAnInterface() {
        Node constant = tree(0.7, 3);
        check((DoubleFn) x -> constant.value(x), 0.4);
        check((DoubleFn) x -> tree(x, 2).value(x), 0.4);
    }

    interface Visitor<R> {
        R leaf(VisitedLeaf leaf);

        R sum(VisitedSum sum);
    }

    sealed interface Visited permits VisitedLeaf, VisitedSum {
        <R> R accept(Visitor<R> visitor);
    }

    record VisitedLeaf(double value) implements Visited {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leaf(this);
        }
    }

    record VisitedSum(Visited left, Visited right) implements Visited {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sum(this);
        }
    }

    @Test
    void visitor_overRecords() {
        check((DoubleFn2) (x, y) -> {
            Visited e = new VisitedSum(new VisitedLeaf(x * y), new VisitedSum(new VisitedLeaf(x), new VisitedLeaf(2)));
            return e.accept(new Visitor<Double>() {
                @Override
                public Double leaf(VisitedLeaf leaf) {
                    return leaf.value() * y;
                }

                @Override
                public Double sum(VisitedSum sum) {
                    return sum.left().accept(this) * sum.right().accept(this);
                }
            });
        }, 1.5, 0.5);
    }

    interface Generic<T> {
        T combine(T a, T b);
    }

    static class OfDoubles implements Generic<Double> {
        @Override
        public Double combine(Double a, Double b) {
            return a * b + a;
        }
    }

    static <T> T twice(Generic<T> g, T a) {
        return g.combine(a, g.combine(a, a));
    }

    @Test
    void genericMethod_throughItsBridge() {
        check((DoubleFn) x -> twice(new OfDoubles(), x), 1.5);
        check((DoubleFn) x -> twice((a, b) -> a + b * b, x), 1.5);
    }

    static double sumOf(double... values) {
        double s = 0;
        for (double v : values) s += v * v;
        return s;
    }

    interface Sum {
        double of(double a, double b);
    }

    @Test
    void varargs_andReferencesToThem() {
        check((DoubleFn) x -> sumOf(x, 2 * x, 3), 1.5);
        check((DoubleFn) x -> {
            Sum sum = DispatchTest::sumOf;
            return sum.of(x, x * x);
        }, 1.5);
    }

    @Test
    void innerClass_thatCapturesActiveValues() {
        check((DoubleFn) x -> {
            class Scaler {
                double factor;

                double scale(double v) {
                    return factor * v * x;
                }
            }
            var scaler = new Scaler();
            scaler.factor = x * x;
            return scaler.scale(x + 1);
        }, 1.5);
    }

    @Test
    void anonymousClass_withState() {
        check((DoubleFn) x -> {
            DoubleSupplier next = new DoubleSupplier() {
                private double state;

                @Override
                public double getAsDouble() {
                    state = state * x + x;
                    return state;
                }
            };
            return next.getAsDouble() + next.getAsDouble() * next.getAsDouble();
        }, 1.5);
    }

    @Test
    void lambda_madeOutside() {
        double k = 3;
        DoubleUnaryOperator outside = v -> k * v * v + own;
        check((DoubleFn) x -> outside.applyAsDouble(x) * x, 1.5);
    }

    @Test
    void lambdaMadeOutside_isOneObjectThroughoutACall() {
        double[] state = {1, 2};
        DoubleFn step = v -> {
            state[0] = state[0] * v + state[1];
            return state[0];
        };
        check((DoubleFn) x -> {
            state[0] = x;
            double s = 0;
            for (int i = 0; i < 5; i++) s += step.apply(x + i);
            return s;
        }, 0.5);
    }

    @Test
    void lambdaThatWritesToACapturedArray() {
        check((DoubleFn) x -> {
            double[] sum = {0};
            java.util.function.DoubleConsumer add = v -> sum[0] += v * v;
            add.accept(x);
            add.accept(x * 2);
            return sum[0] * x;
        }, 1.5);
    }

    @Test
    void functionGivenAsArgument_runsItsEffectsOnce() {
        int[] calls = {0};
        DoubleFn f = v -> {
            calls[0]++;
            return v * v;
        };
        assertEquals(2 * 8 * 2, gradient(x -> f.apply(f.apply(x)), 2));
        assertEquals(2, calls[0]);
        assertArrayEquals(new double[]{2 * 3 * 1.0 * 1, 0}, new double[]{gradient(f, 3), 0});
    }

    @Test
    void secondDerivatives_throughVirtualCalls() {
        Shape square = new Square(3);
        checkSecond((DoubleFn2) (x, y) -> square.area(x * y) * square.doubled(x), 1.5, 0.5);
        checkSecond((DoubleFn2) (x, y) -> integrate(t -> Math.exp(x * t) * y, 0, x), 0.5, 1.5);
        checkSecond((DoubleFn) x -> tree(x, 2).value(x), 0.4);
        checkSecond((DoubleFn) x -> {
            double s = x;
            for (Operation o : Operation.values()) s = o.of(s) + x;
            return s;
        }, 0.7);
    }

    static double normOf(double[] x) {
        double s = 0;
        for (double v : x) s += v * v;
        return Math.sqrt(s);
    }

    static class Model implements Fn<double[], Double> {
        final double[] weights = {1, 2};

        double predict(double[] x) {
            return weights[0] * x[0] + weights[1] * x[1] * x[1];
        }

        @Override
        public Double apply(double[] x) {
            return predict(x) * x[0];
        }
    }

    static class Doubled extends Model {
        @Override
        double predict(double[] x) {
            return 2 * super.predict(x);
        }
    }

    private static double[] gradientOf(Fn<double[], Double> f, double... x) {
        return (double[]) Derivatives.DIFFERENTIATOR.withGradient(f, new Object[]{x}).gradient()[0];
    }

    @Test
    void functionsOfObjects_ofEachKind() {
        Fn<double[], Double> anonymous = new Fn<>() {
            @Override
            public Double apply(double[] x) {
                return x[0] * x[1];
            }
        };
        assertArrayEquals(new double[]{4, 3}, gradientOf(anonymous, 3, 4));
        assertArrayEquals(new double[]{0.6, 0.8}, gradientOf(DispatchTest::normOf, 3, 4), 1e-15);
        assertArrayEquals(new double[]{2 * 3 + 2 * 16, 2 * 3 * 2 * 4}, gradientOf(new Model(), 3, 4));
        assertArrayEquals(new double[]{76, 96}, gradientOf(new Doubled(), 3, 4));
        for (Model m : new Model[]{new Model(), new Doubled()}) {
            double scale = m instanceof Doubled ? 2 : 1;
            assertArrayEquals(new double[]{scale, 16 * scale}, gradientOf(m::predict, 3, 4));
        }
    }

    @Test
    void constructorReference_asAFunction() {
        Fn<Double, Square> f = Square::new;
        var pullback = Derivatives.DIFFERENTIATOR.pullback(f, new Object[]{2.0});
        assertEquals(new Square(2), pullback.value());
        assertArrayEquals(new Object[]{5.0}, pullback.back(new Square(5)));
    }

    static native double unknown(double x);

    @Test
    void refusalWhereTheCallIsReached_saysWhere() {
        Shape generated = (Shape) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{Shape.class}, (_, _, _) -> 1.0);
        Shape[] shapes = {(Shape & Serializable) DispatchTest::unknown, generated};
        String[] messages = {"unknown", "class file isn't served"};
        for (int i = 0; i < shapes.length; i++) {
            Shape shape = shapes[i];
            var e = assertThrows(UnsupportedOperationException.class, () -> gradient(x -> shape.area(x), 2));
            assertTrue(e.getMessage().contains(messages[i]), e.getMessage());
        }
    }

    @Test
    void nullReceiver_andMissingMethod_failAsInThePlainCall() {
        Shape[] none = {null};
        assertThrows(NullPointerException.class, () -> gradient(x -> none[0].area(x), 2));
    }

    @Test
    void exceptionOfTheCallee_hasTheUsersFrames() {
        Shape failing = (Shape & Serializable) r -> {
            throw new IllegalStateException("at " + r);
        };
        var e = assertThrows(IllegalStateException.class, () -> gradient(x -> 1 + failing.area(x), 2));
        assertEquals("at 2.0", e.getMessage());
        String frames = java.util.Arrays.toString(e.getStackTrace());
        assertTrue(frames.matches(".*exceptionOfTheCallee_has\\w+[$]\\w+[$]1[(]DispatchTest.java.*"), frames);
    }

    private static double[] kept = {0};

    @Test
    void calleeThatWritesToAStaticArray_isFollowed() {
        check((DoubleFn) x -> {
            DoubleUnaryOperator keep = v -> kept[0] = v * v;
            var _ = keep.applyAsDouble(x);
            return kept[0] * x;
        }, 1.5);
    }
}
