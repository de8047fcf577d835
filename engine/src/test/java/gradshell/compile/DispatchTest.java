package gradshell.compile;

import static gradshell.compile.Derivatives.checkReverse;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.Gradshell;
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
        checkReverse((DoubleFn) x -> square.area(x) * x, 1.5);
        assertEquals(2 * Math.PI * 2, gradient(x -> disc.area(x), 2));
        assertEquals(1, disc.calls, "effects run once");
    }

    @Test
    void defaultMethod_superCallAndOverride() {
        Shape ring = new Ring(0.5);
        checkReverse((DoubleFn) x -> ring.doubled(x) + ring.area(x * x), 1.5);
        checkReverse((DoubleFn) x -> new Ring(0.25).perimeter(x) * x, 1.5);
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
        checkReverse((DoubleFn) x -> sum(shapes, 0.01 * x), 1.2);
    }

    @Test
    void enumsWithBodies() {
        checkReverse((DoubleFn) x -> {
            double s = x;
            for (Operation o : Operation.values()) s = o.of(s) + x;
            return s;
        }, 0.7);
    }

    @Test
    void lambda_thatCapturesActiveValues() {
        checkReverse((DoubleFn2) (x, y) -> {
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
        checkReverse((DoubleFn2) (x, y) -> integrate(t -> Math.exp(x * t) * y, 0, x), 0.5, 1.5);
        checkReverse((DoubleFn) x -> integrate(Math::sin, x, 2 * x), 0.5);
    }

    @Test
    void lambda_thatReturnsALambda() {
        checkReverse((DoubleFn2) (x, y) -> {
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
        checkReverse((DoubleFn) x -> scaled(x).applyAsDouble(x), 1.5);
        checkReverse((DoubleFn) x -> square().applyAsDouble(x) + scaled(3).applyAsDouble(x), 1.5);
        checkReverse((DoubleFn) x -> composed(square(), composed(Math::exp, scaled(x))).applyAsDouble(x), 0.7);
    }

    @Test
    void functionsOfBoxes() {
        checkReverse((DoubleFn) x -> {
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
        checkReverse((DoubleFn) x -> {
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
        checkReverse((DoubleFn) this::overridable, 1.5);
        checkReverse((DoubleFn) new DispatchTest() {
            @Override
            double overridable(double x) {
                return Math.sin(x);
            }
        }::overridable, 1.5);
        checkReverse((DoubleFn) this::times, 1.5);
        checkReverse((DoubleFn) DispatchTest::boxed, 1.5);
        checkReverse((DoubleFn) Double::valueOf, 1.5);
        checkReverse((DoubleFn) Operation.SINE::of, 1.5);
        checkReverse((DoubleFn) Math::sin, 1.5);
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
        checkReverse(new Line(3), 1.5);
        checkReverse(new DoubleFn() {
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
        checkReverse((DoubleFn) x -> x * gradient(y -> y * y, 3), 2);
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
        checkReverse((DoubleFn) x -> constant.value(x), 0.4);
        checkReverse((DoubleFn) x -> tree(x, 2).value(x), 0.4);
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
        checkReverse((DoubleFn2) (x, y) -> {
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
        checkReverse((DoubleFn) x -> twice(new OfDoubles(), x), 1.5);
        checkReverse((DoubleFn) x -> twice((a, b) -> a + b * b, x), 1.5);
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
        checkReverse((DoubleFn) x -> sumOf(x, 2 * x, 3), 1.5);
        checkReverse((DoubleFn) x -> {
            Sum sum = DispatchTest::sumOf;
            return sum.of(x, x * x);
        }, 1.5);
    }

    @Test
    void innerClass_thatCapturesActiveValues() {
        checkReverse((DoubleFn) x -> {
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
        checkReverse((DoubleFn) x -> {
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
        checkReverse((DoubleFn) x -> outside.applyAsDouble(x) * x, 1.5);
    }

    @Test
    void lambdaThatWritesToACapturedArray() {
        checkReverse((DoubleFn) x -> {
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
}
