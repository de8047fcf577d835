package gradshell.compile.problems;

/** {@code y₀' = x₀, yᵢ' = xᵢ yᵢ₋₁} from zero to time 2 by the classical Runge–Kutta method; the last component. */
public final class Ode {
    private static final double END = 2;

    private Ode() {}

    /** The last component of {@code y} after {@code steps} steps. */
    public static double solve(double[] x, int steps) {
        int n = x.length;
        double h = END / steps;
        double[] y = new double[n];
        for (int step = 0; step < steps; step++) {
            double[] k1 = slope(x, y);
            double[] k2 = slope(x, ahead(y, h / 2, k1));
            double[] k3 = slope(x, ahead(y, h / 2, k2));
            double[] k4 = slope(x, ahead(y, h, k3));
            for (int i = 0; i < n; i++) y[i] += h * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
        }
        return y[n - 1];
    }

    private static double[] slope(double[] x, double[] y) {
        double[] slope = new double[x.length];
        slope[0] = x[0];
        for (int i = 1; i < x.length; i++) slope[i] = x[i] * y[i - 1];
        return slope;
    }

    private static double[] ahead(double[] y, double h, double[] slope) {
        double[] moved = new double[y.length];
        for (int i = 0; i < y.length; i++) moved[i] = y[i] + h * slope[i];
        return moved;
    }

    /** The four places of each step are kept, then the steps are undone from the last to the first. */
    public static double[] gradient(double[] x, int steps) {
        int n = x.length;
        double h = END / steps;
        double[] weight = {h / 6, h / 3, h / 3, h / 6};
        double[] reach = {0, h / 2, h / 2, h};
        double[][][] places = new double[steps][4][];
        double[] y = new double[n];
        for (int step = 0; step < steps; step++) {
            double[] next = y.clone();
            double[] slope = y;
            for (int stage = 0; stage < 4; stage++) {
                places[step][stage] = ahead(y, reach[stage], slope);
                slope = slope(x, places[step][stage]);
                for (int i = 0; i < n; i++) next[i] += weight[stage] * slope[i];
            }
            y = next;
        }
        double[] gradient = new double[n];
        double[] dy = new double[n];
        dy[n - 1] = 1;
        for (int step = steps - 1; step >= 0; step--) {
            double[] before = dy.clone();
            double[] through = new double[n];
            for (int stage = 3; stage >= 0; stage--) {
                double[] dPlace = new double[n];
                for (int i = 0; i < n; i++) {
                    double dSlope = weight[stage] * dy[i] + through[i];
                    gradient[i] += dSlope * (i == 0 ? 1 : places[step][stage][i - 1]);
                    if (i > 0) dPlace[i - 1] += dSlope * x[i];
                }
                for (int i = 0; i < n; i++) {
                    before[i] += dPlace[i];
                    through[i] = reach[stage] * dPlace[i];
                }
            }
            dy = before;
        }
        return gradient;
    }

    /** The problem with {@code n} components. */
    public static Problem<double[]> problem(int n, int steps) {
        return new Problem<>("ode", x -> solve(x, steps), x -> gradient(x, steps), new Data(3).vector(n));
    }
}
