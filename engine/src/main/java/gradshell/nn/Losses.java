package gradshell.nn;

import static gradshell.Tensors.where;
import static gradshell.nn.Activations.logSigmoid;
import static gradshell.nn.Activations.logSoftmax;
import static gradshell.nn.Reduction.MEAN;

import gradshell.DataType;
import gradshell.Fused;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Arrays;

/**
 * Loss functions of a prediction {@code yHat} and a target {@code y} of the same shape, in the prediction's type: a scalar, the
 * mean over all elements; over the samples in those that first add up along dimension 0, the classes. Each one also takes a
 * {@link Reduction} as its last argument, for the sum or for the losses as they are.
 * A target of another shape is refused, because broadcasting it would silently give another number.
 */
public final class Losses {
    private Losses() {}

    /** Mean of {@code (yHat - y)²}. */
    public static Tensor mse(Tensor yHat, Tensor y) {
        return Fused.mse(yHat, target("mse", yHat, y));
    }

    /** {@link #mse(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor mse(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("mse", yHat, y);
        return reduction.of(yHat.minus(target).square());
    }

    /** Mean of {@code |yHat - y|}; derivative 0 where they are equal. */
    public static Tensor mae(Tensor yHat, Tensor y) {
        return mae(yHat, y, MEAN);
    }

    /** {@link #mae(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor mae(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("mae", yHat, y);
        return reduction.of(yHat.minus(target).abs());
    }

    /** Mean of {@code (log((yHat + ε) / (y + ε)))²}, for values from 0 up; ε is the type's machine epsilon. */
    public static Tensor msle(Tensor yHat, Tensor y) {
        return msle(yHat, y, MEAN);
    }

    /** {@link #msle(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor msle(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("msle", yHat, y);
        double epsilon = epsilon(yHat);
        return reduction.of(yHat.plus(epsilon).div(target.plus(epsilon)).log().square());
    }

    /** {@link #huber(Tensor, Tensor, double)} with delta 1. */
    public static Tensor huber(Tensor yHat, Tensor y) {
        return huber(yHat, y, 1, MEAN);
    }

    /** With {@code e = |yHat - y|}: mean of {@code e² / 2} below {@code delta}, of {@code delta (e - delta / 2)} above. */
    public static Tensor huber(Tensor yHat, Tensor y, double delta) {
        return huber(yHat, y, delta, MEAN);
    }

    /** {@link #huber(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor huber(Tensor yHat, Tensor y, Reduction reduction) {
        return huber(yHat, y, 1, reduction);
    }

    /** {@link #huber(Tensor, Tensor, double)}, or another reduction of the same. */
    public static Tensor huber(Tensor yHat, Tensor y, double delta, Reduction reduction) {
        if (!(delta > 0)) throw new IllegalArgumentException("huber: delta must be positive, but it is " + delta);
        Tensor target = target("huber", yHat, y);
        Tensor error = yHat.minus(target).abs();
        Tensor large = error.minus(delta / 2).times(delta);
        return reduction.of(where(error.lt(delta), error.square().times(0.5), large));
    }

    /** Labels {@code y (classes, ..)}, less sure of themselves: {@code (1 - alpha) y + alpha / classes}; 0 < alpha < 1. */
    public static Tensor labelSmoothing(Tensor y, double alpha) {
        return labelSmoothing(y, alpha, y.rank() == 0 ? 1 : y.size(0));
    }

    /** The same where {@code y} holds one of so many classes only: 2 for the losses of two classes, which Flux has as {@code dims = 0}. */
    public static Tensor labelSmoothing(Tensor y, double alpha, long classes) {
        if (!(alpha > 0 && alpha < 1))
            throw new IllegalArgumentException("labelSmoothing: alpha must be between 0 and 1, but it is " + alpha);
        return y.times(1 - alpha).plus(alpha / classes);
    }

    /**
     * Mean over the samples of {@code -Σ y log(yHat + ε)} along dimension 0. {@code yHat} holds probabilities, as softmax
     * gives them; from a layer without softmax use {@link #logitCrossEntropy}, which is exact for extreme values as well.
     */
    public static Tensor crossEntropy(Tensor yHat, Tensor y) {
        return crossEntropy(yHat, y, MEAN);
    }

    /** {@link #crossEntropy(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor crossEntropy(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("crossEntropy", yHat, y);
        return reduction.of(overClasses(target.times(yHat.plus(epsilon(yHat)).log())).unaryMinus());
    }

    /** {@code crossEntropy(softmax(yHat), y)} in one stable step: mean of {@code -Σ y logSoftmax(yHat)}. */
    public static Tensor logitCrossEntropy(Tensor yHat, Tensor y) {
        return Fused.logitCrossEntropy(yHat, target("logitCrossEntropy", yHat, y));
    }

    /** {@link #logitCrossEntropy(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor logitCrossEntropy(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("logitCrossEntropy", yHat, y);
        return reduction.of(overClasses(target.times(logSoftmax(yHat))).unaryMinus());
    }

    /**
     * Mean of {@code -y log(yHat + ε) - (1 - y) log(1 - yHat + ε)}. {@code yHat} holds probabilities, as sigmoid gives them;
     * from a layer without sigmoid use {@link #logitBinaryCrossEntropy}.
     */
    public static Tensor binaryCrossEntropy(Tensor yHat, Tensor y) {
        return binaryCrossEntropy(yHat, y, MEAN);
    }

    /** {@link #binaryCrossEntropy(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor binaryCrossEntropy(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("binaryCrossEntropy", yHat, y);
        double epsilon = epsilon(yHat);
        Tensor yes = target.times(yHat.plus(epsilon).log());
        Tensor no = not(target).times(yHat.unaryMinus().plus(1 + epsilon).log());
        return reduction.of(yes.plus(no).unaryMinus());
    }

    /** {@code binaryCrossEntropy(sigmoid(yHat), y)} in one stable step: mean of {@code (1 - y) yHat - logSigmoid(yHat)}. */
    public static Tensor logitBinaryCrossEntropy(Tensor yHat, Tensor y) {
        return Fused.logitBinaryCrossEntropy(yHat, target("logitBinaryCrossEntropy", yHat, y));
    }

    /** {@link #logitBinaryCrossEntropy(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor logitBinaryCrossEntropy(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("logitBinaryCrossEntropy", yHat, y);
        return reduction.of(not(target).times(yHat).minus(logSigmoid(yHat)));
    }

    /** Kullback-Leibler divergence of the distributions: mean over the samples of {@code Σ y log(y) - y log(yHat + ε)}. */
    public static Tensor klDivergence(Tensor yHat, Tensor y) {
        return klDivergence(yHat, y, MEAN);
    }

    /** {@link #klDivergence(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor klDivergence(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("klDivergence", yHat, y);
        Tensor entropy = target.times(where(target.eq(0), 1, target).log()); // 0 log 0 is 0
        return reduction.of(overClasses(entropy).plus(crossEntropy(yHat, target, Reduction.NONE)));
    }

    /** Of counts: mean of {@code yHat - y log(yHat)}, where both from 0 up; {@code yHat} may be 0 only where {@code y} is. */
    public static Tensor poisson(Tensor yHat, Tensor y) {
        return poisson(yHat, y, MEAN);
    }

    /** {@link #poisson(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor poisson(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("poisson", yHat, y);
        Tensor safe = where(yHat.plus(target).le(0), 1, yHat); // 0 log 0 is 0
        return reduction.of(yHat.minus(target.times(safe.log())));
    }

    /** Mean of {@code max(0, 1 - yHat y)}, for targets -1 and 1. */
    public static Tensor hinge(Tensor yHat, Tensor y) {
        return hinge(yHat, y, MEAN);
    }

    /** {@link #hinge(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor hinge(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("hinge", yHat, y);
        return reduction.of(not(yHat.times(target)).relu());
    }

    /** Mean of {@code max(0, 1 - yHat y)²}, for targets -1 and 1. */
    public static Tensor squaredHinge(Tensor yHat, Tensor y) {
        return squaredHinge(yHat, y, MEAN);
    }

    /** {@link #squaredHinge(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor squaredHinge(Tensor yHat, Tensor y, Reduction reduction) {
        Tensor target = target("squaredHinge", yHat, y);
        return reduction.of(not(yHat.times(target)).relu().square());
    }

    /** {@link #dice(Tensor, Tensor, double)} with smooth 1. */
    public static Tensor dice(Tensor yHat, Tensor y) {
        return dice(yHat, y, 1);
    }

    /**
     * How little two masks overlap (Milletari et al. 2016): {@code 1 - (2 Σ yHat y + smooth) / (Σ yHat² + Σ y² + smooth)}, one
     * number for all elements together, so that there is nothing to reduce.
     */
    public static Tensor dice(Tensor yHat, Tensor y, double smooth) {
        Tensor target = target("dice", yHat, y);
        Tensor both = yHat.times(target).sum().times(2).plus(smooth);
        return not(both.div(yHat.square().sum().plus(target.square().sum()).plus(smooth)));
    }

    /** {@link #tversky(Tensor, Tensor, double)} with beta 0.7. */
    public static Tensor tversky(Tensor yHat, Tensor y) {
        return tversky(yHat, y, 0.7);
    }

    /**
     * The same, where what is found wrongly weighs {@code beta} and what is missed {@code 1 - beta} (Salehi et al. 2017):
     * {@code 1 - (Σ y yHat + 1) / (Σ (y yHat + beta (1 - y) yHat + (1 - beta) y (1 - yHat)) + 1)}, as Flux has it.
     */
    public static Tensor tversky(Tensor yHat, Tensor y, double beta) {
        Tensor target = target("tversky", yHat, y);
        Tensor both = yHat.times(target).sum();
        Tensor found = not(target).times(yHat).sum().times(beta);
        Tensor missed = not(yHat).times(target).sum().times(1 - beta);
        return not(both.plus(1).div(both.plus(found).plus(missed).plus(1)));
    }

    /** {@link #binaryFocal(Tensor, Tensor, double)} with gamma 2. */
    public static Tensor binaryFocal(Tensor yHat, Tensor y) {
        return binaryFocal(yHat, y, 2, MEAN);
    }

    /**
     * {@link #binaryCrossEntropy} with less weight on what is right already (Lin et al. 2017): with
     * {@code p = y yHat + (1 - y)(1 - yHat)} the mean of {@code -(1 - p)^gamma log(p + ε)}. Flux adds ε to {@code yHat}, which
     * differs by about ε, but is no number where {@code yHat} is exactly 0 or 1.
     */
    public static Tensor binaryFocal(Tensor yHat, Tensor y, double gamma) {
        return binaryFocal(yHat, y, gamma, MEAN);
    }

    /** {@link #binaryFocal(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor binaryFocal(Tensor yHat, Tensor y, Reduction reduction) {
        return binaryFocal(yHat, y, 2, reduction);
    }

    /** {@link #binaryFocal(Tensor, Tensor, double)}, or another reduction of the same. */
    public static Tensor binaryFocal(Tensor yHat, Tensor y, double gamma, Reduction reduction) {
        from0("binaryFocal", "gamma", gamma);
        Tensor target = target("binaryFocal", yHat, y);
        Tensor p = target.times(yHat).plus(not(target).times(not(yHat)));
        return reduction.of(not(p).pow(gamma).times(p.plus(epsilon(yHat)).log()).unaryMinus());
    }

    /** {@link #focal(Tensor, Tensor, double)} with gamma 2. */
    public static Tensor focal(Tensor yHat, Tensor y) {
        return focal(yHat, y, 2, MEAN);
    }

    /**
     * {@link #crossEntropy} with less weight on what is right already (Lin et al. 2017): mean over the samples of
     * {@code -Σ y (1 - yHat)^gamma log(yHat + ε)} along dimension 0; {@code yHat} holds probabilities.
     */
    public static Tensor focal(Tensor yHat, Tensor y, double gamma) {
        return focal(yHat, y, gamma, MEAN);
    }

    /** {@link #focal(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor focal(Tensor yHat, Tensor y, Reduction reduction) {
        return focal(yHat, y, 2, reduction);
    }

    /** {@link #focal(Tensor, Tensor, double)}, or another reduction of the same. */
    public static Tensor focal(Tensor yHat, Tensor y, double gamma, Reduction reduction) {
        from0("focal", "gamma", gamma);
        Tensor target = target("focal", yHat, y);
        Tensor parts = target.times(not(yHat).pow(gamma)).times(yHat.plus(epsilon(yHat)).log());
        return reduction.of(overClasses(parts).unaryMinus());
    }

    /** {@link #siameseContrastive(Tensor, Tensor, double)} with margin 1. */
    public static Tensor siameseContrastive(Tensor yHat, Tensor y) {
        return siameseContrastive(yHat, y, 1, MEAN);
    }

    /**
     * Of the distance {@code yHat} of two things that differ, {@code y = 1}, or are alike, {@code y = 0} (Hadsell et al. 2006): mean of
     * {@code (1 - y) yHat² + y max(0, margin - yHat)²}.
     */
    public static Tensor siameseContrastive(Tensor yHat, Tensor y, double margin) {
        return siameseContrastive(yHat, y, margin, MEAN);
    }

    /** {@link #siameseContrastive(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor siameseContrastive(Tensor yHat, Tensor y, Reduction reduction) {
        return siameseContrastive(yHat, y, 1, reduction);
    }

    /** {@link #siameseContrastive(Tensor, Tensor, double)}, or another reduction of the same. */
    public static Tensor siameseContrastive(Tensor yHat, Tensor y, double margin, Reduction reduction) {
        from0("siameseContrastive", "margin", margin);
        Tensor target = target("siameseContrastive", yHat, y);
        Tensor alike = not(target).times(yHat.square());
        Tensor near = target.times(yHat.unaryMinus().plus(margin).relu().square());
        return reduction.of(alike.plus(near));
    }

    /** {@link #ctc(Tensor, Tensor)} of one sample, {@code (classes, time)}, and its labels in order. */
    public static Tensor ctc(Tensor yHat, int... labels) {
        return ctc(yHat, Tensors.indices(Arrays.stream(labels).asLongStream().toArray()));
    }

    /**
     * Connectionist temporal classification (Graves et al. 2006), for labels in order whose places in time are not known: the
     * mean over the samples of the negative logarithm of their probability. {@code yHat (classes, time, batch)} comes from a layer
     * without softmax, and its last class is the blank, as in Flux; {@code y (count, batch)} holds the labels, whole numbers from
     * 0, and -1 at the end of a shorter row. Both may be without the batch, which is all that Flux takes.
     *
     * @throws IllegalArgumentException when there is no such label, or there are too many for the time
     */
    public static Tensor ctc(Tensor yHat, Tensor y) {
        return ctc(yHat, y, MEAN);
    }

    /** {@link #ctc(Tensor, Tensor)}, or another reduction of the same. */
    public static Tensor ctc(Tensor yHat, Tensor y, Reduction reduction) {
        return reduction.of(Ctc.losses(yHat, y));
    }

    /** {@code 1 - x}. */
    private static Tensor not(Tensor x) {
        return x.unaryMinus().plus(1);
    }

    private static Tensor overClasses(Tensor terms) {
        return terms.rank() == 0 ? terms : terms.sum(0);
    }

    private static double epsilon(Tensor x) {
        return x.dataType() == DataType.DOUBLE ? Math.ulp(1.0) : Math.ulp(1f);
    }

    private static void from0(String loss, String name, double value) {
        if (!(value >= 0))
            throw new IllegalArgumentException(loss + ": " + name + " must be from 0 up, but it is " + value);
    }

    /** The target in the prediction's type. */
    private static Tensor target(String loss, Tensor yHat, Tensor y) {
        if (Arrays.equals(yHat.shape(), y.shape()))
            return yHat.dataType().isDifferentiable() ? y.to(yHat.dataType()) : y;
        String remedy = yHat.size() == y.size() ? "; give one of them the other's shape with reshape" : "";
        throw new IllegalArgumentException(loss + ": the prediction has shape " + Shapes.text(yHat.shape())
                + " but the target has shape " + Shapes.text(y.shape()) + "; they must be equal" + remedy);
    }
}
