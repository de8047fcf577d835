package gradshell.compile.bench;

import gradshell.compile.problems.Ba;
import gradshell.compile.problems.Gmm;
import gradshell.compile.problems.Lse;
import gradshell.compile.problems.Ode;
import gradshell.compile.problems.Problem;
import java.util.List;
import java.util.Random;

/**
 * The functions whose gradients are measured, each with its adjoint written by hand. As a gradient call does, the adjoints
 * find the value too, where it isn't a by-product anyway.
 */
@SuppressWarnings("ArrayRecordComponent")
final class Workloads {
    /** A polynomial's coefficients from the highest down, and where it is taken. */
    record Polynomial(double[] coefficients, double x) {}

    /** Two square matrices. */
    record Factors(double[][] a, double[][] b) {}

    private static final int N = 10_000;

    /** Where adjoints leave the value, so that the JIT has to compute it. */
    static double value;

    private Workloads() {}

    static List<Problem<?>> all() {
        double[] x = numbers(N);
        return List.of(new Problem<>("loop sum", Workloads::sum, Workloads::sumBack, x),
                new Problem<>("loop sum of sin", Workloads::sumOfSin, Workloads::sumOfSinBack, x),
                new Problem<>("Horner, 10,000 coefficients", Workloads::horner, Workloads::hornerBack,
                        new Polynomial(x, 0.999)),
                new Problem<>("branchy loop", Workloads::branchy, Workloads::branchyBack, x),
                new Problem<>("recursion, 1,000 deep", Workloads::recursion, Workloads::recursionBack, 1.5),
                named("Runge–Kutta with inner loops", Ode.problem(100, 100)),
                new Problem<>("matrix product, 64 × 64", Workloads::product, Workloads::productBack,
                        new Factors(matrix(64), matrix(64))),
                new Problem<>("log-sum-exp", Lse::logSumExp, Workloads::logSumExpBack, x),
                named("Gaussian mixture, log-likelihood", Gmm.problem(100, 5, 8)),
                named("bundle adjustment, residuals", Ba.problem(5, 50, 100)));
    }

    static Problem<?> named(String name) {
        return all().stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
    }

    private static <A> Problem<A> named(String name, Problem<A> problem) {
        return new Problem<>(name, problem.f(), problem.gradient(), problem.argument());
    }

    static double[] numbers(int n) {
        return new Random(n).doubles(n, -1, 1).toArray();
    }

    private static double[][] matrix(int n) {
        double[][] matrix = new double[n][];
        for (int i = 0; i < n; i++) matrix[i] = numbers(n);
        return matrix;
    }

    static double sum(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) s += x[i];
        return s;
    }

    private static double[] sumBack(double[] x) {
        double[] back = new double[x.length];
        value = sum(x);
        for (int i = x.length - 1; i >= 0; i--) back[i] = 1;
        return back;
    }

    static double sumOfSin(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) s += Math.sin(x[i]);
        return s;
    }

    private static double[] sumOfSinBack(double[] x) {
        double[] back = new double[x.length];
        value = sumOfSin(x);
        for (int i = x.length - 1; i >= 0; i--) back[i] = Math.cos(x[i]);
        return back;
    }

    private static double[] logSumExpBack(double[] x) {
        double largest = x[0];
        for (double e : x) largest = Math.max(largest, e);
        double[] back = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            back[i] = Math.exp(x[i] - largest);
            sum += back[i];
        }
        value = largest + Math.log(sum);
        for (int i = 0; i < x.length; i++) back[i] /= sum;
        return back;
    }

    private static double horner(Polynomial p) {
        double y = 0;
        for (int i = 0; i < p.coefficients.length; i++) y = y * p.x + p.coefficients[i];
        return y;
    }

    private static Polynomial hornerBack(Polynomial p) {
        int n = p.coefficients.length;
        double[] before = new double[n];
        double y = 0;
        for (int i = 0; i < n; i++) {
            before[i] = y;
            y = y * p.x + p.coefficients[i];
        }
        value = y;
        double[] back = new double[n];
        double dx = 0;
        double dy = 1;
        for (int i = n - 1; i >= 0; i--) {
            back[i] = dy;
            dx += dy * before[i];
            dy *= p.x;
        }
        return new Polynomial(back, dx);
    }

    private static double branchy(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] > 0) s = 0.5 * s + x[i] * x[i];
            else if (s > 0.5) s -= s * x[i] * x[i];
            else
                s += 1 / (2 + x[i]);
        }
        return s;
    }

    private static double[] branchyBack(double[] x) {
        double[] before = new double[x.length];
        double s = 0;
        for (int i = 0; i < x.length; i++) {
            before[i] = s;
            if (x[i] > 0) s = 0.5 * s + x[i] * x[i];
            else if (s > 0.5) s -= s * x[i] * x[i];
            else
                s += 1 / (2 + x[i]);
        }
        value = s;
        double[] back = new double[x.length];
        double ds = 1;
        for (int i = x.length - 1; i >= 0; i--) {
            if (x[i] > 0) {
                back[i] += 2 * x[i] * ds;
                ds *= 0.5;
            } else if (before[i] > 0.5) {
                back[i] -= 2 * before[i] * x[i] * ds;
                ds -= ds * x[i] * x[i];
            } else {
                back[i] -= ds / ((2 + x[i]) * (2 + x[i]));
            }
        }
        return back;
    }

    private static double recursion(double x) {
        return exponential(x, 1, 1000);
    }

    /** The exponential series, from the inside out: {@code 1 + x/1 (1 + x/2 (1 + ...))}. */
    private static double exponential(double x, int n, int last) {
        return n > last ? 1 : 1 + x / n * exponential(x, n + 1, last);
    }

    private static double recursionBack(double x) {
        double[] inner = new double[1002];
        value = keep(x, 1, 1000, inner);
        return back(x, 1, 1000, inner, 1);
    }

    private static double keep(double x, int n, int last, double[] inner) {
        inner[n] = n > last ? 1 : 1 + x / n * keep(x, n + 1, last, inner);
        return inner[n];
    }

    private static double back(double x, int n, int last, double[] inner, double d) {
        return n > last ? 0 : d * inner[n + 1] / n + back(x, n + 1, last, inner, d * x / n);
    }

    private static double product(Factors f) {
        return halfSquaredNorm(times(f.a, f.b));
    }

    private static double halfSquaredNorm(double[][] c) {
        double sum = 0;
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j < c.length; j++) sum += c[i][j] * c[i][j];
        }
        return sum / 2;
    }

    private static double[][] times(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) c[i][j] += a[i][k] * b[k][j];
            }
        }
        return c;
    }

    private static Factors productBack(Factors f) {
        int n = f.a.length;
        double[][] c = times(f.a, f.b);
        value = halfSquaredNorm(c);
        double[][] da = new double[n][n];
        double[][] db = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    da[i][k] += c[i][j] * f.b[k][j];
                    db[k][j] += c[i][j] * f.a[i][k];
                }
            }
        }
        return new Factors(da, db);
    }
}
