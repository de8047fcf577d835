package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.effect;

import java.util.List;

/** Branches, loops and exits. */
public final class ControlFlow {
    private ControlFlow() {}

    public static List<Case<?>> cases() {
        return List.of(at("ternary, first", x -> x > 0 ? x * x : -x, 2).is(x -> 2 * x),
                at("ternary, second", x -> x > 0 ? x * x : -x, -2).is(_ -> -1.0),
                at("ternary inside", x -> (x > 0 ? x : 1) * (x < 3 ? x : 2), 2),
                at("chained ternaries", x -> x < 0 ? -x : x < 1 ? x * x : x < 2 ? x * x * x : 1 / x, 1.5),
                at("if", ControlFlow::simpleIf, 2), at("if not taken", ControlFlow::simpleIf, -2),
                at("if and else", ControlFlow::ifElse, 2), at("else", ControlFlow::ifElse, -2),
                at("nested ifs", ControlFlow::nestedIfs, 2, -1), at("nested ifs, other", ControlFlow::nestedIfs, -2, 1),
                at("and", x -> x > 0 && x < 3 ? x * x : x, 2),
                at("and, short cut", x -> x > 0 && 1 / x < 3 ? x * x : x, -1),
                at("or", x -> x < 0 || x > 3 ? x * x : x, 2), at("not", x -> !(x < 0) ? x * x : x, 2),
                at("mixed conditions", x -> ((x > 0 && x < 1) || x > 2) && x != 5 ? x * x : x, 3),
                at("equality", x -> x == 2 ? x * x : 7 * x, 2.5), at("boolean local", ControlFlow::booleanLocal, 2),
                at("early return", ControlFlow::earlyReturn, 2), at("late return", ControlFlow::earlyReturn, -2),
                at("for", ControlFlow::power, 1.1), at("while", ControlFlow::halve, 9.3),
                at("do while", ControlFlow::doWhile, 1.1), at("loop never entered", ControlFlow::neverEntered, 1.1),
                at("nested loops", ControlFlow::nestedLoops, 1.1), at("triangular loops", ControlFlow::triangular, 1.1),
                at("downwards", ControlFlow::downwards, 1.1), at("steps of three", ControlFlow::stepsOfThree, 1.1),
                at("two counters", ControlFlow::twoCounters, 1.1), at("long counter", ControlFlow::longCounter, 1.1),
                at("double counter", ControlFlow::doubleCounter, 1.1), at("break", ControlFlow::leaves, 1.1),
                at("continue", ControlFlow::skips, 1.1), at("labelled break", ControlFlow::leavesOuter, 1.1),
                at("labelled continue", ControlFlow::skipsOuter, 1.1), at("labelled block", ControlFlow::block, 1.1),
                at("endless loop left", ControlFlow::endless, 1.1), at("return from a loop", ControlFlow::returns, 1.1),
                at("bound from a number", ControlFlow::boundFromNumber, 3.7),
                at("bound changes", ControlFlow::boundChanges, 1.1), at("Newton's method", ControlFlow::newton, 2).is(
                        x -> 0.5 / Math.sqrt(x)),
                at("bisection", ControlFlow::bisection, 0.3, 0.2), at("fixed point", ControlFlow::fixedPoint, 0.6),
                at("old switch", x -> oldSwitch(x, 1), 1.2), at("old switch, falls through", x -> oldSwitch(x, 2), 1.2),
                at("old switch, default", x -> oldSwitch(x, 9), 1.2), at("new switch", x -> newSwitch(x, 0), 1.2),
                at("new switch, several labels", x -> newSwitch(x, 3), 1.2),
                at("new switch, block", x -> newSwitch(x, 7), 1.2), at("far labels", x -> farLabels(x, 100_000), 1.2),
                at("switch in a loop", ControlFlow::switchInLoop, 1.2),
                at("string switch", x -> stringSwitch(x, "two"), 1.2),
                at("string switch, default", x -> stringSwitch(x, "six"), 1.2),
                at("assertion", ControlFlow::asserted, 1.2),
                at("Fibonacci", ControlFlow::fibonacci, 1.2), at("Collatz", ControlFlow::collatz, 1.2),
                at("logistic map", ControlFlow::logistic, 0.3, 2.9), at("Euler's method", ControlFlow::euler, 0.4, 1.1),
                at("mandelbrot", ControlFlow::mandelbrot, 0.3, 0.4), at("effects", ControlFlow::effects, 1.2),
                at("arithmetic-geometric mean", ControlFlow::mean, 1, 2),
                at("series", ControlFlow::series, 0.4).is(Math::exp),
                at("alternating", ControlFlow::alternating, 1.2), at("max so far", ControlFlow::maxSoFar, 1.2));
    }

    public static double simpleIf(double x) {
        double y = x;
        if (x > 0) y = x * x;
        return y * 3;
    }

    public static double ifElse(double x) {
        double y;
        if (x > 0) {
            y = Math.sin(x);
        } else {
            y = x * x * x;
        }
        return y + x;
    }

    public static double nestedIfs(double x, double y) {
        if (x > 0) {
            if (y > 0) return x * y;
            x = x * x;
        } else if (y > 0) {
            y = y * y * y;
        }
        return x - y;
    }

    public static double booleanLocal(double x) {
        boolean large = x > 1.5;
        boolean odd = large ^ x > 10;
        return (large ? x * x : x) + (odd ? 3 * x : 0);
    }

    public static double earlyReturn(double x) {
        if (x > 0) return x * x;
        double y = x * x * x;
        return y - x;
    }

    public static double power(double x) {
        double p = 1;
        for (int i = 0; i < 7; i++) p *= x;
        return p;
    }

    public static double halve(double x) {
        double y = x;
        while (y > 1) y = y / 2 + 0.01 * x;
        return y;
    }

    public static double doWhile(double x) {
        double y = x;
        do
            y = y * y + 0.1;
        while (y < 5);
        return y;
    }

    public static double neverEntered(double x) {
        double y = x;
        for (int i = 5; i < 3; i++) y *= 100;
        return y * y;
    }

    public static double nestedLoops(double x) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double row = 1;
            for (int j = 0; j < 3; j++) row *= x + i;
            sum += row * 0.1;
        }
        return sum;
    }

    public static double triangular(double x) {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j <= i; j++) sum = 0.5 * sum + x * j;
        }
        return sum * sum;
    }

    public static double downwards(double x) {
        double s = 0;
        for (int i = 9; i >= 0; i--) s = s * x + i;
        return s;
    }

    public static double stepsOfThree(double x) {
        double s = x;
        for (int i = 1; i < 12; i += 3) s = Math.sin(s * i);
        return s;
    }

    public static double twoCounters(double x) {
        double s = 0;
        for (int i = 0, j = 10; i < j; i++, j--) s += i * x * x - j * x;
        return s;
    }

    public static double longCounter(double x) {
        double s = 1;
        for (long i = 1; i < 6; i++) s += s * x / i;
        return s;
    }

    public static double doubleCounter(double x) {
        double s = 0;
        for (double t = 0; t < 1; t += 0.25) s += Math.exp(t * x);
        return s;
    }

    public static double leaves(double x) {
        double s = x;
        for (int i = 0; i < 100; i++) {
            s *= x;
            if (s > 2) break;
            s += 0.1;
        }
        return s;
    }

    public static double skips(double x) {
        double s = 0;
        for (int i = 0; i < 10; i++) {
            if (i % 3 == 1) continue;
            s = s * 0.7 + Math.pow(x, i);
        }
        return s;
    }

    public static double leavesOuter(double x) {
        double s = x;
        outer : for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                s *= x;
                if (s > 3) break outer;
            }
            s -= 0.5;
        }
        return s;
    }

    public static double skipsOuter(double x) {
        double s = x;
        outer : for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                if (j > i) continue outer;
                s = s * 0.9 + x * j;
            }
            s *= 7;
        }
        return s;
    }

    @SuppressWarnings("LabelledBreakTarget")
    public static double block(double x) {
        double y = x;
        done : {
            y *= y;
            if (y > 1) break done;
            y += 100;
        }
        return y + x;
    }

    public static double endless(double x) {
        double y = x;
        int n = 0;
        while (true) {
            y = Math.sqrt(y + x);
            if (++n == 6) break;
        }
        return y;
    }

    public static double returns(double x) {
        double y = x;
        for (int i = 0;; i++) {
            y = y * x + i;
            if (y > 20) return y * x;
        }
    }

    public static double boundFromNumber(double x) {
        double p = 1;
        for (int i = 0; i < x; i++) p *= x - 0.5 * i;
        return p;
    }

    public static double boundChanges(double x) {
        double s = x;
        int n = 3;
        for (int i = 0; i < n; i++) {
            if (i == 2) n = 6;
            s = s * x + 0.1;
        }
        return s;
    }

    public static double newton(double x) {
        double y = x;
        for (int i = 0; i < 8; i++) y = (y + x / y) / 2;
        return y;
    }

    /** The cubic's root, in which each step depends on the numbers only through the branches; one of Newton's follows. */
    public static double bisection(double a, double b) {
        double low = 0;
        double high = 2;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (middle * middle * middle + a * middle - b - 1 > 0) high = middle;
            else
                low = middle;
        }
        double x = (low + high) / 2;
        return x - (x * x * x + a * x - b - 1) / (3 * x * x + a);
    }

    public static double fixedPoint(double a) {
        double x = 1;
        double before;
        do {
            before = x;
            x = Math.cos(a * x);
        } while (Math.abs(x - before) > 1e-13);
        return x;
    }

    @SuppressWarnings("fallthrough")
    public static double oldSwitch(double x, int way) {
        double y = x;
        switch (way) {
            case 1 :
                y = x * x;
                break;
            case 2 :
                y = 3 * x;
                // and what follows too
            case 3 :
                y = y * x + 1;
                break;
            default :
                y = -x;
        }
        return y * x;
    }

    public static double newSwitch(double x, int way) {
        return switch (way) {
            case 0 -> Math.sin(x);
            case 1, 2, 3 -> x * x * way;
            default -> {
                double y = x + way;
                yield y * y;
            }
        };
    }

    public static double farLabels(double x, int way) {
        return switch (way) {
            case -5 -> x;
            case 17 -> x * x;
            case 100_000 -> x * x * x;
            default -> 0;
        };
    }

    public static double switchInLoop(double x) {
        double s = x;
        for (int i = 0; i < 9; i++) {
            switch (i % 4) {
                case 0 -> s += x;
                case 1 -> s *= x;
                case 2 -> s = Math.sin(s);
                default -> {
                    if (s > 0.5) continue;
                    s -= x;
                }
            }
            s *= 1.01;
        }
        return s;
    }

    public static double stringSwitch(double x, String way) {
        return switch (way) {
            case "one" -> x;
            case "two" -> x * x;
            default -> x * x * x;
        };
    }

    public static double asserted(double x) {
        assert x > 0 : "positive";
        return x * x;
    }

    public static double fibonacci(double x) {
        double a = 0;
        double b = x;
        for (int i = 0; i < 10; i++) {
            double t = a + b;
            a = b;
            b = t * 0.6;
        }
        return a * b;
    }

    public static double collatz(double x) {
        double y = x;
        for (int n = 27, i = 0; n != 1 && i < 20; i++) {
            if (n % 2 == 0) {
                n /= 2;
                y *= 0.9;
            } else {
                n = 3 * n + 1;
                y += x;
            }
        }
        return y;
    }

    public static double logistic(double x, double r) {
        for (int i = 0; i < 12; i++) x = r * x * (1 - x);
        return x;
    }

    public static double euler(double rate, double start) {
        double y = start;
        double h = 0.05;
        for (double t = 0; t < 0.99; t += h) y += h * (rate * y - y * y * t);
        return y;
    }

    public static double mandelbrot(double a, double b) {
        double re = 0;
        double im = 0;
        int n = 0;
        while (re * re + im * im < 4 && n++ < 15) {
            double t = re * re - im * im + a;
            im = 2 * re * im + b;
            re = t;
        }
        return re * re + im * im;
    }

    public static double effects(double x) {
        double s = x;
        for (int i = 0; i < 3; i++) {
            effect();
            s *= x;
        }
        return s;
    }

    public static double mean(double a, double b) {
        for (int i = 0; i < 6; i++) {
            double t = (a + b) / 2;
            b = Math.sqrt(a * b);
            a = t;
        }
        return a;
    }

    public static double series(double x) {
        double sum = 0;
        double term = 1;
        for (int n = 1; Math.abs(term) > 1e-18; n++) {
            sum += term;
            term *= x / n;
        }
        return sum;
    }

    public static double alternating(double x) {
        double sum = 0;
        boolean up = true;
        for (int i = 1; i < 8; i++) {
            sum += up ? Math.pow(x, i) / i : -Math.pow(x, i) / i;
            up = !up;
        }
        return sum;
    }

    public static double maxSoFar(double x) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 6; i++) {
            double y = Math.sin(x * i);
            if (y > best) best = y;
        }
        return best;
    }
}
