package gradshell.compile.problems;

import gradshell.Fn;
import gradshell.Gradshell;

/**
 * A charged particle, pushed away by two fixed charges, of which {@code w} places one: where does it cross the first axis?
 * The force is the gradient of a potential, and Euler's method moves the particle, so one gradient is inside another.
 */
public final class Particle {
    private static final double STEP = 0.1;

    private Particle() {}

    /** The sum of the inverse distances from the charges at (10, 10 - w) and (10, 0). */
    public static double potential(double[] x, double w) {
        return 1 / distance(x, 10, 10 - w) + 1 / distance(x, 10, 0);
    }

    private static double distance(double[] x, double a, double b) {
        return Math.sqrt((x[0] - a) * (x[0] - a) + (x[1] - b) * (x[1] - b));
    }

    /** The square of where the particle crosses the axis, with the force by a gradient. */
    public static double miss(double w) {
        return missWith(x -> Gradshell.gradient(y -> potential(y, w), x));
    }

    /** The same with the force by hand. */
    public static double missByHand(double w) {
        return missWith(x -> {
            double[] slope = new double[2];
            for (double b : new double[]{10 - w, 0}) {
                double r = distance(x, 10, b);
                slope[0] -= (x[0] - 10) / (r * r * r);
                slope[1] -= (x[1] - b) / (r * r * r);
            }
            return slope;
        });
    }

    private static double missWith(Fn<double[], double[]> slope) {
        double[] x = {0, 8};
        double[] v = {0.75, 0};
        while (true) {
            double[] force = slope.apply(x);
            double[] next = {x[0] + STEP * v[0], x[1] + STEP * v[1]};
            if (next[1] <= 0) {
                double crossing = x[0] - x[1] / v[1] * v[0];
                return crossing * crossing;
            }
            for (int i = 0; i < 2; i++) v[i] -= STEP * force[i];
            x = next;
        }
    }

    /** How place and velocity move with {@code w}, along with them. */
    public static double gradient(double w) {
        double[] x = {0, 8};
        double[] v = {0.75, 0};
        double[] dx = new double[2];
        double[] dv = new double[2];
        while (x[1] + STEP * v[1] > 0) {
            double[] a = new double[2];
            double[] da = new double[2];
            for (double b : new double[]{10 - w, 0}) {
                double r = distance(x, 10, b);
                double[] to = {x[0] - 10, x[1] - b};
                double[] dTo = {dx[0], dx[1] + (b == 0 ? 0 : 1)};
                double radial = 3 * (to[0] * dTo[0] + to[1] * dTo[1]) / Math.pow(r, 5);
                for (int i = 0; i < 2; i++) {
                    a[i] += to[i] / (r * r * r);
                    da[i] += dTo[i] / (r * r * r) - radial * to[i];
                }
            }
            for (int i = 0; i < 2; i++) {
                x[i] += STEP * v[i];
                dx[i] += STEP * dv[i];
                v[i] += STEP * a[i];
                dv[i] += STEP * da[i];
            }
        }
        double crossing = x[0] - x[1] / v[1] * v[0];
        double dCrossing = dx[0] - dx[1] / v[1] * v[0] + x[1] * dv[1] / (v[1] * v[1]) * v[0] - x[1] / v[1] * dv[0];
        return 2 * crossing * dCrossing;
    }

    /** The problem of finding the {@code w} that sends the particle through the origin. */
    public static Problem<Double> problem() {
        return new Problem<>("particle", Particle::miss, Particle::gradient, 0.3);
    }

    /** The same without a gradient inside. */
    public static Problem<Double> problemByHand() {
        return new Problem<>("particle, its force by hand", Particle::missByHand, Particle::gradient, 0.3);
    }
}
