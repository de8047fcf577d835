package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.effect;
import static gradshell.compile.corpus.Case.on;

import java.util.Arrays;
import java.util.List;

/** Arrays written in place: the argument's own, local ones, one under two names. */
public final class ArrayWrites {
    private ArrayWrites() {}

    public static List<Case<?>> cases() {
        return List.of(at("array of a number", ArrayWrites::table, 1.3),
                at("array initialiser", x -> new double[]{x, x * x}[1], 1.3),
                at("local buffer", ArrayWrites::buffer, 1.3), at("overwritten element", ArrayWrites::overwritten, 1.3),
                at("powers", ArrayWrites::powers, 1.3), at("sum in an element", ArrayWrites::accumulated, 1.3),
                on("argument written", ArrayWrites::squareAll, 1, 2, 3),
                on("argument overwritten", ArrayWrites::overwrite, 1, 2, 3),
                on("constant written", ArrayWrites::constantWritten, 1, 2, 3),
                on("swapped", ArrayWrites::swapEnds, 1, 2, 3),
                on("prefix sums", ArrayWrites::prefixSums, 1, 2, 3, 4),
                on("reversed in place", ArrayWrites::reverse, 1, 2, 3, 4),
                on("sorted by bubbles", ArrayWrites::bubbleSort, 3, 1, 4, 1.5),
                on("sieve", ArrayWrites::everyThird, 1, 2, 3, 4, 5, 6, 7),
                on("two names, written", ArrayWrites::twoNames, 1, 2),
                on("same array twice", x -> addInto(x, x), 1, 2, 3),
                on("different arrays", x -> addInto(x, new double[]{4, 5, 6}), 1, 2, 3),
                on("copy by clone", ArrayWrites::cloned, 1, 2, 3), on("copy by loop", ArrayWrites::copied, 1, 2, 3),
                on("Arrays.copyOf", ArrayWrites::copyOf, 1, 2, 3),
                on("Arrays.copyOf, longer", ArrayWrites::longer, 1, 2, 3),
                on("Arrays.copyOfRange", ArrayWrites::range, 1, 2, 3, 4),
                on("Arrays.fill", ArrayWrites::filled, 1, 2, 3),
                on("Arrays.fill of a part", ArrayWrites::partFilled, 1, 2, 3),
                on("System.arraycopy", ArrayWrites::moved, 1, 2, 3, 4),
                on("System.arraycopy onto itself", ArrayWrites::shifted, 1, 2, 3, 4),
                on("exponential average", ArrayWrites::smoothed, 1, 2, 3, 4),
                on("heat equation", ArrayWrites::heat, 0, 1, 2, 0, 1),
                on("heat equation in place", ArrayWrites::heatInPlace, 0, 1, 2, 0, 1),
                on("springs and masses", ArrayWrites::springs, 0.1, 0.9, 2.2),
                on("compound assignment", ArrayWrites::compound, 1, 2, 3),
                on("increment", ArrayWrites::increment, 1, 2, 3),
                on("index with an effect", ArrayWrites::indexEffect, 1, 2, 3),
                on("passed to be filled", ArrayWrites::filledByCall, 1, 2),
                on("returned", x -> ArrayReads.sum(doubled(x)) * x[0], 1, 2),
                on("growing buffer", ArrayWrites::growing, 1.1, 2, 3),
                on("ring buffer", ArrayWrites::ring, 1.1, 2, 3), on("Fibonacci table", ArrayWrites::fibonacci, 1.1, 2),
                on("convolution", ArrayWrites::convolution, 1, 2, 3, 4),
                on("histogram", ArrayWrites::histogram, 0.2, 1.7, 0.4, 2.5),
                on("elimination", ArrayWrites::tridiagonal, 4, 5, 6, 1, 2),
                on("choice of target", ArrayWrites::chosenTarget, 1, 2, 3),
                on("dead store", ArrayWrites::deadStore, 1, 2),
                on("loop carried", ArrayWrites::loopCarried, 0.5, 0.6, 0.7),
                on("Gauss–Seidel", ArrayWrites::gaussSeidel, 1, 2, 3),
                at("float buffer", ArrayWrites::floatBuffer, 1.25).inFloat(),
                at("float argument written", ArrayWrites::floatWritten, new float[]{1, 2}).inFloat(),
                on("double buffering", ArrayWrites::doubleBuffer, 0.3, 0.2, 0.9),
                on("reused buffer", ArrayWrites::reused, 1.5, 0.5));
    }

    public static double table(double x) {
        double[] t = new double[3];
        t[0] = x;
        t[1] = x * x;
        t[2] = t[0] * t[1];
        return t[2] + t[0];
    }

    public static double buffer(double x) {
        double[] t = new double[5];
        for (int i = 0; i < t.length; i++) t[i] = Math.sin(i * x);
        double s = 0;
        for (double e : t) s += e * e;
        return s;
    }

    public static double overwritten(double x) {
        double[] t = {x};
        double first = t[0] * 2;
        t[0] = t[0] * t[0];
        t[0] = t[0] * t[0];
        return t[0] + first;
    }

    public static double powers(double x) {
        double[] p = new double[6];
        p[0] = 1;
        for (int i = 1; i < p.length; i++) p[i] = p[i - 1] * x;
        return p[5] + p[2];
    }

    public static double accumulated(double x) {
        double[] s = new double[1];
        for (int i = 0; i < 5; i++) s[0] += s[0] * x + i;
        return s[0];
    }

    public static double squareAll(double[] x) {
        for (int i = 0; i < x.length; i++) x[i] *= x[i];
        return x[0] * x[1] + x[2];
    }

    public static double overwrite(double[] x) {
        double y = x[0] * x[1];
        x[0] = y;
        x[1] = x[0] * x[2];
        return x[0] * x[1];
    }

    public static double constantWritten(double[] x) {
        double y = x[0] * x[0];
        x[0] = 5;
        return y * x[0] + x[1];
    }

    public static double swapEnds(double[] x) {
        double t = x[0];
        x[0] = x[2];
        x[2] = t;
        return x[0] * x[0] + 10 * x[2];
    }

    public static double prefixSums(double[] x) {
        for (int i = 1; i < x.length; i++) x[i] += x[i - 1];
        double s = 0;
        for (double e : x) s += e * e;
        return s;
    }

    public static double reverse(double[] x) {
        for (int i = 0, j = x.length - 1; i < j; i++, j--) {
            double t = x[i];
            x[i] = x[j] * 2;
            x[j] = t;
        }
        return ArrayReads.weighted(x);
    }

    public static double bubbleSort(double[] x) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 1; j < x.length; j++) {
                if (x[j] < x[j - 1]) {
                    double t = x[j];
                    x[j] = x[j - 1];
                    x[j - 1] = t;
                }
            }
        }
        return ArrayReads.weighted(x);
    }

    public static double everyThird(double[] x) {
        for (int i = 0; i < x.length; i += 3) x[i] = 0;
        return ArrayReads.squaredNorm(x);
    }

    public static double twoNames(double[] x) {
        double[] y = x;
        y[0] = x[0] * x[1];
        x[1] = y[0] + y[1];
        return y[1] * x[0];
    }

    public static double addInto(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) x[i] += y[i] * y[i];
        return ArrayReads.squaredNorm(x);
    }

    public static double cloned(double[] x) {
        double[] y = x.clone();
        y[0] = x[0] * x[1];
        return y[0] + x[0] + y[2];
    }

    public static double copied(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) y[i] = x[i];
        y[1] *= 3;
        return ArrayReads.product(y) + ArrayReads.product(x);
    }

    public static double copyOf(double[] x) {
        double[] y = Arrays.copyOf(x, 2);
        y[0] = y[1] * x[2];
        return y[0] * x[0];
    }

    public static double longer(double[] x) {
        double[] y = Arrays.copyOf(x, 5);
        y[4] = y[0] * y[1];
        return ArrayReads.squaredNorm(y);
    }

    public static double range(double[] x) {
        return ArrayReads.product(Arrays.copyOfRange(x, 1, 3)) * x[0];
    }

    public static double filled(double[] x) {
        double[] y = new double[4];
        Arrays.fill(y, x[0] * x[1]);
        y[2] = x[2];
        return ArrayReads.squaredNorm(y);
    }

    public static double partFilled(double[] x) {
        double[] y = x.clone();
        Arrays.fill(y, 1, 3, x[1] * x[2]);
        return ArrayReads.squaredNorm(y) + x[1];
    }

    public static double moved(double[] x) {
        double[] y = new double[6];
        System.arraycopy(x, 1, y, 2, 3);
        y[3] *= x[0];
        return ArrayReads.squaredNorm(y);
    }

    public static double shifted(double[] x) {
        System.arraycopy(x, 0, x, 1, 3);
        return ArrayReads.weighted(x) * x[3];
    }

    public static double smoothed(double[] x) {
        double[] y = new double[x.length];
        y[0] = x[0];
        for (int i = 1; i < x.length; i++) y[i] = 0.3 * x[i] + 0.7 * y[i - 1];
        return ArrayReads.squaredNorm(y);
    }

    public static double heat(double[] start) {
        double[] u = start.clone();
        for (int step = 0; step < 4; step++) {
            double[] next = u.clone();
            for (int i = 1; i < u.length - 1; i++) next[i] += 0.2 * (u[i - 1] - 2 * u[i] + u[i + 1]);
            u = next;
        }
        return ArrayReads.squaredNorm(u);
    }

    public static double heatInPlace(double[] u) {
        for (int step = 0; step < 4; step++) {
            double left = u[0];
            for (int i = 1; i < u.length - 1; i++) {
                double middle = u[i];
                u[i] += 0.2 * (left - 2 * middle + u[i + 1]);
                left = middle;
            }
        }
        return ArrayReads.squaredNorm(u);
    }

    public static double springs(double[] start) {
        double[] x = start.clone();
        double[] v = new double[x.length];
        for (int step = 0; step < 10; step++) {
            for (int i = 0; i + 1 < x.length; i++) {
                double pull = x[i + 1] - x[i] - 1;
                v[i] += 0.1 * pull;
                v[i + 1] -= 0.1 * pull;
            }
            for (int i = 0; i < x.length; i++) x[i] += 0.1 * v[i];
        }
        return x[0] * x[2];
    }

    public static double compound(double[] x) {
        x[0] += x[1];
        x[1] *= x[0];
        x[2] /= x[1];
        x[0] -= x[2];
        return x[0] * x[1] * x[2];
    }

    public static double increment(double[] x) {
        double y = x[0]++ * 3;
        y *= ++x[1];
        x[2]--;
        return y * x[0] * x[2];
    }

    public static double indexEffect(double[] x) {
        int i = 0;
        x[i++] *= x[i++];
        x[i] = x[0] * i;
        effect();
        return x[2] + x[1] * x[1];
    }

    public static double filledByCall(double[] x) {
        double[] out = new double[2];
        turn(x, out);
        turn(out, out);
        return out[0] * out[1];
    }

    public static void turn(double[] in, double[] out) {
        double t = in[0] * in[1];
        out[0] = in[0] + t;
        out[1] = in[1] - out[0];
    }

    public static double[] doubled(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) y[i] = 2 * x[i];
        return y;
    }

    public static double growing(double[] x) {
        double[] kept = new double[1];
        int n = 0;
        for (double e : x) {
            for (int i = 0; i < 3; i++) {
                if (n == kept.length) kept = Arrays.copyOf(kept, 2 * n);
                kept[n++] = Math.pow(e, i);
            }
        }
        double s = 0;
        for (int i = 0; i < n; i++) s = 0.8 * s + kept[i];
        return s;
    }

    public static double ring(double[] x) {
        double[] last = {x[0], x[1], x[2]};
        for (int i = 0; i < 10; i++) last[i % 3] = 0.5 * last[(i + 1) % 3] + Math.sin(last[(i + 2) % 3]);
        return last[0] * last[1];
    }

    public static double fibonacci(double[] x) {
        double[] f = new double[8];
        f[0] = x[0];
        f[1] = x[1];
        for (int i = 2; i < f.length; i++) f[i] = 0.3 * f[i - 1] * f[i - 2] + f[i - 2];
        return f[7];
    }

    public static double convolution(double[] x) {
        double[] y = new double[2 * x.length - 1];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) y[i + j] += x[i] * x[j];
        }
        return y[1] * y[4] + y[6];
    }

    public static double histogram(double[] x) {
        double[] sums = new double[3];
        for (double e : x) sums[(int) e] += e * e;
        return sums[0] * sums[1] * sums[2];
    }

    /** Solves a tridiagonal system whose diagonal is the first three and whose off-diagonal the last two numbers. */
    public static double tridiagonal(double[] x) {
        double[] d = {x[0], x[1], x[2]};
        double[] b = {1, 2, 3};
        for (int i = 1; i < 3; i++) {
            double factor = x[2 + i] / d[i - 1];
            d[i] -= factor * x[2 + i];
            b[i] -= factor * b[i - 1];
        }
        b[2] /= d[2];
        for (int i = 1; i >= 0; i--) b[i] = (b[i] - x[3 + i] * b[i + 1]) / d[i];
        return b[0] + 2 * b[1] + 3 * b[2];
    }

    public static double chosenTarget(double[] x) {
        double[] a = new double[2];
        double[] b = new double[2];
        for (int i = 0; i < 6; i++) {
            double[] target = i % 2 == 0 ? a : b;
            target[i % 3 / 2] += x[i % 3] * (1 + target[0]);
        }
        return a[0] * b[1] + a[1] * b[0];
    }

    public static double deadStore(double[] x) {
        double[] t = new double[2];
        t[0] = x[0] * 100;
        t[0] = x[1];
        t[1] = x[0] * 7;
        return t[0] * x[0];
    }

    public static double loopCarried(double[] x) {
        for (int step = 0; step < 5; step++) {
            double old = x[0];
            x[0] = x[1] * x[2];
            x[1] = x[2] + 0.1 * old;
            x[2] = Math.sin(old + x[0]);
        }
        return x[0] + 2 * x[1] + 3 * x[2];
    }

    public static double gaussSeidel(double[] b) {
        double[] x = new double[3];
        for (int sweep = 0; sweep < 6; sweep++) {
            for (int i = 0; i < 3; i++) {
                double s = b[i];
                for (int j = 0; j < 3; j++) if (j != i) s -= x[j] / (1 + i + j);
                x[i] = s / 4;
            }
        }
        return ArrayReads.squaredNorm(x);
    }

    public static double floatBuffer(double x) {
        float[] t = new float[3];
        t[0] = (float) x;
        for (int i = 1; i < 3; i++) t[i] = t[i - 1] * t[0] + 1;
        return t[2];
    }

    public static double floatWritten(float[] x) {
        x[0] *= x[1];
        x[1] += x[0];
        return x[1] * x[0];
    }

    public static double doubleBuffer(double[] start) {
        double[] now = start;
        double[] next = new double[start.length];
        for (int step = 0; step < 5; step++) {
            for (int i = 0; i < now.length; i++) next[i] = now[i] * now[(i + 1) % now.length] + 0.5;
            double[] t = now;
            now = next;
            next = t;
        }
        return now[0] + now[1] * now[2];
    }

    public static double reused(double[] x) {
        double[] t = new double[1];
        double s = 0;
        for (int i = 0; i < 4; i++) {
            t[0] = x[0] * i;
            s += Math.sin(t[0] * x[1]);
        }
        return s;
    }
}
