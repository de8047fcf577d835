package gradshell.optim;

import static gradshell.optim.Setting.rate;

/**
 * Optimizers. Below, η is the learning rate, a number or a {@link Schedule}, g the gradient, x the parameter and t the number of the
 * step, from 1; what is carried from step to step starts at zero unless said otherwise, and ε is 1e-8. An optimizer remembers
 * each parameter that it has seen, so a new training run takes a new one. All are as in Flux 0.16.
 */
public final class Optimizers {
    private static final double RHO = 0.9;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private Optimizers() {}

    /** {@link #descent(double)} with η = 0.1. */
    public static Optimizer descent() {
        return descent(0.1);
    }

    /** Gradient descent: {@code x ← x - η g}. */
    public static Optimizer descent(double learningRate) {
        return of(Descents.descent(rate(learningRate)));
    }

    /** {@link #descent(double)} with a schedule. */
    public static Optimizer descent(Schedule learningRate) {
        return of(Descents.descent(rate(learningRate)));
    }

    /** {@link #momentum(double)} with η = 0.01. */
    public static Optimizer momentum() {
        return momentum(0.01);
    }

    /** {@link #momentum(double, double)} with ρ = 0.9. */
    public static Optimizer momentum(double learningRate) {
        return momentum(learningRate, RHO);
    }

    /** {@link #momentum(double, double)} with a schedule, ρ = 0.9. */
    public static Optimizer momentum(Schedule learningRate) {
        return of(Descents.momentum(rate(learningRate), RHO));
    }

    /** Descent with momentum: {@code v ← ρ v + η g}, {@code x ← x - v}. */
    public static Optimizer momentum(double learningRate, double rho) {
        return of(Descents.momentum(rate(learningRate), rho));
    }

    /** {@link #nesterov(double)} with η = 0.001. */
    public static Optimizer nesterov() {
        return nesterov(0.001);
    }

    /** {@link #nesterov(double, double)} with ρ = 0.9. */
    public static Optimizer nesterov(double learningRate) {
        return nesterov(learningRate, RHO);
    }

    /** {@link #nesterov(double, double)} with a schedule, ρ = 0.9. */
    public static Optimizer nesterov(Schedule learningRate) {
        return of(Descents.nesterov(rate(learningRate), RHO));
    }

    /** Nesterov's momentum: {@code x ← x - ((1 + ρ) η g - ρ² v)}, {@code v ← ρ v - η g}. */
    public static Optimizer nesterov(double learningRate, double rho) {
        return of(Descents.nesterov(rate(learningRate), rho));
    }

    /** {@link #rmsProp(double, double, boolean)} with η = 0.001. */
    public static Optimizer rmsProp() {
        return rmsProp(0.001);
    }

    /** {@link #rmsProp(double, double, boolean)} with ρ = 0.9, not centred. */
    public static Optimizer rmsProp(double learningRate) {
        return rmsProp(learningRate, RHO);
    }

    /** {@link #rmsProp(double, double, boolean)} with a schedule, ρ = 0.9, not centred. */
    public static Optimizer rmsProp(Schedule learningRate) {
        return of(Scalings.rmsProp(rate(learningRate), RHO, false));
    }

    /** {@link #rmsProp(double, double, boolean)}, not centred. */
    public static Optimizer rmsProp(double learningRate, double rho) {
        return rmsProp(learningRate, rho, false);
    }

    /**
     * RMSProp: {@code v ← ρ v + (1 - ρ) g²}, {@code x ← x - η g / (√v + ε)}; centred with the variance, {@code v - m²} for v, where
     * {@code m ← ρ m + (1 - ρ) g}.
     */
    public static Optimizer rmsProp(double learningRate, double rho, boolean centred) {
        return of(Scalings.rmsProp(rate(learningRate), rho, centred));
    }

    /** {@link #rprop(double, double, double, double, double)} with first steps of 0.001. */
    public static Optimizer rprop() {
        return rprop(0.001);
    }

    /** {@link #rprop(double, double, double, double, double)} by the factors 0.5 and 1.2, between 1e-6 and 50. */
    public static Optimizer rprop(double first) {
        return rprop(first, 0.5, 1.2, 1e-6, 50);
    }

    /**
     * Rprop (Riedmiller and Braun 1993), for the gradient of all data: each number moves by a step of its own, {@code first} at first,
     * against the sign of its gradient. The step grows by a factor where the sign stays, up to {@code most}, and shrinks where it
     * changes, down to {@code least}; then the number stays once.
     */
    public static Optimizer rprop(double first, double shrink, double grow, double least, double most) {
        return of(Descents.rprop(first, shrink, grow, least, most));
    }

    /** {@link #adaGrad(double)} with η = 0.1. */
    public static Optimizer adaGrad() {
        return adaGrad(0.1);
    }

    /** AdaGrad: {@code v ← v + g²} from ε on, {@code x ← x - η g / (√v + ε)}. */
    public static Optimizer adaGrad(double learningRate) {
        return of(Scalings.adaGrad(rate(learningRate)));
    }

    /** {@link #adaGrad(double)} with a schedule. */
    public static Optimizer adaGrad(Schedule learningRate) {
        return of(Scalings.adaGrad(rate(learningRate)));
    }

    /** {@link #adaDelta(double)} with ρ = 0.9. */
    public static Optimizer adaDelta() {
        return adaDelta(RHO);
    }

    /** AdaDelta, without a learning rate: {@code v ← ρ v + (1 - ρ) g²}, {@code d = g √(u + ε) / √(v + ε)}, {@code x ← x - d}, {@code u ← ρ u + (1 - ρ) d²}. */
    public static Optimizer adaDelta(double rho) {
        return of(Scalings.adaDelta(rho));
    }

    /** {@link #adam(double)} with η = 0.001. */
    public static Optimizer adam() {
        return adam(0.001);
    }

    /** {@link #adam(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adam(double learningRate) {
        return adam(learningRate, BETA1, BETA2);
    }

    /** {@link #adam(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adam(Schedule learningRate) {
        return of(Adams.adam(rate(learningRate), BETA1, BETA2));
    }

    /**
     * Adam (Kingma and Ba 2015): {@code m ← β₁ m + (1 - β₁) g}, {@code v ← β₂ v + (1 - β₂) g²},
     * {@code x ← x - η m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε)}.
     */
    public static Optimizer adam(double learningRate, double beta1, double beta2) {
        return of(Adams.adam(rate(learningRate), beta1, beta2));
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
        return adamW(learningRate, decay, true);
    }

    /** {@link #adamW(double, double)}, or not {@code coupled} to the learning rate: {@code x ← x - η adam - λ x}. */
    public static Optimizer adamW(double learningRate, double decay, boolean coupled) {
        return of(Adams.adamW(rate(learningRate), decay, coupled));
    }

    /** {@link #adamW(double, double)} with a schedule. */
    public static Optimizer adamW(Schedule learningRate, double decay) {
        return of(Adams.adamW(rate(learningRate), decay, true));
    }

    /** {@link #adaMax(double)} with η = 0.001. */
    public static Optimizer adaMax() {
        return adaMax(0.001);
    }

    /** {@link #adaMax(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adaMax(double learningRate) {
        return adaMax(learningRate, BETA1, BETA2);
    }

    /** {@link #adaMax(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adaMax(Schedule learningRate) {
        return of(Adams.adaMax(rate(learningRate), BETA1, BETA2));
    }

    /** AdaMax, Adam by the largest gradient: {@code u ← max(β₂ u, |g|)}, {@code x ← x - η m / (1 - β₁ᵗ) / (u + ε)}. */
    public static Optimizer adaMax(double learningRate, double beta1, double beta2) {
        return of(Adams.adaMax(rate(learningRate), beta1, beta2));
    }

    /** {@link #amsGrad(double)} with η = 0.001. */
    public static Optimizer amsGrad() {
        return amsGrad(0.001);
    }

    /** {@link #amsGrad(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer amsGrad(double learningRate) {
        return amsGrad(learningRate, BETA1, BETA2);
    }

    /** {@link #amsGrad(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer amsGrad(Schedule learningRate) {
        return of(Adams.amsGrad(rate(learningRate), BETA1, BETA2));
    }

    /** AMSGrad, Adam by the largest v so far and without the correction for t: {@code u ← max(u, v)}, {@code x ← x - η m / (√u + ε)}; all from ε on. */
    public static Optimizer amsGrad(double learningRate, double beta1, double beta2) {
        return of(Adams.amsGrad(rate(learningRate), beta1, beta2));
    }

    /** {@link #nAdam(double)} with η = 0.001. */
    public static Optimizer nAdam() {
        return nAdam(0.001);
    }

    /** {@link #nAdam(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer nAdam(double learningRate) {
        return nAdam(learningRate, BETA1, BETA2);
    }

    /** {@link #nAdam(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer nAdam(Schedule learningRate) {
        return of(Adams.nAdam(rate(learningRate), BETA1, BETA2));
    }

    /** NAdam, Adam with Nesterov's momentum: in Adam's step, {@code β₁ m / (1 - β₁ᵗ⁺¹) + (1 - β₁) g / (1 - β₁ᵗ)} stands for the first factor. */
    public static Optimizer nAdam(double learningRate, double beta1, double beta2) {
        return of(Adams.nAdam(rate(learningRate), beta1, beta2));
    }

    /** {@link #rAdam(double)} with η = 0.001. */
    public static Optimizer rAdam() {
        return rAdam(0.001);
    }

    /** {@link #rAdam(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer rAdam(double learningRate) {
        return rAdam(learningRate, BETA1, BETA2);
    }

    /** {@link #rAdam(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer rAdam(Schedule learningRate) {
        return of(Adams.rAdam(rate(learningRate), BETA1, BETA2));
    }

    /**
     * RAdam (Liu et al. 2020), Adam that is rectified while few gradients have been seen: with {@code r = 2 / (1 - β₂) - 1} and
     * {@code q = r - 2 t β₂ᵗ / (1 - β₂ᵗ)}, Adam's step times {@code √((q - 4)(q - 2) r / ((r - 4)(r - 2) q))} where {@code q > 4},
     * before that {@code η m / (1 - β₁ᵗ)}.
     */
    public static Optimizer rAdam(double learningRate, double beta1, double beta2) {
        return of(Adams.rAdam(rate(learningRate), beta1, beta2));
    }

    /** {@link #oAdam(double)} with η = 0.001. */
    public static Optimizer oAdam() {
        return oAdam(0.001);
    }

    /** {@link #oAdam(double, double, double)} with β₁ = 0.5 and β₂ = 0.9. */
    public static Optimizer oAdam(double learningRate) {
        return oAdam(learningRate, 0.5, 0.9);
    }

    /** {@link #oAdam(double, double, double)} with a schedule, β₁ = 0.5 and β₂ = 0.9. */
    public static Optimizer oAdam(Schedule learningRate) {
        return of(Adams.oAdam(rate(learningRate), 0.5, 0.9));
    }

    /** Optimistic Adam (Daskalakis et al. 2018): twice Adam's step less the one before. */
    public static Optimizer oAdam(double learningRate, double beta1, double beta2) {
        return of(Adams.oAdam(rate(learningRate), beta1, beta2));
    }

    /** {@link #adaBelief(double)} with η = 0.001. */
    public static Optimizer adaBelief() {
        return adaBelief(0.001);
    }

    /** {@link #adaBelief(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adaBelief(double learningRate) {
        return adaBelief(learningRate, BETA1, BETA2);
    }

    /** {@link #adaBelief(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer adaBelief(Schedule learningRate) {
        return of(Adams.adaBelief(rate(learningRate), BETA1, BETA2));
    }

    /** AdaBelief (Zhuang et al. 2020), Adam with {@code v ← β₂ v + (1 - β₂)(g - m)² + ε} and ε = 1e-16. */
    public static Optimizer adaBelief(double learningRate, double beta1, double beta2) {
        return of(Adams.adaBelief(rate(learningRate), beta1, beta2));
    }

    /** {@link #lion(double)} with η = 0.001. */
    public static Optimizer lion() {
        return lion(0.001);
    }

    /** {@link #lion(double, double, double)} with β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer lion(double learningRate) {
        return lion(learningRate, BETA1, BETA2);
    }

    /** {@link #lion(double, double, double)} with a schedule, β₁ = 0.9 and β₂ = 0.999. */
    public static Optimizer lion(Schedule learningRate) {
        return of(Descents.lion(rate(learningRate), BETA1, BETA2));
    }

    /**
     * Lion, steps of one size (Chen et al. 2023): {@code m ← β₂ g + (1 - β₂) m}, {@code x ← x - η sign((β₂ - β₁) g + β₁ m)}.
     * These are Flux's weights; in the paper g and the old m have each other's.
     */
    public static Optimizer lion(double learningRate, double beta1, double beta2) {
        return of(Descents.lion(rate(learningRate), beta1, beta2));
    }

    /** {@link #weightDecay(double)} with λ = 5e-4. */
    public static Optimizer weightDecay() {
        return weightDecay(5e-4);
    }

    /** For chains: adds {@code λ x} to the gradient, as {@code λ / 2 Σ x²} in the loss does. */
    public static Optimizer weightDecay(double decay) {
        return of(Penalties.weightDecay(decay));
    }

    /** {@link #signDecay(double)} with λ = 1e-3. */
    public static Optimizer signDecay() {
        return signDecay(1e-3);
    }

    /** For chains: adds {@code λ sign(x)} to the gradient, as {@code λ Σ |x|} in the loss does. */
    public static Optimizer signDecay(double decay) {
        return of(Penalties.signDecay(decay));
    }

    /** {@link #clipGrad(double)} with 10. */
    public static Optimizer clipGrad() {
        return clipGrad(10);
    }

    /** For chains: holds each element between {@code -max} and {@code max}. */
    public static Optimizer clipGrad(double max) {
        return of(Penalties.clipGrad(max));
    }

    /** {@link #clipNorm(double, double)} with 10 and p = 2. */
    public static Optimizer clipNorm() {
        return clipNorm(10);
    }

    /** {@link #clipNorm(double, double)} with p = 2. */
    public static Optimizer clipNorm(double max) {
        return clipNorm(max, 2);
    }

    /**
     * For chains: scales what comes for a parameter down to the p-norm {@code max}, each parameter by itself; {@code gs.clipNorm(max)}
     * does all together. Where a gradient is NaN or infinite, update throws an ArithmeticException before anything changes.
     */
    public static Optimizer clipNorm(double max, double p) {
        return of(new NormClip(max, p));
    }

    /** For chains, first in them: waits for {@code count} gradients and gives on their mean. */
    public static Optimizer accumGrad(int count) {
        return of(new Accumulation(count));
    }

    /** One after the other, each working on what the one before has made of the gradient: {@code chainOf(clipNorm(1), weightDecay(5e-4), adam())}. */
    public static Optimizer chainOf(Optimizer... optimizers) {
        return optimizers.length == 0 ? descent(1) : ParameterOptimizer.chain(optimizers);
    }

    private static Optimizer of(Part part) {
        return new ParameterOptimizer(part);
    }
}
