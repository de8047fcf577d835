package gradshell.compile.problems;

/** The determinant by expansion along the first row, recursively. */
public final class Det {
    private Det() {}

    /** {@code Σⱼ (-1)ʲ a₀ⱼ det(minor₀ⱼ)}. */
    public static double determinant(double[][] a) {
        if (a.length == 1) return a[0][0];
        double sum = 0;
        double sign = 1;
        for (int j = 0; j < a.length; j++) {
            sum += sign * a[0][j] * determinant(minor(a, 0, j));
            sign = -sign;
        }
        return sum;
    }

    private static double[][] minor(double[][] a, int row, int column) {
        int n = a.length - 1;
        double[][] minor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) minor[i][j] = a[i < row ? i : i + 1][j < column ? j : j + 1];
        }
        return minor;
    }

    /** The cofactors: each by elimination, which shares nothing with the expansion. */
    public static double[][] gradient(double[][] a) {
        int n = a.length;
        double[][] gradient = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) gradient[i][j] = ((i + j) % 2 == 0 ? 1 : -1) * byElimination(minor(a, i, j));
        }
        return gradient;
    }

    private static double byElimination(double[][] a) {
        double determinant = 1;
        for (int c = 0; c < a.length; c++) {
            int pivot = c;
            for (int r = c; r < a.length; r++) if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) pivot = r;
            double[] row = a[pivot];
            a[pivot] = a[c];
            a[c] = row;
            determinant *= pivot == c ? row[c] : -row[c];
            for (int r = c + 1; r < a.length; r++) {
                double factor = a[r][c] / row[c];
                for (int j = c; j < a.length; j++) a[r][j] -= factor * row[j];
            }
        }
        return determinant;
    }

    /** The problem of {@code n} rows. */
    public static Problem<double[][]> problem(int n) {
        return new Problem<>("det", Det::determinant, Det::gradient, new Data(4).matrix(n, n));
    }
}
