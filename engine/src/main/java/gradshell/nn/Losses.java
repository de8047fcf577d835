package gradshell.nn;

import static gradshell.Tensors.where;
import static gradshell.nn.Activations.logSigmoid;
import static gradshell.nn.Activations.logSoftmax;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import java.util.Arrays;

/**
 * Loss functions of a prediction {@code yHat} and a target {@code y} of the same shape: a scalar in the prediction's type, the
 * mean over all elements; over the samples in those that first add up along dimension 0, the classes.
 * A target of another shape is refused, because broadcasting it would silently give another number.
 */
public final class Losses {
    private Losses() {}

    /** Mean of {@code (yHat - y)²}. */
    public static Tensor mse(Tensor yHat, Tensor y) {
        check("mse", yHat, y);
        return yHat.minus(y).square().mean();
    }

    /** Mean of {@code |yHat - y|}; derivative 0 where they are equal. */
    public static Tensor mae(Tensor yHat, Tensor y) {
        check("mae", yHat, y);
        return yHat.minus(y).abs().mean();
    }

    /** Mean of {@code (log((yHat + ε) / (y + ε)))²}, for values from 0 up; ε is the type's machine epsilon. */
    public static Tensor msle(Tensor yHat, Tensor y) {
        check("msle", yHat, y);
        double epsilon = epsilon(yHat);
        return yHat.plus(epsilon).div(y.plus(epsilon)).log().square().mean();
    }

    /** {@link #huber(Tensor, Tensor, double)} with delta 1. */
    public static Tensor huber(Tensor yHat, Tensor y) {
        return huber(yHat, y, 1);
    }

    /** With {@code e = |yHat - y|}: mean of {@code e² / 2} below {@code delta}, of {@code delta (e - delta / 2)} above. */
    public static Tensor huber(Tensor yHat, Tensor y, double delta) {
        check("huber", yHat, y);
        if (!(delta > 0)) throw new IllegalArgumentException("huber: delta must be positive, but it is " + delta);
        Tensor error = yHat.minus(y).abs();
        return where(error.lt(delta), error.square().times(0.5), error.minus(delta / 2).times(delta)).mean();
    }

    /**
     * Mean over the samples of {@code -Σ y log(yHat + ε)} along dimension 0. {@code yHat} holds probabilities, as softmax
     * gives them; from a layer without softmax use {@link #logitCrossEntropy}, which is exact for extreme values as well.
     */
    public static Tensor crossEntropy(Tensor yHat, Tensor y) {
        check("crossEntropy", yHat, y);
        return perSample(y.times(yHat.plus(epsilon(yHat)).log())).unaryMinus();
    }

    /** {@code crossEntropy(softmax(yHat), y)} in one stable step: mean of {@code -Σ y logSoftmax(yHat)}. */
    public static Tensor logitCrossEntropy(Tensor yHat, Tensor y) {
        check("logitCrossEntropy", yHat, y);
        return perSample(y.times(logSoftmax(yHat))).unaryMinus();
    }

    /**
     * Mean of {@code -y log(yHat + ε) - (1 - y) log(1 - yHat + ε)}. {@code yHat} holds probabilities, as sigmoid gives them;
     * from a layer without sigmoid use {@link #logitBinaryCrossEntropy}.
     */
    public static Tensor binaryCrossEntropy(Tensor yHat, Tensor y) {
        check("binaryCrossEntropy", yHat, y);
        double epsilon = epsilon(yHat);
        Tensor yes = y.times(yHat.plus(epsilon).log());
        Tensor no = y.unaryMinus().plus(1).times(yHat.unaryMinus().plus(1 + epsilon).log());
        return yes.plus(no).mean().unaryMinus();
    }

    /** {@code binaryCrossEntropy(sigmoid(yHat), y)} in one stable step: mean of {@code (1 - y) yHat - logSigmoid(yHat)}. */
    public static Tensor logitBinaryCrossEntropy(Tensor yHat, Tensor y) {
        check("logitBinaryCrossEntropy", yHat, y);
        return y.unaryMinus().plus(1).times(yHat).minus(logSigmoid(yHat)).mean();
    }

    /** Kullback-Leibler divergence of the distributions: mean over the samples of {@code Σ y log(y) - y log(yHat + ε)}. */
    public static Tensor klDivergence(Tensor yHat, Tensor y) {
        check("klDivergence", yHat, y);
        Tensor entropy = y.times(where(y.eq(0), 1, y).log()); // 0 log 0 is 0
        return perSample(entropy).plus(crossEntropy(yHat, y));
    }

    /** Of counts: mean of {@code yHat - y log(yHat)}, where both from 0 up; {@code yHat} may be 0 only where {@code y} is. */
    public static Tensor poisson(Tensor yHat, Tensor y) {
        check("poisson", yHat, y);
        Tensor safe = where(yHat.plus(y).le(0), 1, yHat); // 0 log 0 is 0
        return yHat.minus(y.times(safe.log())).mean();
    }

    /** Mean of {@code max(0, 1 - yHat y)}, for targets -1 and 1. */
    public static Tensor hinge(Tensor yHat, Tensor y) {
        check("hinge", yHat, y);
        return yHat.times(y).unaryMinus().plus(1).relu().mean();
    }

    /** Mean of {@code max(0, 1 - yHat y)²}, for targets -1 and 1. */
    public static Tensor squaredHinge(Tensor yHat, Tensor y) {
        check("squaredHinge", yHat, y);
        return yHat.times(y).unaryMinus().plus(1).relu().square().mean();
    }

    private static Tensor perSample(Tensor terms) {
        return terms.rank() == 0 ? terms : terms.sum(0).mean();
    }

    private static double epsilon(Tensor x) {
        return x.dataType() == DataType.DOUBLE ? Math.ulp(1.0) : Math.ulp(1f);
    }

    private static void check(String loss, Tensor yHat, Tensor y) {
        if (Arrays.equals(yHat.shape(), y.shape())) return;
        String remedy = yHat.size() == y.size() ? "; give one of them the other's shape with reshape" : "";
        throw new IllegalArgumentException(loss + ": the prediction has shape " + Shapes.text(yHat.shape())
                + " but the target has shape " + Shapes.text(y.shape()) + "; they must be equal" + remedy);
    }
}
