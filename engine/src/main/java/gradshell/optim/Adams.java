package gradshell.optim;

import static gradshell.optim.Setting.epsilon;
import static gradshell.optim.Setting.share;

import gradshell.optim.Rule.Maker;
import gradshell.optim.Rule.Pass;
import gradshell.optim.Rule.Start;

/** Adam and the rules made of it. */
final class Adams {
    private static final double EPSILON = 1e-8;

    private Adams() {}

    /** With the settings that all of them have: η, β₁, β₂, ε. */
    private static Rule rule(String name, Start start, Maker maker, Setting rate, double beta1, double beta2) {
        return new Rule(name, start, maker, rate, share("beta1", beta1), share("beta2", beta2), epsilon(EPSILON));
    }

    static Rule adam(Setting rate, double beta1, double beta2) {
        return rule("adam", Rule.ZEROS, (t, v) -> adam(t, v, 0), rate, beta1, beta2);
    }

    static Rule adamW(Setting rate, double decay, boolean coupled) {
        return new Rule("adamW", coupled ? "" : ", false", Rule.ZEROS,
                (t, v) -> adam(t, new double[]{v[0], v[2], v[3], v[4]}, coupled ? v[0] * v[1] : v[1]), rate,
                Setting.from0("decay", decay), Setting.hidden("beta1", 0.9), Setting.hidden("beta2", 0.999),
                epsilon(EPSILON));
    }

    /** {@code v} holds η, β₁, β₂, ε. */
    private static Pass adam(int t, double[] v, double decay) {
        double beta1 = v[1];
        double beta2 = v[2];
        double epsilon = v[3];
        double first = v[0] / (1 - Math.pow(beta1, t));
        double second = 1 / (1 - Math.pow(beta2, t));
        return (x, g, s, n) -> {
            double[] m = s[0];
            double[] q = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                q[i] = beta2 * q[i] + (1 - beta2) * g[i] * g[i];
                g[i] = first * m[i] / (Math.sqrt(second * q[i]) + epsilon) + decay * x[i];
            }
        };
    }

    static Rule adaMax(Setting rate, double beta1, double beta2) {
        return rule("adaMax", Rule.ZEROS, (t, v) -> (_, g, s, n) -> {
            double first = v[0] / (1 - Math.pow(v[1], t));
            double[] m = s[0];
            double[] u = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = v[1] * m[i] + (1 - v[1]) * g[i];
                u[i] = Math.max(v[2] * u[i], Math.abs(g[i]));
                g[i] = first * m[i] / (u[i] + v[3]);
            }
        }, rate, beta1, beta2);
    }

    static Rule amsGrad(Setting rate, double beta1, double beta2) {
        return rule("amsGrad", v -> new double[]{v[3], v[3], v[3]}, (_, v) -> (_, g, s, n) -> {
            double[] m = s[0];
            double[] q = s[1];
            double[] u = s[2];
            for (int i = 0; i < n; i++) {
                m[i] = v[1] * m[i] + (1 - v[1]) * g[i];
                q[i] = v[2] * q[i] + (1 - v[2]) * g[i] * g[i];
                u[i] = Math.max(u[i], q[i]);
                g[i] = v[0] * m[i] / (Math.sqrt(u[i]) + v[3]);
            }
        }, rate, beta1, beta2);
    }

    static Rule nAdam(Setting rate, double beta1, double beta2) {
        return rule("nAdam", Rule.ZEROS, (t, v) -> (_, g, s, n) -> {
            double ahead = v[1] / (1 - Math.pow(v[1], t + 1));
            double now = (1 - v[1]) / (1 - Math.pow(v[1], t));
            double second = v[2] / (1 - Math.pow(v[2], t));
            double[] m = s[0];
            double[] q = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = v[1] * m[i] + (1 - v[1]) * g[i];
                q[i] = v[2] * q[i] + (1 - v[2]) * g[i] * g[i];
                g[i] = v[0] * (ahead * m[i] + now * g[i]) / (Math.sqrt(second * q[i]) + v[3]);
            }
        }, rate, beta1, beta2);
    }

    static Rule rAdam(Setting rate, double beta1, double beta2) {
        return rule("rAdam", Rule.ZEROS, (t, v) -> {
            double limit = 2 / (1 - v[2]) - 1;
            double length = limit - 2 * t * Math.pow(v[2], t) / (1 - Math.pow(v[2], t));
            if (length <= 4) return unscaled(v[0] / (1 - Math.pow(v[1], t)), v[1], v[2]);
            double rectified = Math.sqrt((length - 4) * (length - 2) * limit
                    / ((limit - 4) * (limit - 2) * length));
            return adam(t, new double[]{v[0] * rectified, v[1], v[2], v[3]}, 0);
        }, rate, beta1, beta2);
    }

    /** Adam's memory goes on, but the step is {@code first} times the mean. */
    private static Pass unscaled(double first, double beta1, double beta2) {
        return (_, g, s, n) -> {
            double[] m = s[0];
            double[] q = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                q[i] = beta2 * q[i] + (1 - beta2) * g[i] * g[i];
                g[i] = first * m[i];
            }
        };
    }

    static Rule oAdam(Setting rate, double beta1, double beta2) {
        return rule("oAdam", _ -> new double[3], (t, v) -> {
            Pass adam = adam(t, v, 0);
            return (x, g, s, n) -> {
                adam.run(x, g, s, n);
                double[] before = s[2];
                for (int i = 0; i < n; i++) {
                    double now = g[i];
                    g[i] = 2 * now - before[i];
                    before[i] = now;
                }
            };
        }, rate, beta1, beta2);
    }

    static Rule adaBelief(Setting rate, double beta1, double beta2) {
        return new Rule("adaBelief", Rule.ZEROS, (t, v) -> (_, g, s, n) -> {
            double first = v[0] / (1 - Math.pow(v[1], t));
            double second = 1 / (1 - Math.pow(v[2], t));
            double[] m = s[0];
            double[] q = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = v[1] * m[i] + (1 - v[1]) * g[i];
                double off = g[i] - m[i];
                q[i] = v[2] * q[i] + (1 - v[2]) * off * off + v[3];
                g[i] = first * m[i] / (Math.sqrt(second * q[i]) + v[3]);
            }
        }, rate, share("beta1", beta1), share("beta2", beta2), epsilon(1e-16));
    }
}
