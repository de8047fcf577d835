package gradshell;

import static gradshell.RuleCheck.any;
import static gradshell.RuleCheck.rule;
import static gradshell.RuleCheck.other;
import static gradshell.RuleCheck.positive;
import static gradshell.RuleCheck.unit;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.stack;
import static gradshell.Tensors.where;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every tensor operation against central differences, backwards and forwards, in float and double, and its second
 * derivative in double. An operation is one line here.
 */
class TensorRulesTest {
    private static Stream<RuleCheck> elementwise() {
        return Stream.of(rule("unaryMinus", x -> x.unaryMinus(), any(2, 3)), rule("abs", x -> x.abs(), any(2, 3)),
                rule("sign", x -> x.sign().times(x), any(2, 3)), rule("square", x -> x.square(), any(2, 3)),
                rule("sqrt", x -> x.sqrt(), positive(2, 3)), rule("rsqrt", x -> x.rsqrt(), positive(2, 3)),
                rule("reciprocal", x -> x.reciprocal(), positive(2, 3)), rule("exp", x -> x.exp(), any(2, 3)),
                rule("expm1", x -> x.expm1(), any(2, 3)), rule("log", x -> x.log(), positive(2, 3)),
                rule("log1p", x -> x.log1p(), positive(2, 3)), rule("sin", x -> x.sin(), any(2, 3)),
                rule("cos", x -> x.cos(), any(2, 3)), rule("tan", x -> x.tan(), unit(2, 3)),
                rule("asin", x -> x.asin(), unit(2, 3)), rule("acos", x -> x.acos(), unit(2, 3)),
                rule("atan", x -> x.atan(), any(2, 3)), rule("sinh", x -> x.sinh(), any(2, 3)),
                rule("cosh", x -> x.cosh(), any(2, 3)), rule("tanh", x -> x.tanh(), any(2, 3)),
                rule("sigmoid", x -> x.sigmoid(), any(2, 3)), rule("relu", x -> x.relu(), any(2, 3)),
                rule("softplus", x -> x.softplus(), any(2, 3)), rule("erf", x -> x.erf(), any(2, 3)),
                rule("floor", x -> x.floor().times(x), any(2, 3)), rule("ceil", x -> x.ceil().times(x), any(2, 3)),
                rule("round", x -> x.round().times(x), any(2, 3)), rule("clamp", x -> x.clamp(-1, 1), any(2, 3)),
                rule("copy", x -> x.copy(), any(2, 3)), rule("to", x -> x.to(DataType.DOUBLE).sin(), any(2, 3)));
    }

    private static Stream<RuleCheck> arithmetic() {
        return Stream.of(rule("plus", (x, y) -> x.plus(y), any(2, 3), other(2, 3)),
                rule("plus, broadcast", (x, y) -> x.plus(y), any(2, 1), other(3)),
                rule("plus, number", x -> x.plus(3), any(2, 3)),
                rule("minus", (x, y) -> x.minus(y), any(2, 3), other(2, 3)),
                rule("minus, broadcast", (x, y) -> x.minus(y), any(1, 3), other(2, 1)),
                rule("minus, number", x -> x.minus(3), any(2, 3)),
                rule("times", (x, y) -> x.times(y), any(2, 3), other(2, 3)),
                rule("times, broadcast", (x, y) -> x.times(y), any(3), other(2, 1)),
                rule("times, itself", x -> x.times(x), any(3)), rule("times, number", x -> x.times(3), any(2, 3)),
                rule("div", (x, y) -> x.div(y), any(2, 3), positive(2, 3)),
                rule("div, broadcast", (x, y) -> x.div(y), any(), positive(2, 3)),
                rule("div, number", x -> x.div(3), any(2, 3)),
                rule("pow", (x, y) -> x.pow(y), positive(2, 3), any(2, 3)),
                rule("pow, broadcast", (x, y) -> x.pow(y), positive(2, 1), any(3)),
                rule("pow, number", x -> x.pow(3), any(2, 3)), rule("pow, root", x -> x.pow(0.5), positive(2, 3)),
                rule("pow, zero", x -> x.pow(0).times(x), any(2, 3)),
                rule("maximum", (x, y) -> x.maximum(y), any(2, 3), other(2, 3)),
                rule("maximum, number", x -> x.maximum(0.1), any(2, 3)),
                rule("minimum", (x, y) -> x.minimum(y), any(2, 3), other(3)),
                rule("minimum, number", x -> x.minimum(0.1), any(2, 3)),
                rule("where", (x, y) -> where(Tensors.bools(true, false, true), x, y), any(2, 3), other(3)));
    }

    private static Stream<RuleCheck> reductions() {
        return Stream.of(rule("sum", x -> x.sum(), any(2, 3)), rule("sum, dim", x -> x.sum(1), any(2, 3)),
                rule("sum, dims", x -> x.sum(0, 2), any(2, 3, 2)),
                rule("keepDims", x -> x.sum(0).keepDims(), any(2, 3)),
                rule("sum, scalar", x -> x.sum(), any()), rule("mean", x -> x.mean(), any(2, 3)),
                rule("mean, dim", x -> x.mean(0), any(2, 3)), rule("max", x -> x.max(), any(2, 3)),
                rule("max, dim", x -> x.max(1), any(2, 3)), rule("max, dims", x -> x.max(0, 2), any(2, 3, 2)),
                rule("min", x -> x.min(), any(2, 3)), rule("min, dim", x -> x.min(0), any(2, 3)),
                rule("prod", x -> x.prod(), any(5)), rule("prod, dim", x -> x.prod(0), any(3, 2)),
                rule("prod, dims", x -> x.prod(0, 2), any(2, 3, 2)), rule("norm", x -> x.norm(), any(2, 3)),
                rule("norm, dim", x -> x.norm(1), any(2, 3)), rule("norm, scalar", x -> x.norm(), any()),
                rule("variance", x -> x.variance(), any(2, 3)), rule("variance, dim", x -> x.variance(0), any(3, 2)),
                rule("std", x -> x.std(), any(2, 3)), rule("std, dim", x -> x.std(1), any(2, 3)),
                rule("logSumExp", x -> x.logSumExp(), any(2, 3)),
                rule("logSumExp, dim", x -> x.logSumExp(0), any(2, 3)),
                rule("cumsum", x -> x.cumsum(1), any(2, 3)), rule("softmax", x -> x.softmax(0), any(3, 2)),
                rule("logSoftmax", x -> x.logSoftmax(1), any(2, 3)));
    }

    private static Stream<RuleCheck> shapes() {
        var picked = indices(1, 0, 1, 2, 2, 0).reshape(2, 3);
        return Stream.of(rule("reshape", x -> x.reshape(3, -1), any(2, 3)),
                rule("flatten", x -> x.flatten(), any(2, 3)),
                rule("permute", x -> x.permute(2, 0, 1), any(2, 3, 2)), rule("t", x -> x.t(), any(2, 3)),
                rule("squeeze", x -> x.squeeze(), any(2, 1, 3)), rule("squeeze, dim", x -> x.squeeze(1), any(2, 1, 3)),
                rule("unsqueeze", x -> x.unsqueeze(2), any(2, 3)),
                rule("broadcastTo", x -> x.broadcastTo(2, 2, 3), any(2, 1)),
                rule("slice", x -> x.slice(1, 1, 3), any(2, 3)), rule("select", x -> x.select(0, 1), any(2, 3)),
                rule("gather", x -> x.gather(1, picked), any(2, 3)), rule("take", x -> x.take(1, 2, 0, 2), any(2, 3)),
                rule("take of columns", x -> x.t().take(1, 1, 1, 0), any(2, 3)),
                rule("pad", x -> x.pad(0, 1, 2), any(2, 3)),
                rule("flip", x -> x.flip(1), any(2, 3)), rule("repeat", x -> x.repeat(2, 3), any(2, 2)),
                rule("sort", x -> x.sort(1), any(2, 3)), rule("topk", x -> x.topk(2, 1).values(), any(2, 3)),
                rule("cat", (x, y) -> cat(1, x, y, x), any(2, 3), other(2, 1)),
                rule("stack", (x, y) -> stack(0, x, y), any(2, 3), other(2, 3)),
                rule("diagonal", x -> x.diagonal(), any(3, 2)));
    }

    private static Stream<RuleCheck> linearAlgebra() {
        return Stream.of(rule("matmul", (x, y) -> x.matmul(y), any(2, 3), other(3, 2)),
                rule("matmul, matrix and vector", (x, y) -> x.matmul(y), any(2, 3), other(3)),
                rule("matmul, vector and matrix", (x, y) -> x.matmul(y), any(3), other(3, 2)),
                rule("matmul, vectors", (x, y) -> x.matmul(y), any(3), other(3)),
                rule("matmul, transposed", (x, y) -> x.t().matmul(y.t()), any(3, 2), other(2, 3)),
                rule("matmul, batch and matrix", (x, y) -> x.matmul(y), any(2, 2, 3), other(3, 2)),
                rule("batchedMatmul", (x, y) -> x.batchedMatmul(y), any(2, 2, 3), other(1, 3, 2)),
                rule("dot", (x, y) -> x.dot(y), any(4), other(4)),
                rule("outer", (x, y) -> x.outer(y), any(3), other(2)),
                rule("solve", (x, y) -> dominant(x).solve(y), any(3, 3), other(3, 2)),
                rule("solve, vector", (x, y) -> dominant(x).solve(y), any(3, 3), other(3)),
                rule("inverse", x -> dominant(x).inverse(), any(3, 3)), rule("det", x -> dominant(x).det(), any(3, 3)),
                rule("logdet", x -> dominant(x).logdet(), any(3, 3)),
                rule("cholesky", x -> x.matmul(x.t()).plus(eye(3)).cholesky(), any(3, 3)),
                rule("solve, batch", (x, y) -> dominant(x).solve(y), any(2, 3, 3), other(3, 1)),
                rule("solve, batch of vectors", (x, y) -> dominant(x).solve(y), any(2, 1, 2, 2), other(2)),
                rule("inverse, batch", x -> dominant(x).inverse(), any(2, 3, 3)),
                rule("det, batch", x -> dominant(x).det(), any(2, 2, 2)),
                rule("logdet, batch", x -> dominant(x).logdet(), any(3, 2, 2)),
                rule("logAbsDet", x -> dominant(x).times(-1).logAbsDet(), any(3, 3)),
                rule("cholesky, batch", x -> x.matmul(x.permute(0, 2, 1)).plus(eye(2)).cholesky(), any(2, 2, 3)),
                rule("trace", x -> x.trace(), any(3, 3)));
    }

    private static Stream<RuleCheck> windows() {
        var window = Window.of(2, 2).stride(2, 1).pad(1, 0);
        return Stream.of(rule("conv", (x, w) -> window.conv(x, w), any(3, 4, 2, 3), other(2, 2, 2, 3)),
                rule("conv, groups", (x, w) -> window.groups(2).dilation(2).conv(x, w), any(3, 4, 2, 1),
                        other(2, 2, 1, 4)),
                rule("conv, bias",
                        b -> Window.of(2).crossCor(any(4, 1, 2).of(b.dataType()), other(2, 1, 3).of(b.dataType()), b,
                                false),
                        any(3)),
                rule("crossCor", (x, w) -> Window.of(3).same().crossCor(x, w), any(4, 2, 2), other(3, 2, 2)),
                rule("crossCor, relu",
                        (x, w) -> Window.of(2).crossCor(x, w, any(2).of(w.dataType()).times(0.9), true), any(4, 1, 2),
                        other(2, 1, 2)),
                rule("convTranspose", (x, w) -> window.outPad(1, 0).convTranspose(x, w), any(2, 2, 2, 2),
                        other(2, 2, 1, 2)),
                rule("maxPool", x -> Window.of(2, 2).stride(1).maxPool(x), any(3, 3, 1, 1)),
                rule("maxPool, apart", x -> Window.of(2).pad(1).maxPool(x), any(4, 1, 3)),
                rule("meanPool", x -> Window.of(2, 2).stride(1).pad(1).meanPool(x), any(3, 2, 1, 2)));
    }

    /** Far from singular. */
    private static Tensor dominant(Tensor x) {
        return x.plus(eye(x.size(x.rank() - 1)).times(4));
    }

    private static Stream<RuleCheck> all() {
        return Stream.of(elementwise(), arithmetic(), reductions(), shapes(), linearAlgebra(), windows())
                .flatMap(s -> s);
    }

    @TestFactory
    Stream<DynamicTest> gradient_float() {
        return RuleCheck.gradients(all(), DataType.FLOAT);
    }

    @TestFactory
    Stream<DynamicTest> gradient_double() {
        return RuleCheck.gradients(all(), DataType.DOUBLE);
    }

    @TestFactory
    Stream<DynamicTest> secondDerivative_double() {
        return RuleCheck.secondDerivatives(all());
    }

    @TestFactory
    Stream<DynamicTest> gradient_keepsTypeAndShape() {
        return RuleCheck.typesAndShapes(all());
    }

    @Test
    void operations_areAllChecked() {
        var without = Set.of("of", "gt", "ge", "lt", "le", "eq", "ne", "argmax", "argmin", "argsort", "map");
        var checked = all().map(op -> op.name().replaceAll(",.*", "")).collect(Collectors.toSet());
        var missing = Arrays.stream(Tensor.class.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers()))
                .filter(m -> m.getReturnType() == Tensor.class).map(m -> m.getName())
                .filter(name -> !without.contains(name) && !checked.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }
}
