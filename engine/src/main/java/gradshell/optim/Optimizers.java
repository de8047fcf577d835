package gradshell.optim;

import gradshell.optim.ParameterOptimizer.Rule;
import gradshell.optim.ParameterOptimizer.Step;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Optimizers. Below, η is the learning rate, g the gradient, x the parameter and t the number of the step, from 1; what is
 * carried from step to step starts at zero unless said otherwise, and ε is 1e-8. An optimizer remembers each parameter that
 * it has seen, so a new training run takes a new one.
 */
public final class Optimizers {
    private static final double EPSILON = 1e-8;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private Optimizers() {}

    /** {@link #descent(double)} with η = 0.1. */
    public static Optimizer descent() {
        return descent(0.1);
    }

    /** Gradient descent: {@code x ← x - η g}. */
    public static Optimizer descent(double learningRate) {
        return rule("descent", 0, 0, _ -> (x, g, _, n) -> {
            for (int i = 0; i < n; i++) x[i] -= learningRate * g[i];
        }, rate(learningRate));
    }

    /** {@link #momentum(double, double)} with η = 0.01 and ρ = 0.9. */
    public static Optimizer momentum() {
        return momentum(0.01);
    }

    /** {@link #momentum(double, double)} with ρ = 0.9. */
    public static Optimizer momentum(double learningRate) {
        return momentum(learningRate, 0.9);
    }

    /** Descent with momentum: {@code v ← ρ v + η g}, {@code x ← x - v}. */
    public static Optimizer momentum(double learningRate, double rho) {
        return rule("momentum", 1, 0, _ -> (x, g, s, n) -> {
            double[] v = s[0];
            for (int i = 0; i < n; i++) {
                v[i] = rho * v[i] + learningRate * g[i];
                x[i] -= v[i];
            }
        }, rate(learningRate), share("rho", rho));
    }

    /** {@link #nesterov(double, double)} with η = 0.001 and ρ = 0.9. */
    public static Optimizer nesterov() {
        return nesterov(0.001);
    }

    /** {@link #nesterov(double, double)} with ρ = 0.9. */
    public static Optimizer nesterov(double learningRate) {
        return nesterov(learningRate, 0.9);
    }

    /** Nesterov's momentum: {@code x ← x - ((1 + ρ) η g - ρ² v)}, {@code v ← ρ v - η g}. */
    public static Optimizer nesterov(double learningRate, double rho) {
        return rule("nesterov", 1, 0, _ -> (x, g, s, n) -> {
            double[] v = s[0];
            for (int i = 0; i < n; i++) {
                x[i] -= (1 + rho) * learningRate * g[i] - rho * rho * v[i];
                v[i] = rho * v[i] - learningRate * g[i];
            }
        }, rate(learningRate), share("rho", rho));
    }

    /** {@link #rmsProp(double, double)} with η = 0.001 and ρ = 0.9. */
    public static Optimizer rmsProp() {
        return rmsProp(0.001);
    }

    /** {@link #rmsProp(double, double)} with ρ = 0.9. */
    public static Optimizer rmsProp(double learningRate) {
        return rmsProp(learningRate, 0.9);
    }

    /** RMSProp: {@code v ← ρ v + (1 - ρ) g²}, {@code x ← x - η g / (√v + ε)}. */
    public static Optimizer rmsProp(double learningRate, double rho) {
        return rule("rmsProp", 1, 0, _ -> (x, g, s, n) -> {
            double[] v = s[0];
            for (int i = 0; i < n; i++) {
                v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
                x[i] -= learningRate * g[i] / (Math.sqrt(v[i]) + EPSILON);
            }
        }, rate(learningRate), share("rho", rho));
    }

    /** {@link #adaGrad(double)} with η = 0.1. */
    public static Optimizer adaGrad() {
        return adaGrad(0.1);
    }

    /** AdaGrad: {@code v ← v + g²} from ε on, {@code x ← x - η g / (√v + ε)}. */
    public static Optimizer adaGrad(double learningRate) {
        return rule("adaGrad", 1, EPSILON, _ -> (x, g, s, n) -> {
            double[] v = s[0];
            for (int i = 0; i < n; i++) {
                v[i] += g[i] * g[i];
                x[i] -= learningRate * g[i] / (Math.sqrt(v[i]) + EPSILON);
            }
        }, rate(learningRate));
    }

    /** {@link #adaDelta(double)} with ρ = 0.9. */
    public static Optimizer adaDelta() {
        return adaDelta(0.9);
    }

    /** AdaDelta, without a learning rate: {@code v ← ρ v + (1 - ρ) g²}, {@code d = g √(u + ε) / √(v + ε)}, {@code x ← x - d}, {@code u ← ρ u + (1 - ρ) d²}. */
    public static Optimizer adaDelta(double rho) {
        return rule("adaDelta", 2, 0, _ -> (x, g, s, n) -> {
            double[] v = s[0];
            double[] u = s[1];
            for (int i = 0; i < n; i++) {
                v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
                double d = g[i] * Math.sqrt(u[i] + EPSILON) / Math.sqrt(v[i] + EPSILON);
                u[i] = rho * u[i] + (1 - rho) * d * d;
                x[i] -= d;
            }
        }, share("rho", rho));
    }

    /** {@link #adam(double)} with η = 0.001. */
    public static Optimizer adam() {
        return adam(0.001);
    }

    /** {@link #adam(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adam(double learningRate) {
        return adam(learningRate, BETA1, BETA2);
    }

    /**
     * Adam (Kingma and Ba 2015): {@code m ← β₁ m + (1 - β₁) g}, {@code v ← β₂ v + (1 - β₂) g²},
     * {@code x ← x - η m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε)}.
     */
    public static Optimizer adam(double learningRate, double beta1, double beta2) {
        return rule("adam", 2, 0, t -> adamStep(t, learningRate, beta1, beta2, 0), rate(learningRate),
                share("beta1", beta1), share("beta2", beta2));
    }

    /** {@link #adamW(double, double)} with η = 0.001 and no decay. */
    public static Optimizer adamW() {
        return adamW(0.001);
    }

    /** {@link #adamW(double, double)} with no decay. */
    public static Optimizer adamW(double learningRate) {
        return adamW(learningRate, 0);
    }

    /** Adam with the decay λ of the weights beside the gradient (Loshchilov and Hutter 2019): {@code x ← x - η (adam + λ x)}. */
    public static Optimizer adamW(double learningRate, double decay) {
        return rule("adamW", 2, 0, t -> adamStep(t, learningRate, BETA1, BETA2, decay), rate(learningRate),
                positive("decay", decay));
    }

    /** {@link #adaMax(double)} with η = 0.001. */
    public static Optimizer adaMax() {
        return adaMax(0.001);
    }

    /** AdaMax, Adam by the largest gradient: {@code u ← max(β₂ u, |g|)}, {@code x ← x - η m / (1 - β₁ᵗ) / (u + ε)}. */
    public static Optimizer adaMax(double learningRate) {
        return rule("adaMax", 2, 0, t -> (x, g, s, n) -> {
            double rate = learningRate / (1 - Math.pow(BETA1, t));
            double[] m = s[0];
            double[] u = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
                u[i] = Math.max(BETA2 * u[i], Math.abs(g[i]));
                x[i] -= rate * m[i] / (u[i] + EPSILON);
            }
        }, rate(learningRate));
    }

    /** {@link #amsGrad(double)} with η = 0.001. */
    public static Optimizer amsGrad() {
        return amsGrad(0.001);
    }

    /** AMSGrad, Adam by the largest v so far and without the correction for t: {@code u ← max(u, v)}, {@code x ← x - η m / (√u + ε)}; all from ε on. */
    public static Optimizer amsGrad(double learningRate) {
        return rule("amsGrad", 3, EPSILON, _ -> (x, g, s, n) -> {
            double[] m = s[0];
            double[] v = s[1];
            double[] u = s[2];
            for (int i = 0; i < n; i++) {
                m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
                v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
                u[i] = Math.max(u[i], v[i]);
                x[i] -= learningRate * m[i] / (Math.sqrt(u[i]) + EPSILON);
            }
        }, rate(learningRate));
    }

    /** {@link #nAdam(double)} with η = 0.001. */
    public static Optimizer nAdam() {
        return nAdam(0.001);
    }

    /** NAdam, Adam with Nesterov's momentum: in Adam's step, {@code β₁ m / (1 - β₁ᵗ⁺¹) + (1 - β₁) g / (1 - β₁ᵗ)} stands for the first factor. */
    public static Optimizer nAdam(double learningRate) {
        return rule("nAdam", 2, 0, t -> (x, g, s, n) -> {
            double ahead = BETA1 / (1 - Math.pow(BETA1, t + 1));
            double now = (1 - BETA1) / (1 - Math.pow(BETA1, t));
            double share = BETA2 / (1 - Math.pow(BETA2, t));
            double[] m = s[0];
            double[] v = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
                v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
                x[i] -= learningRate * (ahead * m[i] + now * g[i]) / (Math.sqrt(share * v[i]) + EPSILON);
            }
        }, rate(learningRate));
    }

    private static Step adamStep(int t, double rate, double beta1, double beta2, double decay) {
        double first = rate / (1 - Math.pow(beta1, t));
        double second = 1 / (1 - Math.pow(beta2, t));
        double kept = 1 - rate * decay;
        return (x, g, s, n) -> {
            double[] m = s[0];
            double[] v = s[1];
            for (int i = 0; i < n; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                x[i] = kept * x[i] - first * m[i] / (Math.sqrt(second * v[i]) + EPSILON);
            }
        };
    }

    /** With {@code memories} numbers remembered for each of a parameter, which begin with {@code start}. */
    private static Optimizer rule(String name, int memories, double start, Rule rule, double... numbers) {
        String code = Arrays.stream(numbers).mapToObj(Double::toString)
                .collect(Collectors.joining(", ", name + "(", ")"));
        return new ParameterOptimizer(code, memories, start, rule);
    }

    private static double rate(double learningRate) {
        return positive("learning rate", learningRate);
    }

    private static double positive(String name, double value) {
        if (value >= 0 && Double.isFinite(value)) return value;
        throw new IllegalArgumentException("the " + name + " must be a number from 0 up, but it is " + value);
    }

    private static double share(String name, double value) {
        if (value >= 0 && value < 1) return value;
        throw new IllegalArgumentException(name + " must be from 0 up and below 1, but it is " + value);
    }
}
