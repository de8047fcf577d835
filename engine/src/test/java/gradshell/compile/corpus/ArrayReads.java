package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Arrays that are only read. */
public final class ArrayReads {
    private static final double[] WEIGHTS = {1, -2, 3, -4};

    private ArrayReads() {}

    private static UnaryOperator<double[]> each(UnaryOperator<Double> derivative) {
        return x -> Arrays.stream(x).map(derivative::apply).toArray();
    }

    public static List<Case<?>> cases() {
        return List.of(on("first", x -> x[0], 3, 4).is(_ -> new double[]{1, 0}),
                on("last", x -> x[x.length - 1], 3, 4).is(_ -> new double[]{0, 1}),
                on("product of two", x -> x[0] * x[1], 3, 4).is(x -> new double[]{x[1], x[0]}),
                on("the same twice", x -> x[1] * x[1], 3, 4).is(x -> new double[]{0, 2 * x[1]}),
                on("length", x -> x.length * x[0], 3, 4).is(_ -> new double[]{2, 0}),
                on("constant", _ -> 5.0, 3, 4).is(_ -> new double[2]),
                on("sum", ArrayReads::sum, 1, 2, 3).is(each(_ -> 1.0)),
                on("sum, for each", ArrayReads::sumEach, 1, 2, 3).is(each(_ -> 1.0)),
                on("sum of sin", ArrayReads::sumOfSin, 1, 2, 3).is(each(Math::cos)),
                on("squared norm", ArrayReads::squaredNorm, 1, 2, 3).is(each(x -> 2 * x)),
                on("norm", x -> Math.sqrt(squaredNorm(x)), 3, 4).is(_ -> new double[]{0.6, 0.8}),
                on("mean", x -> sum(x) / x.length, 3, 4, 8), on("variance", ArrayReads::variance, 3, 4, 8),
                on("weighted", ArrayReads::weighted, 3, 4, 8, 1).is(_ -> WEIGHTS),
                on("every second", ArrayReads::everySecond, 3, 4, 8, 1),
                on("neighbours", ArrayReads::neighbours, 3, 4, 8, 1), on("backwards", ArrayReads::horner, 3, 4, 8, 1),
                on("product of all", ArrayReads::product, 3, 4, 8, 1),
                on("running maximum", ArrayReads::maximum, 3, 9, 8, 1).is(_ -> new double[]{0, 1, 0, 0}),
                on("index of the smallest", ArrayReads::smallest, 3, 9, 8, 1),
                on("branches", ArrayReads::branches, 3, -9, 8, -1),
                on("early exit", ArrayReads::untilNegative, 3, 9, -8, 1), on("pairs", ArrayReads::pairs, 3, 2, -1),
                on("index from a value", x -> x[(int) x[0]], 1.5, 7, 8),
                on("index array", ArrayReads::permuted, 3, 2, -1),
                on("integer array", ArrayReads::counted, 3, 2, -1), on("boolean array", ArrayReads::masked, 3, 2, -1),
                on("empty array", ArrayReads::sum), on("one element", ArrayReads::sum, 4),
                on("log-sum-exp", ArrayReads::logSumExp, 1, 2, 3),
                on("softmax of one", ArrayReads::softmaxOfSecond, 1, 2, 3),
                on("entropy", ArrayReads::entropy, 0.2, 0.3, 0.5),
                on("two names for it", ArrayReads::twoNames, 3, 4), on("either of two", x -> either(x, true), 3, 4),
                on("the other of two", x -> either(x, false), 3, 4),
                on("passed on", x -> sum(x) * squaredNorm(x), 3, 4),
                on("recursion over halves", x -> halves(x, 0, x.length), 1, 2, 3, 4, 5),
                on("polynomial at a point", ArrayReads::atPoint, 1, 2, 3, 0.5),
                at("float array", ArrayReads::floatSum, new float[]{1, 2, 3}).inFloat(),
                at("float array squared", ArrayReads::floatSquares, new float[]{1, 2, 3}).inFloat(),
                on("distance of two halves", ArrayReads::distance, 1, 2, 4, 6),
                on("constant array", ArrayReads::withConstants, 3, 4),
                on("trapezoids", ArrayReads::trapezoids, 3, 4, 1, 0),
                on("autocorrelation", ArrayReads::autocorrelation, 3, 4, 1, 0, 2));
    }

    public static double sum(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) s += x[i];
        return s;
    }

    public static double sumEach(double[] x) {
        double s = 0;
        for (double e : x) s += e;
        return s;
    }

    public static double sumOfSin(double[] x) {
        double s = 0;
        for (double e : x) s += Math.sin(e);
        return s;
    }

    public static double squaredNorm(double[] x) {
        double s = 0;
        for (double e : x) s += e * e;
        return s;
    }

    public static double variance(double[] x) {
        double mean = sum(x) / x.length;
        double s = 0;
        for (double e : x) s += (e - mean) * (e - mean);
        return s / (x.length - 1);
    }

    public static double weighted(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) s += WEIGHTS[i] * x[i];
        return s;
    }

    public static double everySecond(double[] x) {
        double s = 1;
        for (int i = 0; i < x.length; i += 2) s = s * x[i] + 1;
        return s;
    }

    public static double neighbours(double[] x) {
        double s = 0;
        for (int i = 1; i < x.length; i++) s += Math.pow(x[i] - x[i - 1], 2);
        return s;
    }

    public static double horner(double[] x) {
        double s = 0;
        for (int i = x.length; i-- > 0;) s = s * 0.7 + x[i] * x[i];
        return s;
    }

    public static double product(double[] x) {
        double p = 1;
        for (double e : x) p *= e;
        return p;
    }

    public static double maximum(double[] x) {
        double largest = x[0];
        for (double e : x) largest = Math.max(largest, e);
        return largest;
    }

    public static double smallest(double[] x) {
        int at = 0;
        for (int i = 1; i < x.length; i++) if (x[i] < x[at]) at = i;
        return x[at] * x[at] * at;
    }

    public static double branches(double[] x) {
        double s = 1;
        for (double e : x) {
            if (e > 0) s += e * s;
            else
                s -= e * e;
        }
        return s;
    }

    public static double untilNegative(double[] x) {
        double s = 1;
        for (double e : x) {
            if (e < 0) return s * e;
            s *= e;
        }
        return s;
    }

    public static double pairs(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i; j < x.length; j++) s += (i + j) * x[i] * x[j];
        }
        return s;
    }

    public static double permuted(double[] x) {
        int[] order = {2, 0, 1};
        double s = 0;
        for (int i = 0; i < x.length; i++) s = s * x[order[i]] + i;
        return s;
    }

    public static double counted(double[] x) {
        int[] counts = new int[x.length];
        for (int i = 0; i < 7; i++) counts[i % counts.length] += i;
        double s = 0;
        for (int i = 0; i < x.length; i++) s += counts[i] * x[i] * x[i];
        return s;
    }

    public static double masked(double[] x) {
        boolean[] large = new boolean[x.length];
        for (int i = 0; i < x.length; i++) large[i] = x[i] > 0;
        double s = 0;
        for (int i = 0; i < x.length; i++) if (large[i]) s += x[i] * x[i];
        return s;
    }

    public static double logSumExp(double[] x) {
        double largest = maximum(x);
        double s = 0;
        for (double e : x) s += Math.exp(e - largest);
        return largest + Math.log(s);
    }

    public static double softmaxOfSecond(double[] x) {
        double s = 0;
        for (double e : x) s += Math.exp(e);
        return Math.exp(x[1]) / s;
    }

    public static double entropy(double[] p) {
        double s = 0;
        for (double e : p) s -= e > 0 ? e * Math.log(e) : 0;
        return s;
    }

    public static double twoNames(double[] x) {
        double[] y = x;
        return x[0] * y[0] + y[1];
    }

    public static double either(double[] x, boolean first) {
        double[] y = first ? x : new double[]{7, 8};
        return y[0] * x[1] + y[1];
    }

    public static double halves(double[] x, int from, int to) {
        if (to - from == 1) return x[from];
        int middle = (from + to) / 2;
        return halves(x, from, middle) * 0.5 + Math.sin(halves(x, middle, to));
    }

    public static double atPoint(double[] x) {
        double at = x[x.length - 1];
        double s = 0;
        for (int i = 0; i < x.length - 1; i++) s = s * at + x[i];
        return s;
    }

    public static double floatSum(float[] x) {
        float s = 0;
        for (float e : x) s += e;
        return s;
    }

    public static double floatSquares(float[] x) {
        double s = 0;
        for (float e : x) s += e * e;
        return s;
    }

    public static double distance(double[] x) {
        int n = x.length / 2;
        double s = 0;
        for (int i = 0; i < n; i++) s += (x[i] - x[n + i]) * (x[i] - x[n + i]);
        return Math.sqrt(s);
    }

    public static double withConstants(double[] x) {
        double[] constants = {0.5, 2, 4};
        double s = 0;
        for (double c : constants) s += c * x[0] + Math.pow(x[1], c);
        return s;
    }

    public static double trapezoids(double[] x) {
        double s = (x[0] + x[x.length - 1]) / 2;
        for (int i = 1; i < x.length - 1; i++) s += x[i];
        return s * s;
    }

    public static double autocorrelation(double[] x) {
        double best = 0;
        for (int lag = 1; lag < 3; lag++) {
            double s = 0;
            for (int i = lag; i < x.length; i++) s += x[i] * x[i - lag];
            best += lag * s;
        }
        return best;
    }
}
