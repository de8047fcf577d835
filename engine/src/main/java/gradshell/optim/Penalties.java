package gradshell.optim;

/** The rules that add to a gradient, or bound it, for chains. */
final class Penalties {
    private Penalties() {}

    static Rule weightDecay(double decay) {
        return new Rule("weightDecay", Rule.NOTHING, (_, v) -> (x, g, _, n) -> {
            for (int i = 0; i < n; i++) g[i] += v[0] * x[i];
        }, Setting.from0("decay", decay));
    }

    static Rule signDecay(double decay) {
        return new Rule("signDecay", Rule.NOTHING, (_, v) -> (x, g, _, n) -> {
            for (int i = 0; i < n; i++) g[i] += v[0] * Math.signum(x[i]);
        }, Setting.from0("decay", decay));
    }

    static Rule clipGrad(double max) {
        return new Rule("clipGrad", Rule.NOTHING, (_, v) -> (_, g, _, n) -> {
            for (int i = 0; i < n; i++) g[i] = Math.max(-v[0], Math.min(v[0], g[i]));
        }, Setting.from0("max", max));
    }
}
