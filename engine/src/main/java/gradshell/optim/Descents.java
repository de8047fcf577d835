package gradshell.optim;

/** The rules of steps along the gradient, with momentum or by signs. */
final class Descents {
    private Descents() {}

    static Rule descent(Setting rate) {
        return new Rule("descent", Rule.NOTHING, (_, v) -> {
            double eta = v[0];
            return (_, g, _, n) -> {
                for (int i = 0; i < n; i++) g[i] *= eta;
            };
        }, rate);
    }

    static Rule momentum(Setting rate, double rho) {
        return new Rule("momentum", Rule.ZERO, (_, v) -> {
            double eta = v[0];
            double kept = v[1];
            return (_, g, s, n) -> {
                double[] velocity = s[0];
                for (int i = 0; i < n; i++) {
                    velocity[i] = kept * velocity[i] + eta * g[i];
                    g[i] = velocity[i];
                }
            };
        }, rate, Setting.share("rho", rho));
    }

    static Rule nesterov(Setting rate, double rho) {
        return new Rule("nesterov", Rule.ZERO, (_, v) -> {
            double eta = v[0];
            double kept = v[1];
            return (_, g, s, n) -> {
                double[] velocity = s[0];
                for (int i = 0; i < n; i++) {
                    double step = (1 + kept) * eta * g[i] - kept * kept * velocity[i];
                    velocity[i] = kept * velocity[i] - eta * g[i];
                    g[i] = step;
                }
            };
        }, rate, Setting.share("rho", rho));
    }

    static Rule rprop(double first, double shrink, double grow, double least, double most) {
        Setting smaller = Setting.from0("shrink", shrink);
        Setting larger = Setting.from0("grow", grow);
        Setting[] settings = {Setting.rate(first), smaller, larger, Setting.from0("least", least),
                Setting.from0("most", most)};
        return new Rule("rprop", v -> new double[]{0, v[0]}, (_, v) -> (_, g, s, n) -> {
            double[] before = s[0];
            double[] size = s[1];
            for (int i = 0; i < n; i++) {
                double turn = before[i] * g[i];
                if (turn > 0) size[i] = Math.min(size[i] * v[2], v[4]);
                if (turn < 0) size[i] = Math.max(size[i] * v[1], v[3]);
                before[i] = turn < 0 ? 0 : g[i];
                g[i] = size[i] * Math.signum(before[i]);
            }
        }, settings);
    }

    static Rule lion(Setting rate, double beta1, double beta2) {
        return new Rule("lion", Rule.ZERO, (_, v) -> (_, g, s, n) -> {
            double[] m = s[0];
            for (int i = 0; i < n; i++) {
                m[i] = v[2] * g[i] + (1 - v[2]) * m[i];
                g[i] = v[0] * Math.signum((v[2] - v[1]) * g[i] + v[1] * m[i]);
            }
        }, rate, Setting.share("beta1", beta1), Setting.share("beta2", beta2));
    }
}
