package gradshell.compile.problems;

/**
 * The log-posterior of a mixture of Gaussians with a Wishart prior on each precision matrix {@code QᵀQ}. {@code Q} is lower
 * triangular; the logarithms of its diagonal are parameters, and so are the elements below it, column by column.
 */
@SuppressWarnings("ArrayRecordComponent")
public final class Gmm {
    /** The unnormalised log-weights, means, log-diagonals of {@code Q}, and what is below them. */
    public record Mixture(double[] alpha, double[][] mean, double[][] q, double[][] l) {}

    /** The prior: scale {@code γ⁻² I} and {@code d + m + 1} degrees of freedom. */
    public record Wishart(double gamma, int m) {}

    private Gmm() {}

    /** The log-posterior of the mixture for points {@code x}. */
    public static double logPosterior(Mixture mixture, double[][] x, Wishart prior) {
        int k = mixture.alpha.length;
        int d = x[0].length;
        double[][] diagonal = new double[k][d];
        double[] logDeterminant = new double[k];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                diagonal[c][j] = Math.exp(mixture.q[c][j]);
                logDeterminant[c] += mixture.q[c][j];
            }
        }
        double sum = -0.5 * x.length * d * Math.log(2 * Math.PI) - x.length * Lse.logSumExp(mixture.alpha);
        double[] term = new double[k];
        double[] y = new double[d];
        for (double[] point : x) {
            for (int c = 0; c < k; c++) {
                whiten(point, mixture.mean[c], diagonal[c], mixture.l[c], y);
                term[c] = mixture.alpha[c] + logDeterminant[c] - 0.5 * squaredNorm(y);
            }
            sum += Lse.logSumExp(term);
        }
        double g = prior.gamma * prior.gamma / 2;
        for (int c = 0; c < k; c++) {
            sum += prior.m * logDeterminant[c] - g * (squaredNorm(diagonal[c]) + squaredNorm(mixture.l[c]));
        }
        return sum + k * normaliser(prior, d);
    }

    /** {@code y = Q (x - mean)}. */
    private static void whiten(double[] x, double[] mean, double[] diagonal, double[] lower, double[] y) {
        int d = x.length;
        for (int j = 0; j < d; j++) y[j] = diagonal[j] * (x[j] - mean[j]);
        int next = 0;
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) y[j] += lower[next++] * (x[i] - mean[i]);
        }
    }

    private static double squaredNorm(double[] x) {
        double sum = 0;
        for (double e : x) sum += e * e;
        return sum;
    }

    private static double normaliser(Wishart prior, int d) {
        int n = d + prior.m + 1;
        double logGamma = d * (d - 1) * Math.log(Math.PI) / 4;
        for (int j = 0; j < d; j++) logGamma += logGammaOfHalf(n - j);
        return n * d * Math.log(prior.gamma / Math.sqrt(2)) - logGamma;
    }

    /** {@code log Γ(n/2)} from {@code Γ(z + 1) = z Γ(z)}, {@code Γ(1) = 1} and {@code Γ(1/2) = √π}. */
    private static double logGammaOfHalf(int n) {
        double sum = n % 2 == 0 ? 0 : Math.log(Math.PI) / 2;
        for (int i = n - 2; i > 0; i -= 2) sum += Math.log(i / 2.0);
        return sum;
    }

    /** Each point moves the components by its share {@code r} in them; the prior adds its own. */
    public static Mixture gradient(Mixture mixture, double[][] x, Wishart prior) {
        int k = mixture.alpha.length;
        int d = x[0].length;
        double[] dAlpha = Lse.softmax(mixture.alpha);
        for (int c = 0; c < k; c++) dAlpha[c] *= -x.length;
        var gradient = new Mixture(dAlpha, new double[k][d], new double[k][d], new double[k][d * (d - 1) / 2]);
        double[][] diagonal = new double[k][d];
        double[] logDeterminant = new double[k];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                diagonal[c][j] = Math.exp(mixture.q[c][j]);
                logDeterminant[c] += mixture.q[c][j];
            }
        }
        double[][] y = new double[k][d];
        double[] term = new double[k];
        for (double[] point : x) {
            for (int c = 0; c < k; c++) {
                whiten(point, mixture.mean[c], diagonal[c], mixture.l[c], y[c]);
                term[c] = mixture.alpha[c] + logDeterminant[c] - 0.5 * squaredNorm(y[c]);
            }
            double[] share = Lse.softmax(term);
            for (int c = 0; c < k; c++) addPoint(gradient, c, share[c], point, mixture, diagonal[c], y[c]);
        }
        double g = prior.gamma * prior.gamma;
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) gradient.q[c][j] += prior.m - g * diagonal[c][j] * diagonal[c][j];
            for (int j = 0; j < mixture.l[c].length; j++) gradient.l[c][j] -= g * mixture.l[c][j];
        }
        return gradient;
    }

    private static void addPoint(Mixture gradient, int c, double r, double[] x, Mixture mixture, double[] diagonal,
            double[] y) {
        int d = x.length;
        double[] mean = mixture.mean[c];
        double[] dMean = gradient.mean[c];
        gradient.alpha[c] += r;
        for (int j = 0; j < d; j++) {
            gradient.q[c][j] += r - r * y[j] * diagonal[j] * (x[j] - mean[j]);
            dMean[j] += r * y[j] * diagonal[j];
        }
        int next = 0;
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++, next++) {
                gradient.l[c][next] -= r * y[j] * (x[i] - mean[i]);
                dMean[i] += r * y[j] * mixture.l[c][next];
            }
        }
    }

    /** The problem with {@code n} points, {@code k} components and {@code d} dimensions. */
    public static Problem<Mixture> problem(int n, int k, int d) {
        var data = new Data(6);
        double[][] x = data.matrix(n, d);
        var prior = new Wishart(0.9, 2);
        var start = new Mixture(data.vector(k), data.matrix(k, d), data.matrix(k, d), data.matrix(k, d * (d - 1) / 2));
        return new Problem<>("gmm", p -> logPosterior(p, x, prior), p -> gradient(p, x, prior), start);
    }
}
