package gradshell.optim;

import static gradshell.Tensors.sqrt;

import gradshell.Tensor;
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
        return rule("descent", 0, (_, _, g) -> g.times(learningRate), rate(learningRate));
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
        return rule("momentum", 0, (s, _, g) -> {
            s.v = s.v.times(rho).plus(g.times(learningRate));
            return s.v;
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
        return rule("nesterov", 0, (s, _, g) -> {
            Tensor step = g.times((1 + rho) * learningRate).minus(s.v.times(rho * rho));
            s.v = s.v.times(rho).minus(g.times(learningRate));
            return step;
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
        return rule("rmsProp", 0, (s, _, g) -> {
            s.v = average(rho, s.v, g.square());
            return g.times(learningRate).div(sqrt(s.v).plus(EPSILON));
        }, rate(learningRate), share("rho", rho));
    }

    /** {@link #adaGrad(double)} with η = 0.1. */
    public static Optimizer adaGrad() {
        return adaGrad(0.1);
    }

    /** AdaGrad: {@code v ← v + g²} from ε on, {@code x ← x - η g / (√v + ε)}. */
    public static Optimizer adaGrad(double learningRate) {
        return rule("adaGrad", EPSILON, (s, _, g) -> {
            s.v = s.v.plus(g.square());
            return g.times(learningRate).div(sqrt(s.v).plus(EPSILON));
        }, rate(learningRate));
    }

    /** {@link #adaDelta(double)} with ρ = 0.9. */
    public static Optimizer adaDelta() {
        return adaDelta(0.9);
    }

    /** AdaDelta, without a learning rate: {@code v ← ρ v + (1 - ρ) g²}, {@code d = g √(u + ε) / √(v + ε)}, {@code x ← x - d}, {@code u ← ρ u + (1 - ρ) d²}. */
    public static Optimizer adaDelta(double rho) {
        return rule("adaDelta", 0, (s, _, g) -> {
            s.v = average(rho, s.v, g.square());
            Tensor step = g.times(sqrt(s.u.plus(EPSILON))).div(sqrt(s.v.plus(EPSILON)));
            s.u = average(rho, s.u, step.square());
            return step;
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
        return rule("adam", 0, (s, _, g) -> adamStep(s, g, beta1, beta2).times(learningRate), rate(learningRate),
                share("beta1", beta1),
                share("beta2", beta2));
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
        return rule("adamW", 0, (s, p, g) -> adamStep(s, g, BETA1, BETA2).plus(p.times(decay)).times(learningRate),
                rate(learningRate),
                positive("decay", decay));
    }

    /** {@link #adaMax(double)} with η = 0.001. */
    public static Optimizer adaMax() {
        return adaMax(0.001);
    }

    /** AdaMax, Adam by the largest gradient: {@code u ← max(β₂ u, |g|)}, {@code x ← x - η m / (1 - β₁ᵗ) / (u + ε)}. */
    public static Optimizer adaMax(double learningRate) {
        return rule("adaMax", 0, (s, _, g) -> {
            s.m = average(BETA1, s.m, g);
            s.u = s.u.times(BETA2).maximum(g.abs());
            return s.m.times(learningRate / (1 - Math.pow(BETA1, s.t))).div(s.u.plus(EPSILON));
        }, rate(learningRate));
    }

    /** {@link #amsGrad(double)} with η = 0.001. */
    public static Optimizer amsGrad() {
        return amsGrad(0.001);
    }

    /** AMSGrad, Adam by the largest v so far and without the correction for t: {@code u ← max(u, v)}, {@code x ← x - η m / (√u + ε)}; all from ε on. */
    public static Optimizer amsGrad(double learningRate) {
        return rule("amsGrad", EPSILON, (s, _, g) -> {
            s.m = average(BETA1, s.m, g);
            s.v = average(BETA2, s.v, g.square());
            s.u = s.u.maximum(s.v);
            return s.m.times(learningRate).div(sqrt(s.u).plus(EPSILON));
        }, rate(learningRate));
    }

    /** {@link #nAdam(double)} with η = 0.001. */
    public static Optimizer nAdam() {
        return nAdam(0.001);
    }

    /** NAdam, Adam with Nesterov's momentum: in Adam's step, {@code β₁ m / (1 - β₁ᵗ⁺¹) + (1 - β₁) g / (1 - β₁ᵗ)} stands for the first factor. */
    public static Optimizer nAdam(double learningRate) {
        return rule("nAdam", 0, (s, _, g) -> {
            s.m = average(BETA1, s.m, g);
            s.v = average(BETA2, s.v, g.square());
            Tensor ahead = s.m.times(BETA1 / (1 - Math.pow(BETA1, s.t + 1)))
                    .plus(g.times((1 - BETA1) / (1 - Math.pow(BETA1, s.t))));
            return ahead.times(learningRate).div(sqrt(s.v.times(BETA2 / (1 - Math.pow(BETA2, s.t)))).plus(EPSILON));
        }, rate(learningRate));
    }

    private static Tensor adamStep(Memory s, Tensor g, double beta1, double beta2) {
        s.m = average(beta1, s.m, g);
        s.v = average(beta2, s.v, g.square());
        Tensor root = sqrt(s.v.div(1 - Math.pow(beta2, s.t)));
        return s.m.div(1 - Math.pow(beta1, s.t)).div(root.plus(EPSILON));
    }

    private static Tensor average(double keep, Tensor old, Tensor now) {
        return old.times(keep).plus(now.times(1 - keep));
    }

    private static Optimizer rule(String name, double start, Step step, double... numbers) {
        String code = Arrays.stream(numbers).mapToObj(Double::toString)
                .collect(Collectors.joining(", ", name + "(", ")"));
        return new ParameterOptimizer(code, start, step);
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
