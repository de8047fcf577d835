package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.effect;
import static gradshell.compile.corpus.Case.on;

import java.util.List;

/** {@code try}, {@code catch}, {@code finally}, on and beside active values. */
public final class Exceptions {
    public static final class Held implements AutoCloseable {
        final double[] sum;

        public Held(double[] sum) {
            this.sum = sum;
        }

        @Override
        public void close() {
            sum[0] *= 2;
            effect();
        }
    }

    private Exceptions() {}

    public static List<Case<?>> cases() {
        return List.of(at("try without a throw", Exceptions::quiet, 1.3), at("finally", Exceptions::atLast, 1.3),
                at("finally after return", Exceptions::afterReturn, 1.3),
                at("finally with an effect", Exceptions::effectAtLast, 1.3),
                at("catch of an index", Exceptions::index, 1.3),
                at("catch of a division", Exceptions::division, 1.3), at("catch of a cast", Exceptions::cast, 1.3),
                at("catch of null", Exceptions::nothing, 1.3), at("catch of a number format", Exceptions::parse, 1.3),
                at("thrown and caught here", Exceptions::ownThrow, 1.3), at("not thrown", Exceptions::ownThrow, 0.3),
                at("thrown in a loop", Exceptions::inLoop, 1.3), at("nested tries", Exceptions::nested, 1.3),
                at("rethrown outward", Exceptions::rethrown, 1.3), at("several catches", Exceptions::several, 1.3),
                at("multi-catch", Exceptions::multi, 1.3), at("value before the throw", Exceptions::before, 1.3),
                at("array written before the throw", Exceptions::written, 1.3),
                at("field written before the throw", Exceptions::field, 1.3),
                at("break out of try", Exceptions::leaves, 1.3),
                at("continue out of finally", Exceptions::continues, 1.3),
                at("try with resources", Exceptions::resources, 1.3), at("negative array size", Exceptions::size, 1.3),
                on("search past the end", Exceptions::search, 1, 2, 3),
                at("finally overrides nothing", Exceptions::kept, 1.3),
                at("try in a callee", x -> quiet(x) * index(x), 1.3), at("retry", Exceptions::retry, 1.3),
                at("catch returns", Exceptions::returned, 1.3));
    }

    public static double quiet(double x) {
        try {
            return x * x;
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    public static double atLast(double x) {
        double y = x;
        try {
            y *= x;
        } finally {
            y += 3 * x;
        }
        return y * y;
    }

    @SuppressWarnings("UnusedVariable")
    public static double afterReturn(double x) {
        double[] y = {x};
        try {
            return y[0] * x;
        } finally {
            y[0] = 100;
            effect();
        }
    }

    public static double effectAtLast(double x) {
        double s = x;
        for (int i = 0; i < 3; i++) {
            try {
                s *= x;
            } finally {
                effect();
            }
        }
        return s;
    }

    public static double index(double x) {
        double[] a = {x, x * x};
        try {
            return a[(int) (x * 10)];
        } catch (ArrayIndexOutOfBoundsException e) {
            return a[1] * 3;
        }
    }

    @SuppressWarnings("NarrowCalculation")
    public static double division(double x) {
        int n = 0;
        double y = x;
        try {
            y = x * (5 / n);
        } catch (ArithmeticException e) {
            y = x * x;
        }
        return y;
    }

    public static double cast(double x) {
        Object o = "text";
        try {
            return x * (Integer) o;
        } catch (ClassCastException e) {
            return x * x;
        }
    }

    public static double nothing(double x) {
        double[] a = null;
        try {
            return a[0] * x;
        } catch (NullPointerException e) {
            return x * x;
        }
    }

    public static double parse(double x) {
        int n;
        try {
            n = Integer.parseInt("seven");
        } catch (NumberFormatException e) {
            n = 7;
        }
        return n * x;
    }

    public static double ownThrow(double x) {
        double y = x;
        try {
            if (x > 1) throw new IllegalStateException("large");
            y = 5 * x;
        } catch (IllegalStateException e) {
            y = y * x * e.getMessage().length();
        }
        return y;
    }

    public static double inLoop(double x) {
        double s = x;
        for (int i = 0; i < 6; i++) {
            try {
                s = s * x / (i % 3 == 1 ? Integer.parseInt("x") : 2);
            } catch (NumberFormatException e) {
                s = Math.sin(s);
            }
        }
        return s;
    }

    public static double nested(double x) {
        double s = x;
        try {
            try {
                s = s * x;
                throw new IllegalArgumentException();
            } catch (IllegalStateException e) {
                s = -100;
            } finally {
                s = s + x;
            }
        } catch (IllegalArgumentException e) {
            s = s * s;
        }
        return s;
    }

    public static double rethrown(double x) {
        double s = x;
        try {
            try {
                throw new IllegalStateException();
            } catch (IllegalStateException e) {
                s *= x;
                throw new IllegalArgumentException(e);
            }
        } catch (IllegalArgumentException e) {
            return s * x;
        }
    }

    public static double several(double x) {
        double s = 0;
        for (int i = 0; i < 3; i++) {
            try {
                if (i == 1) throw new IllegalStateException();
                if (i == 2) throw new IllegalArgumentException();
                s += x;
            } catch (IllegalStateException e) {
                s *= x;
            } catch (IllegalArgumentException e) {
                s -= 1 / x;
            }
        }
        return s;
    }

    public static double multi(double x) {
        try {
            throw new UnsupportedOperationException();
        } catch (IllegalStateException | UnsupportedOperationException e) {
            return x * x;
        }
    }

    public static double before(double x) {
        double y = x;
        try {
            y = y * y;
            y = y * Integer.parseInt("no");
        } catch (NumberFormatException e) {
            return y * x;
        }
        return y;
    }

    public static double written(double x) {
        double[] a = {x, 1};
        try {
            a[0] *= x;
            a[1] = a[0] * 2;
            a[2] = a[1];
        } catch (ArrayIndexOutOfBoundsException e) {
            a[0] += a[1] * x;
        }
        return a[0] * a[1];
    }

    public static double field(double x) {
        var n = new Instances.Node(x, null);
        try {
            n.value *= x;
            n = n.next;
            n.value = 3;
        } catch (NullPointerException e) {
            return x;
        }
        return n.value;
    }

    public static double leaves(double x) {
        double s = x;
        while (true) {
            try {
                s *= x;
                if (s > 5) break;
            } finally {
                s += 0.1;
            }
        }
        return s;
    }

    public static double continues(double x) {
        double s = x;
        for (int i = 0; i < 4; i++) {
            try {
                if (i == 2) continue;
                s *= x;
            } finally {
                s += i;
            }
        }
        return s;
    }

    @SuppressWarnings("try")
    public static double resources(double x) {
        double[] sum = {x};
        try (var held = new Held(sum)) {
            held.sum[0] *= x;
        }
        return sum[0] * x;
    }

    public static double size(double x) {
        int n = -1;
        try {
            return new double[n].length;
        } catch (NegativeArraySizeException e) {
            return x * x;
        }
    }

    public static double search(double[] x) {
        double s = 1;
        int i = 0;
        try {
            while (true) s = s * x[i++] + 1;
        } catch (ArrayIndexOutOfBoundsException e) {
            return s * i;
        }
    }

    public static double kept(double x) {
        double y = x;
        try {
            y = x * x;
            return y;
        } finally {
            y = 1000;
            effect();
        }
    }

    public static double retry(double x) {
        double y = x;
        int attempts = 0;
        while (true) {
            try {
                if (attempts++ < 2) throw new IllegalStateException();
                return y * x;
            } catch (IllegalStateException e) {
                y = y * 0.9 + 0.1 * attempts;
            }
        }
    }

    public static double returned(double x) {
        for (int i = 2; i >= -1; i--) {
            try {
                effect();
                if (12 / i > 100) return 0;
            } catch (ArithmeticException e) {
                return x * x * i + x;
            }
        }
        return -1;
    }
}
