package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.effect;
import static gradshell.compile.corpus.Case.on;

import java.util.List;

/** Calls: static, of instances, virtual, through interfaces, recursive, with any kind of parameters. */
public final class Calls {
    /** A law with a default and a static method. */
    public interface Law {
        double at(double x);

        default double twice(double x) {
            return at(at(x));
        }

        static double sum(Law a, Law b, double x) {
            return a.at(x) + b.at(x);
        }
    }

    public static final class Line implements Law {
        private final double slope;

        public Line(double slope) {
            this.slope = slope;
        }

        @Override
        public double at(double x) {
            return slope * x + 1;
        }
    }

    public static class Parabola implements Law {
        @Override
        public double at(double x) {
            return x * x + offset();
        }

        protected double offset() {
            return 0.5;
        }
    }

    public static final class Raised extends Parabola {
        @Override
        protected double offset() {
            return 2;
        }

        @Override
        public double at(double x) {
            return 3 * super.at(x);
        }

        @Override
        public double twice(double x) {
            return super.twice(x) - x;
        }
    }

    public enum Unit {
        METRE(1), INCH(0.0254) {
            @Override
            double more(double x) {
                return x * x;
            }
        };

        private final double size;

        Unit(double size) {
            this.size = size;
        }

        double more(double x) {
            return x * size;
        }
    }

    public abstract static class Reduction<T> {
        abstract double of(T value);

        double both(T a, T b) {
            return of(a) * of(b);
        }
    }

    public static final class First extends Reduction<double[]> {
        @Override
        double of(double[] value) {
            return value[0] + value.length;
        }
    }

    private static final Law[] LAWS = {new Line(2), new Parabola(), new Raised()};

    private Calls() {}

    public static List<Case<?>> cases() {
        return List.of(at("static", x -> square(x) + x, 1.5).is(x -> 2 * x + 1),
                at("twice", x -> square(square(x)), 1.5),
                at("arguments swapped", (x, y) -> minus(y, x), 1, 2),
                at("same argument twice", x -> minus(x, x * x), 1.5),
                at("one active argument", x -> minus(3, x), 1.5),
                at("integers between", x -> scaled(2, x, 3, true), 1.5),
                at("long and float parameters", x -> mixed(5L, x, 2f, 'c', (byte) 3), 1.5),
                at("many parameters", x -> many(x, 1, x, 2, x, 3, x, 4, x), 1.1),
                at("deep", x -> deep1(x), 0.4), at("in a loop", Calls::inLoop, 1.1),
                at("in a condition", Calls::inCondition, 1.1),
                at("unused result", Calls::unusedResult, 1.1), at("effects in a callee", Calls::withEffects, 1.1),
                at("void callee", Calls::throughArray, 1.1),
                at("recursion", x -> power(x, 5), 1.1).is(x -> 5 * Math.pow(x, 4)),
                at("fast power", x -> fastPower(x, 13), 1.1),
                at("mutual recursion", x -> even(x, 6), 1.1), at("tree recursion", x -> tree(x, 5), 1.1),
                at("recursion that ends by the number", Calls::collapse, 40),
                at("Ackermann", x -> ackermann(2, 2, x), 1.1),
                at("continued fraction", x -> fraction(x, 8), 1.1), at("varargs", x -> total(x, x * x, 3), 1.1),
                at("varargs, none", x -> x * total(), 1.1), on("varargs, an array", x -> total(x), 1, 2),
                at("varargs of objects", x -> count("a", x) * x, 1.1),
                at("constructor and method", x -> new Line(x).at(3), 1.1), at("virtual", x -> new Raised().at(x), 1.1),
                at("interface", Calls::allLaws, 1.1), at("default method", x -> LAWS[0].twice(x), 1.1),
                at("overridden default method", x -> LAWS[2].twice(x), 0.3),
                at("static interface method", x -> Law.sum(LAWS[1], new Line(x), x), 1.1),
                at("super method", x -> ((Parabola) LAWS[2]).at(x), 1.1), at("anonymous class", Calls::anonymous, 1.1),
                at("local class", Calls::localClass, 1.1),
                at("inner class", x -> new Outer(x).new Inner(2).product(), 1.1),
                at("enum method", x -> Unit.METRE.more(x), 1.1),
                at("enum constant's own method", x -> Unit.INCH.more(x), 1.1),
                at("generic method", x -> identity(x) * 2, 1.1),
                at("generic method of two", x -> choose(x > 1, x * x, x), 1.1),
                on("bridge method", x -> reduce(new First(), x), 1, 2),
                at("generic bound", x -> largest(List.of(x, x * x, 1.0)), 1.1),
                at("class met at run time", x -> polymorphic(x, 4), 0.7),
                at("returns an array", x -> pair(x)[1] * pair(x)[0], 1.1),
                at("returns a law", x -> law(x).at(2), 1.1),
                at("argument written by callee", x -> argumentWritten(x) * x, 1.1),
                on("array through calls", x -> lastOf(copy(x)) * x[0], 1, 2),
                at("method of a record", x -> new Money(x, "EUR").taxed(), 1.1),
                at("chain of calls", x -> new Builder().add(x).add(2).times(x).get(), 1.1),
                at("private method", x -> hidden(x) + hidden(2 * x), 1.1),
                at("synthetic accessor", x -> new Outer(x).reveal(), 1.1));
    }

    public static double square(double x) {
        return x * x;
    }

    public static double minus(double a, double b) {
        return a - b * b;
    }

    public static double scaled(int i, double x, int j, boolean up) {
        return up ? i * x + j : x / i;
    }

    public static double mixed(long l, double x, float f, char c, byte b) {
        return l * x + f * x * x - c + b * x;
    }

    public static double many(double a, int i, double b, long j, double c, float k, double d, int l, double e) {
        return a * i + b * j * c + k * d + l * e * e * a;
    }

    public static double deep1(double x) {
        return Math.sin(deep2(x) + 1);
    }

    public static double deep2(double x) {
        return deep3(x * x) * x;
    }

    public static double deep3(double x) {
        return Math.exp(square(x) - x);
    }

    public static double inLoop(double x) {
        double s = x;
        for (int i = 0; i < 5; i++) s = minus(s, 0.3 * i);
        return s * square(s);
    }

    public static double inCondition(double x) {
        if (square(x) > 1 && minus(x, 1) < 3) return square(x + 1);
        return x;
    }

    @SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"})
    public static double unusedResult(double x) {
        square(x);
        return x * 2;
    }

    public static double withEffects(double x) {
        return counted(x) * counted(x + 1);
    }

    public static double counted(double x) {
        effect();
        return x * x;
    }

    public static double throughArray(double x) {
        double[] out = {1};
        put(out, x);
        put(out, 2 * x);
        return out[0];
    }

    public static void put(double[] out, double x) {
        out[0] = out[0] * x + 1;
    }

    public static double power(double x, int n) {
        return n == 0 ? 1 : x * power(x, n - 1);
    }

    public static double fastPower(double x, int n) {
        if (n == 0) return 1;
        double half = fastPower(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    public static double even(double x, int n) {
        return n == 0 ? x : odd(x * x - 0.3, n - 1);
    }

    public static double odd(double x, int n) {
        return n == 0 ? -x : Math.cos(even(x, n - 1));
    }

    public static double tree(double x, int depth) {
        return depth == 0 ? x : 0.5 * tree(x, depth - 1) * tree(x * 0.9, depth - 1) + x;
    }

    public static double collapse(double x) {
        return x < 1 ? x * x : collapse(x / 3) + 0.1 * x;
    }

    public static double ackermann(int m, int n, double x) {
        if (m == 0) return n + x;
        return n == 0 ? ackermann(m - 1, 1, x * 0.9) : ackermann(m - 1, (int) ackermann(m, n - 1, 0), x) * 0.5;
    }

    public static double fraction(double x, int depth) {
        return depth == 0 ? x : x + 1 / fraction(x, depth - 1);
    }

    public static double total(double... all) {
        double s = 1;
        for (double e : all) s += e * s;
        return s;
    }

    public static int count(Object... all) {
        return all.length;
    }

    public static double allLaws(double x) {
        double s = x;
        for (Law law : LAWS) s = Math.sin(law.at(s));
        return s;
    }

    public static double polymorphic(double x, int n) {
        double s = x;
        for (int i = 0; i < n; i++) s = Math.tanh(LAWS[i * i % 3].at(s));
        return s;
    }

    public static double anonymous(double x) {
        Law law = new Law() {
            @Override
            public double at(double y) {
                return x * y + 1;
            }
        };
        return law.twice(x);
    }

    public static double localClass(double x) {
        class Sum {
            double value = x;

            void add(double y) {
                value = value * x + y;
            }
        }
        var sum = new Sum();
        sum.add(2);
        sum.add(x);
        return sum.value;
    }

    public static final class Outer {
        private final double x;

        public Outer(double x) {
            this.x = x;
        }

        public final class Inner {
            private final double factor;

            public Inner(double factor) {
                this.factor = factor * x;
            }

            public double product() {
                return x * factor;
            }
        }

        public double reveal() {
            return new Inner(3).factor * x;
        }
    }

    public static <T> T identity(T x) {
        return x;
    }

    public static <T> T choose(boolean first, T a, T b) {
        return first ? a : b;
    }

    public static double reduce(Reduction<double[]> reduction, double[] x) {
        return reduction.both(x, new double[]{x[1]});
    }

    public static <T extends Comparable<T>> T largest(List<T> all) {
        T best = all.get(0);
        for (T each : all) if (each.compareTo(best) > 0) best = each;
        return best;
    }

    public static double[] pair(double x) {
        return new double[]{x, x * x};
    }

    public static Law law(double x) {
        return x > 1 ? new Line(x * x) : new Parabola();
    }

    public static double argumentWritten(double x) {
        x = x * x;
        return x;
    }

    public static double[] copy(double[] x) {
        return x.clone();
    }

    public static double lastOf(double[] x) {
        return x[x.length - 1];
    }

    public record Money(double amount, String currency) {
        public double taxed() {
            return amount * (currency.equals("EUR") ? 1.2 : 1) * amount;
        }
    }

    public static final class Builder {
        private double value;

        public Builder add(double x) {
            value += x;
            return this;
        }

        public Builder times(double x) {
            value *= x;
            return this;
        }

        public double get() {
            return value;
        }
    }

    private static double hidden(double x) {
        return x * x * x;
    }
}
