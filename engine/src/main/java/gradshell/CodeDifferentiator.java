package gradshell;

import gradshell.array.Pointwise;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/**
 * Differentiates plain Java code by transforming its bytecode. Internal: implemented by {@code gradshell.compile} and
 * found as a service, so that nothing below that package depends on it.
 */
public interface CodeDifferentiator {
    /**
     * Runs {@code f}, a {@link DoubleFn}, {@link DoubleFn2} or {@link DoubleFn3}, at {@code x}.
     *
     * @return the value, and for a cotangent of it one cotangent per argument
     * @throws UnsupportedOperationException when the code can't be differentiated: class, method, line, construct, remedy
     */
    Pullback<Double, double[]> pullback(Serializable f, double... x);

    /** Value and gradient in one pass; the same as {@code pullback(f, x)} and its {@code back(1.0)} with less in between. */
    default WithGradient<Double, double[]> withGradient(Serializable f, double... x) {
        var pullback = pullback(f, x);
        return new WithGradient<>(pullback.value(), pullback.back(1.0));
    }

    /** A loop that computes the value of {@code f} for each number. */
    Pointwise values(DoubleFn f);

    /**
     * A loop that computes the value of {@code f} for each number, and its derivative; or its derivative, and the second one.
     *
     * @throws UnsupportedOperationException when the code can't be differentiated
     */
    Pointwise slopes(DoubleFn f, boolean second);

    /** The value, and how it moves when {@code x} moves along {@code dx}. */
    Pair<Double, Double> jvp(Serializable f, double[] x, double[] dx);

    /** The Hessian times {@code v}. */
    double[] hvp(Serializable f, double[] x, double[] v);

    /** The value of a function of anything that holds numbers, and its tangent in the same structure. */
    Pair<Object, Object> jvp(Serializable f, Object[] arguments, Object[] directions);

    /** The Hessian of such a function times {@code directions}, in the structure of the arguments. */
    Object[] hvp(Serializable f, Object[] arguments, Object[] directions);

    /** The gradient alone; the same as {@code pullback(f, x).back(1.0)} with less in between. */
    double[] gradient(Serializable f, double... x);

    /**
     * Runs {@code f}, an {@link Fn}, {@link Fn2} or {@link Fn3}, on arguments that hold numbers: {@code Double}, {@code Float},
     * arrays, and records, lists and maps of these.
     *
     * @return the value, and for a cotangent of it, which has the value's structure, those of the arguments in their own shapes
     * @throws UnsupportedOperationException when the code can't be differentiated
     */
    Pullback<Object, Object[]> pullback(Serializable f, Object[] arguments);

    /**
     * Whether a function of tensors has numbers made of tensors and something made of these numbers again: then it can't be
     * recorded, for a number can't be followed, but has to be compiled.
     *
     * @param holders what holds functions that it may call, such as models
     * @throws UnsupportedOperationException when that can't be told because its code can't be differentiated
     */
    boolean mixes(Serializable f, int arity, Collection<?> holders);

    /**
     * Called while the numbers of a tensor are read that a tape of this thread follows.
     *
     * @throws UnsupportedOperationException when the code that reads them isn't compiled and does more than look at them
     */
    void checkRead();

    /**
     * Runs a function in which numbers and tensors meet, on arguments as they are.
     *
     * @param leaves the tensors to differentiate in
     */
    Pullback<Object, Cotangents> pullback(Serializable f, Object[] arguments, List<Tensor> leaves);

    /** What a mixed function's way back gives. */
    interface Cotangents {
        /** Those of the arguments, in their own shapes; zero for tensors that are no leaves. */
        Object[] arguments();

        /** That of a leaf, or null if nothing flows there. */
        Tensor of(Tensor leaf);
    }

    /**
     * The code that is generated to differentiate {@code f} and the methods it calls, as Java source.
     *
     * @throws UnsupportedOperationException when the code can't be differentiated
     */
    SourceText adjoint(Serializable f);

    /** Value and gradient of such a function with a number as result. */
    WithGradient<Object, Object[]> withGradient(Serializable f, Object[] arguments);
}
