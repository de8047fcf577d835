package gradshell.compile.problems;

/** Half the squared distance of a polynomial from the sign function at {@code n} points of [-1, 1]. */
public final class Llsq {
    private Llsq() {}

    /** {@code ½ Σᵢ (sign(tᵢ) - Σⱼ xⱼ tᵢʲ)²}. */
    public static double loss(double[] x, int n) {
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double t = -1 + i * 2.0 / (n - 1);
            double residual = Math.signum(t);
            double power = 1;
            for (double coefficient : x) {
                residual -= coefficient * power;
                power *= t;
            }
            loss += residual * residual / 2;
        }
        return loss;
    }

    /** {@code -Σᵢ residualᵢ tᵢʲ} for each {@code j}. */
    public static double[] gradient(double[] x, int n) {
        double[] gradient = new double[x.length];
        for (int i = 0; i < n; i++) {
            double t = -1 + i * 2.0 / (n - 1);
            double fit = 0;
            for (int j = x.length - 1; j >= 0; j--) fit = fit * t + x[j];
            double residual = Math.signum(t) - fit;
            for (int j = 0; j < x.length; j++) {
                gradient[j] -= residual;
                residual *= t;
            }
        }
        return gradient;
    }

    /** The problem with {@code m} coefficients and {@code n} points. */
    public static Problem<double[]> problem(int m, int n) {
        return new Problem<>("llsq", x -> loss(x, n), x -> gradient(x, n), new Data(2).vector(m));
    }
}
