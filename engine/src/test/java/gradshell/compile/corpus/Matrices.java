package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import java.util.Arrays;
import java.util.List;

/** Arrays of arrays. */
public final class Matrices {
    private static final double[][] A = {{1, 2}, {3, 5}};
    private static final double[][] B = {{4, 1, 0.5}, {1, 3, -1}, {0.5, -1, 5}};

    private Matrices() {}

    public static List<Case<?>> cases() {
        return List.of(at("element", a -> a[1][0], A).is(_ -> new double[][]{{0, 0}, {1, 0}}),
                at("2 × 2 determinant", a -> a[0][0] * a[1][1] - a[0][1] * a[1][0], A)
                        .is(a -> new double[][]{{a[1][1], -a[1][0]}, {-a[0][1], a[0][0]}}),
                at("trace", Matrices::trace, B), at("sum of all", Matrices::sum, B),
                at("sum by for each", Matrices::sumEach, B),
                at("Frobenius norm", Matrices::norm, A), at("product", a -> sum(times(a, a)), A),
                at("product with the transpose", a -> norm(times(a, transpose(a))), A),
                at("power", a -> trace(times(a, times(a, a))), A), at("matrix times vector", Matrices::applied, A),
                at("row by reference", Matrices::row, A), at("rows swapped", Matrices::swapRows, A),
                at("row replaced", Matrices::replaceRow, A), at("row twice in it", Matrices::sharedRow, A),
                at("element written", Matrices::elementWritten, A), at("row written", Matrices::rowWritten, A),
                at("transposed in place", Matrices::transposeInPlace, B),
                at("determinant by elimination", Matrices::determinant, B),
                at("determinant by minors", Matrices::byMinors, B), at("inverse", a -> sum(inverse(a)), B),
                at("Cholesky", Matrices::cholesky, B), at("solve", Matrices::solved, B),
                at("ragged", Matrices::ragged, new double[][]{{1}, {2, 3}, {}}),
                at("scaled copy", Matrices::scaledCopy, A), at("clone is shallow", Matrices::shallow, A),
                at("power iteration", Matrices::powerIteration, B),
                at("three dimensions", Matrices::cube, new double[][][]{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}),
                on("made from a vector", Matrices::outer, 1, 2, 3), on("grid", Matrices::grid, 0.5, 0.3),
                on("table of a recursion", Matrices::pascal, 1.1, 0.7),
                on("rows of different arrays", Matrices::rows, 1, 2, 3),
                on("array of the argument", x -> pick(new double[][]{x, x}), 1, 2),
                on("Object array", Matrices::objects, 1, 2), on("dynamic programming", Matrices::paths, 1, 2, 3, 4),
                on("Arrays.fill of rows", Matrices::filledRows, 1, 2),
                on("Arrays.asList of rows", Matrices::listed, 1, 2));
    }

    public static double trace(double[][] a) {
        double s = 0;
        for (int i = 0; i < a.length; i++) s += a[i][i];
        return s;
    }

    public static double sum(double[][] a) {
        double s = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) s += (1 + i + 2 * j) * a[i][j];
        }
        return s;
    }

    public static double sumEach(double[][] a) {
        double s = 0;
        for (double[] row : a) for (double e : row) s = 0.9 * s + e;
        return s;
    }

    public static double norm(double[][] a) {
        double s = 0;
        for (double[] row : a) s += ArrayReads.squaredNorm(row);
        return Math.sqrt(s);
    }

    public static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) c[i][j] += a[i][k] * b[k][j];
            }
        }
        return c;
    }

    public static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) for (int j = 0; j < a[0].length; j++) t[j][i] = a[i][j];
        return t;
    }

    public static double applied(double[][] a) {
        double[] x = {1, -2};
        double[] y = new double[a.length];
        for (int i = 0; i < a.length; i++) for (int j = 0; j < x.length; j++) y[i] += a[i][j] * x[j];
        return ArrayReads.squaredNorm(y);
    }

    public static double row(double[][] a) {
        double[] r = a[1];
        return r[0] * r[1] + a[0][0];
    }

    public static double swapRows(double[][] a) {
        double[] t = a[0];
        a[0] = a[1];
        a[1] = t;
        a[0][0] *= a[1][1];
        return sum(a);
    }

    public static double replaceRow(double[][] a) {
        double[] old = a[0];
        a[0] = new double[]{a[1][0] * 2, old[1]};
        return sum(a) * old[0];
    }

    public static double sharedRow(double[][] a) {
        a[1] = a[0];
        a[1][0] = a[0][1] * a[0][0];
        return sum(a);
    }

    public static double elementWritten(double[][] a) {
        a[0][1] = a[0][0] * a[1][1];
        a[0][0] = a[0][1] * a[0][1];
        return sum(a);
    }

    public static double rowWritten(double[][] a) {
        double[] r = a[1];
        for (int j = 0; j < r.length; j++) r[j] = r[j] * a[0][j];
        return sum(a);
    }

    public static double transposeInPlace(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                double t = a[i][j];
                a[i][j] = a[j][i];
                a[j][i] = 3 * t;
            }
        }
        return sum(a);
    }

    public static double determinant(double[][] a) {
        double p = 1;
        for (int k = 0; k < a.length; k++) {
            for (int i = k + 1; i < a.length; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < a.length; j++) a[i][j] -= factor * a[k][j];
            }
            p *= a[k][k];
        }
        return p;
    }

    public static double byMinors(double[][] a) {
        if (a.length == 1) return a[0][0];
        double s = 0;
        for (int k = 0; k < a.length; k++) {
            double[][] minor = new double[a.length - 1][];
            for (int i = 1; i < a.length; i++) {
                minor[i - 1] = new double[a.length - 1];
                for (int j = 0; j < a.length; j++) if (j != k) minor[i - 1][j < k ? j : j - 1] = a[i][j];
            }
            s += (k % 2 == 0 ? 1 : -1) * a[0][k] * byMinors(minor);
        }
        return s;
    }

    public static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] w = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], 0, w[i], 0, n);
            w[i][n + i] = 1;
        }
        for (int k = 0; k < n; k++) {
            double pivot = w[k][k];
            for (int j = 0; j < 2 * n; j++) w[k][j] /= pivot;
            for (int i = 0; i < n; i++) {
                if (i == k) continue;
                double factor = w[i][k];
                for (int j = 0; j < 2 * n; j++) w[i][j] -= factor * w[k][j];
            }
        }
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) inverse[i] = Arrays.copyOfRange(w[i], n, 2 * n);
        return inverse;
    }

    public static double cholesky(double[][] a) {
        double[][] l = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double s = a[i][j];
                for (int k = 0; k < j; k++) s -= l[i][k] * l[j][k];
                l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
            }
        }
        return sum(l);
    }

    public static double solved(double[][] a) {
        double[][] inverse = inverse(a);
        double[] b = {1, 2, 3};
        double s = 0;
        for (double[] row : inverse) for (int j = 0; j < b.length; j++) s += row[j] * b[j];
        return s;
    }

    public static double ragged(double[][] a) {
        double s = 1;
        for (double[] row : a) {
            for (double e : row) s += e * s * row.length;
        }
        return s;
    }

    public static double scaledCopy(double[][] a) {
        double[][] b = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            b[i] = a[i].clone();
            for (int j = 0; j < b[i].length; j++) b[i][j] *= a[0][0];
        }
        return sum(b) + sum(a);
    }

    public static double shallow(double[][] a) {
        double[][] b = a.clone();
        b[0][0] = a[1][1] * a[0][0];
        b[1] = new double[]{a[0][0], 1};
        return sum(a) * sum(b);
    }

    public static double powerIteration(double[][] a) {
        double[] v = {1, 1, 1};
        double length = 1;
        for (int step = 0; step < 5; step++) {
            double[] w = new double[v.length];
            for (int i = 0; i < a.length; i++) for (int j = 0; j < a.length; j++) w[i] += a[i][j] * v[j];
            length = Math.sqrt(ArrayReads.squaredNorm(w));
            for (int i = 0; i < w.length; i++) w[i] /= length;
            v = w;
        }
        return length;
    }

    public static double cube(double[][][] a) {
        double s = 1;
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++) for (int k = 0; k < 2; k++) s += a[i][j][k] * a[k][j][i];
        return s;
    }

    public static double outer(double[] x) {
        double[][] a = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) for (int j = 0; j < x.length; j++) a[i][j] = x[i] * x[j];
        return sum(a);
    }

    public static double grid(double[] x) {
        double[][] u = new double[4][4];
        for (int i = 0; i < 4; i++) u[i][0] = x[0] * i;
        for (int j = 0; j < 4; j++) u[0][j] = x[1] * j;
        for (int i = 1; i < 4; i++) for (int j = 1; j < 4; j++) u[i][j] = Math.sin(u[i - 1][j] + u[i][j - 1]);
        return u[3][3];
    }

    public static double pascal(double[] x) {
        double[][] rows = new double[5][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[i + 1];
            rows[i][0] = x[0];
            rows[i][i] = x[1];
            for (int j = 1; j < i; j++) rows[i][j] = rows[i - 1][j - 1] * rows[i - 1][j];
        }
        return sumEach(rows);
    }

    public static double rows(double[] x) {
        double[] other = {4, 5, 6};
        double[][] a = {x, other, x};
        a[0][1] = a[1][0] * a[2][0];
        return sum(a);
    }

    public static double pick(double[][] a) {
        a[0][0] *= a[1][1];
        return a[1][0] * a[0][1];
    }

    public static double objects(double[] x) {
        Object[] all = {x, "text", new double[]{x[0] * x[1]}};
        double s = 1;
        for (Object each : all) if (each instanceof double[] a) s *= a[0];
        return s;
    }

    public static double paths(double[] x) {
        double[][] best = new double[x.length][x.length];
        for (int i = x.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < x.length; j++) {
                best[i][j] = x[i] * x[j];
                for (int k = i + 1; k < j; k++) best[i][j] = Math.max(best[i][j], best[i][k] + best[k][j]);
            }
        }
        return best[0][x.length - 1];
    }

    public static double filledRows(double[] x) {
        double[][] a = new double[3][];
        Arrays.fill(a, x);
        a[1][0] += a[2][1];
        return sum(a);
    }

    public static double listed(double[] x) {
        double s = 0;
        for (double[] row : Arrays.asList(x, new double[]{x[0] * 3, 2})) s += row[0] * row[1];
        return s;
    }
}
