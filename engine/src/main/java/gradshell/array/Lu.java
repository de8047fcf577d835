package gradshell.array;

import org.bytedeco.openblas.global.openblas;

/** The elimination of a square matrix with row exchanges, P A = L U, by LAPACK in double. */
final class Lu {
    private final int n;
    private final double[] factors;
    /** Row i, counted from 1, was exchanged with row {@code pivots[i - 1]}. */
    private final int[] pivots;
    /** The first pivot that is exactly zero, counted from 1; 0 where there is none. */
    private final int zeroPivot;

    Lu(Array a) {
        n = Math.toIntExact(a.shape[0]);
        factors = a.toDoubleArray();
        pivots = new int[n];
        // NaN goes in and comes out, instead of an error code
        openblas.LAPACKE_set_nancheck(0);
        zeroPivot = n == 0 ? 0 : openblas.LAPACKE_dgetrf(openblas.LAPACK_ROW_MAJOR, n, n, factors, n, pivots);
    }

    /** Turns the k right-hand sides, row-major, into the solutions. */
    void solve(double[] sides, int k) {
        if (zeroPivot > 0) {
            throw new ArithmeticException("the matrix of shape " + Shapes.format(n, n) + " is singular: pivot "
                    + zeroPivot + " of " + n + " in its elimination is zero");
        }
        if (sides.length == 0) return;
        openblas.LAPACKE_dgetrs(openblas.LAPACK_ROW_MAJOR, (byte) 'N', n, k, factors, n, pivots, sides, k);
    }

    double[] signLogDet() {
        if (zeroPivot > 0) return new double[]{0, Double.NEGATIVE_INFINITY};
        double sign = 1;
        double log = 0;
        for (int i = 0; i < n; i++) {
            double pivot = factors[i * n + i];
            sign *= Math.signum(pivot) * (pivots[i] == i + 1 ? 1 : -1);
            log += Math.log(Math.abs(pivot));
        }
        return new double[]{sign, log};
    }
}
