package gradshell.optim;

import gradshell.Tensor;
import java.util.List;

/** Scales a step down whose p-norm, over the whole parameter, is larger than {@code max}. */
final class NormClip implements Part {
    private final double p;
    private final Setting max;

    NormClip(double max, double p) {
        if (!(p >= 1))
            throw new IllegalArgumentException("clipNorm: the p of the norm must be at least 1, but it is " + p);
        this.max = Setting.from0("max", max);
        this.p = p;
    }

    @Override
    public List<Setting> settings() {
        return List.of(max);
    }

    @Override
    public Memory memory(Tensor parameter) {
        return new Memory(parameter);
    }

    @Override
    public void check(String parameter, Tensor gradient, int t) {
        Part.super.check(parameter, gradient, t);
        double norm = norm(gradient);
        if (!Double.isFinite(norm))
            throw new ArithmeticException(this + ": the norm of the gradient in parameter " + parameter + " is " + norm
                    + ", and no factor makes it small; clipGrad bounds infinite elements");
    }

    @Override
    public Tensor step(Tensor parameter, Tensor step, Memory memory) {
        double norm = norm(step);
        double bound = max.at(memory.t);
        return norm > bound ? step.times(bound / norm) : step;
    }

    /** By the largest element first, so that no power overflows. */
    private double norm(Tensor x) {
        if (x.size() == 0) return 0;
        double largest = x.abs().max().item();
        if (largest == 0 || !Double.isFinite(largest) || Double.isInfinite(p)) return largest;
        Tensor shares = x.abs().div(largest);
        if (p == 1) return largest * shares.sum().item();
        if (p == 2) return largest * Math.sqrt(shares.square().sum().item());
        return largest * Math.pow(shares.pow(p).sum().item(), 1 / p);
    }

    @Override
    public String toString() {
        return Part.code("clipNorm", settings(), p == 2 ? "" : ", " + p);
    }
}
