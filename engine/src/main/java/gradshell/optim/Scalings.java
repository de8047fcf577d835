package gradshell.optim;

import gradshell.optim.Rule.Pass;

/** The rules of steps that are scaled by the size of earlier gradients. */
final class Scalings {
    private static final double EPSILON = 1e-8;

    private Scalings() {}

    static Rule rmsProp(Setting rate, double rho, boolean centred) {
        return new Rule("rmsProp", centred ? ", true" : "", centred ? Rule.ZEROS : Rule.ZERO,
                (_, v) -> centred ? centred(v[0], v[1], v[2]) : plain(v[0], v[1], v[2]), rate,
                Setting.share("rho", rho), Setting.epsilon(EPSILON));
    }

    private static Pass plain(double eta, double rho, double epsilon) {
        return (_, g, s, n) -> {
            double[] q = s[0];
            for (int i = 0; i < n; i++) {
                q[i] = rho * q[i] + (1 - rho) * g[i] * g[i];
                g[i] = eta * g[i] / (Math.sqrt(q[i]) + epsilon);
            }
        };
    }

    private static Pass centred(double eta, double rho, double epsilon) {
        return (_, g, s, n) -> {
            double[] q = s[0];
            double[] mean = s[1];
            for (int i = 0; i < n; i++) {
                q[i] = rho * q[i] + (1 - rho) * g[i] * g[i];
                mean[i] = rho * mean[i] + (1 - rho) * g[i];
                // a variance, which rounding may take below 0
                g[i] = eta * g[i] / (Math.sqrt(Math.max(0, q[i] - mean[i] * mean[i])) + epsilon);
            }
        };
    }

    static Rule adaGrad(Setting rate) {
        return new Rule("adaGrad", v -> new double[]{v[1]}, (_, v) -> {
            double eta = v[0];
            double epsilon = v[1];
            return (_, g, s, n) -> {
                double[] q = s[0];
                for (int i = 0; i < n; i++) {
                    q[i] += g[i] * g[i];
                    g[i] = eta * g[i] / (Math.sqrt(q[i]) + epsilon);
                }
            };
        }, rate, Setting.epsilon(EPSILON));
    }

    static Rule adaDelta(double rho) {
        return new Rule("adaDelta", Rule.ZEROS, (_, v) -> {
            double kept = v[0];
            double epsilon = v[1];
            return (_, g, s, n) -> {
                double[] q = s[0];
                double[] u = s[1];
                for (int i = 0; i < n; i++) {
                    q[i] = kept * q[i] + (1 - kept) * g[i] * g[i];
                    g[i] = g[i] * Math.sqrt(u[i] + epsilon) / Math.sqrt(q[i] + epsilon);
                    u[i] = kept * u[i] + (1 - kept) * g[i] * g[i];
                }
            };
        }, Setting.share("rho", rho), Setting.epsilon(EPSILON));
    }
}
