package gradshell;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.stack;
import static gradshell.Tensors.where;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.array.Array;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
    /** Far enough from each other, from whole numbers and from zero that no step of a difference crosses a kink. */
    private static final double[] ANY = {0.7, -1.3, 1.65, -0.4, 0.3, -1.75, 1.2, -0.8, 0.5, -0.6, 1.4, -1.15};
    private static final double[] POSITIVE = {0.7, 1.3, 0.4, 1.65, 2.3, 0.9, 1.5, 0.55, 1.1, 1.8, 2.6, 2.45};
    private static final double[] UNIT = {0.6, -0.5, 0.3, -0.2, 0.7, -0.65, 0.45, -0.35, 0.15, -0.1, 0.55, 0.25};

    private static Input values(double[] numbers, int start, long... shape) {
        var elements = new double[(int) Shapes.size(shape)];
        Arrays.setAll(elements, i -> numbers[(start + i) % numbers.length]);
        return type -> new Tensor(Array.of(elements, shape).to(type.element));
    }

    private interface Input {
        Tensor of(DataType type);
    }

    private record Operation(String name, Function<Tensor[], Tensor> f, List<Input> inputs) {}

    private static Operation of(String name, Fn<Tensor, Tensor> f, Input x) {
        return new Operation(name, in -> f.apply(in[0]), List.of(x));
    }

    private static Operation of(String name, Fn2<Tensor, Tensor, Tensor> f, Input x, Input y) {
        return new Operation(name, in -> f.apply(in[0], in[1]), List.of(x, y));
    }

    private static Input any(long... shape) {
        return values(ANY, 0, shape);
    }

    private static Input other(long... shape) {
        return values(ANY, 5, shape);
    }

    private static Input positive(long... shape) {
        return values(POSITIVE, 0, shape);
    }

    private static Input unit(long... shape) {
        return values(UNIT, 0, shape);
    }

    private static Stream<Operation> elementwise() {
        return Stream.of(of("unaryMinus", x -> x.unaryMinus(), any(2, 3)), of("abs", x -> x.abs(), any(2, 3)),
                of("sign", x -> x.sign().times(x), any(2, 3)), of("square", x -> x.square(), any(2, 3)),
                of("sqrt", x -> x.sqrt(), positive(2, 3)), of("rsqrt", x -> x.rsqrt(), positive(2, 3)),
                of("reciprocal", x -> x.reciprocal(), positive(2, 3)), of("exp", x -> x.exp(), any(2, 3)),
                of("expm1", x -> x.expm1(), any(2, 3)), of("log", x -> x.log(), positive(2, 3)),
                of("log1p", x -> x.log1p(), positive(2, 3)), of("sin", x -> x.sin(), any(2, 3)),
                of("cos", x -> x.cos(), any(2, 3)), of("tan", x -> x.tan(), unit(2, 3)),
                of("asin", x -> x.asin(), unit(2, 3)), of("acos", x -> x.acos(), unit(2, 3)),
                of("atan", x -> x.atan(), any(2, 3)), of("sinh", x -> x.sinh(), any(2, 3)),
                of("cosh", x -> x.cosh(), any(2, 3)), of("tanh", x -> x.tanh(), any(2, 3)),
                of("sigmoid", x -> x.sigmoid(), any(2, 3)), of("relu", x -> x.relu(), any(2, 3)),
                of("softplus", x -> x.softplus(), any(2, 3)), of("erf", x -> x.erf(), any(2, 3)),
                of("floor", x -> x.floor().times(x), any(2, 3)), of("ceil", x -> x.ceil().times(x), any(2, 3)),
                of("round", x -> x.round().times(x), any(2, 3)), of("clamp", x -> x.clamp(-1, 1), any(2, 3)),
                of("copy", x -> x.copy(), any(2, 3)), of("to", x -> x.to(DataType.DOUBLE).sin(), any(2, 3)));
    }

    private static Stream<Operation> arithmetic() {
        return Stream.of(of("plus", (x, y) -> x.plus(y), any(2, 3), other(2, 3)),
                of("plus, broadcast", (x, y) -> x.plus(y), any(2, 1), other(3)),
                of("plus, number", x -> x.plus(3), any(2, 3)),
                of("minus", (x, y) -> x.minus(y), any(2, 3), other(2, 3)),
                of("minus, broadcast", (x, y) -> x.minus(y), any(1, 3), other(2, 1)),
                of("minus, number", x -> x.minus(3), any(2, 3)),
                of("times", (x, y) -> x.times(y), any(2, 3), other(2, 3)),
                of("times, broadcast", (x, y) -> x.times(y), any(3), other(2, 1)),
                of("times, itself", x -> x.times(x), any(3)), of("times, number", x -> x.times(3), any(2, 3)),
                of("div", (x, y) -> x.div(y), any(2, 3), positive(2, 3)),
                of("div, broadcast", (x, y) -> x.div(y), any(), positive(2, 3)),
                of("div, number", x -> x.div(3), any(2, 3)),
                of("pow", (x, y) -> x.pow(y), positive(2, 3), any(2, 3)),
                of("pow, broadcast", (x, y) -> x.pow(y), positive(2, 1), any(3)),
                of("pow, number", x -> x.pow(3), any(2, 3)), of("pow, root", x -> x.pow(0.5), positive(2, 3)),
                of("pow, zero", x -> x.pow(0).times(x), any(2, 3)),
                of("maximum", (x, y) -> x.maximum(y), any(2, 3), other(2, 3)),
                of("maximum, number", x -> x.maximum(0.1), any(2, 3)),
                of("minimum", (x, y) -> x.minimum(y), any(2, 3), other(3)),
                of("minimum, number", x -> x.minimum(0.1), any(2, 3)),
                of("where", (x, y) -> where(Tensors.bools(true, false, true), x, y), any(2, 3), other(3)));
    }

    private static Stream<Operation> reductions() {
        return Stream.of(of("sum", x -> x.sum(), any(2, 3)), of("sum, dim", x -> x.sum(1), any(2, 3)),
                of("sum, dims", x -> x.sum(0, 2), any(2, 3, 2)), of("keepDims", x -> x.sum(0).keepDims(), any(2, 3)),
                of("sum, scalar", x -> x.sum(), any()), of("mean", x -> x.mean(), any(2, 3)),
                of("mean, dim", x -> x.mean(0), any(2, 3)), of("max", x -> x.max(), any(2, 3)),
                of("max, dim", x -> x.max(1), any(2, 3)), of("max, dims", x -> x.max(0, 2), any(2, 3, 2)),
                of("min", x -> x.min(), any(2, 3)), of("min, dim", x -> x.min(0), any(2, 3)),
                of("prod", x -> x.prod(), any(5)), of("prod, dim", x -> x.prod(0), any(3, 2)),
                of("prod, dims", x -> x.prod(0, 2), any(2, 3, 2)), of("norm", x -> x.norm(), any(2, 3)),
                of("norm, dim", x -> x.norm(1), any(2, 3)), of("norm, scalar", x -> x.norm(), any()),
                of("variance", x -> x.variance(), any(2, 3)), of("variance, dim", x -> x.variance(0), any(3, 2)),
                of("std", x -> x.std(), any(2, 3)), of("std, dim", x -> x.std(1), any(2, 3)),
                of("logSumExp", x -> x.logSumExp(), any(2, 3)), of("logSumExp, dim", x -> x.logSumExp(0), any(2, 3)),
                of("cumsum", x -> x.cumsum(1), any(2, 3)), of("softmax", x -> x.softmax(0), any(3, 2)),
                of("logSoftmax", x -> x.logSoftmax(1), any(2, 3)));
    }

    private static Stream<Operation> shapes() {
        var picked = indices(1, 0, 1, 2, 2, 0).reshape(2, 3);
        return Stream.of(of("reshape", x -> x.reshape(3, -1), any(2, 3)), of("flatten", x -> x.flatten(), any(2, 3)),
                of("permute", x -> x.permute(2, 0, 1), any(2, 3, 2)), of("t", x -> x.t(), any(2, 3)),
                of("squeeze", x -> x.squeeze(), any(2, 1, 3)), of("squeeze, dim", x -> x.squeeze(1), any(2, 1, 3)),
                of("unsqueeze", x -> x.unsqueeze(2), any(2, 3)),
                of("broadcastTo", x -> x.broadcastTo(2, 2, 3), any(2, 1)),
                of("slice", x -> x.slice(1, 1, 3), any(2, 3)), of("select", x -> x.select(0, 1), any(2, 3)),
                of("gather", x -> x.gather(1, picked), any(2, 3)), of("take", x -> x.take(1, 2, 0, 2), any(2, 3)),
                of("take of columns", x -> x.t().take(1, 1, 1, 0), any(2, 3)),
                of("pad", x -> x.pad(0, 1, 2), any(2, 3)),
                of("flip", x -> x.flip(1), any(2, 3)), of("repeat", x -> x.repeat(2, 3), any(2, 2)),
                of("sort", x -> x.sort(1), any(2, 3)), of("topk", x -> x.topk(2, 1).values(), any(2, 3)),
                of("cat", (x, y) -> cat(1, x, y, x), any(2, 3), other(2, 1)),
                of("stack", (x, y) -> stack(0, x, y), any(2, 3), other(2, 3)),
                of("diagonal", x -> x.diagonal(), any(3, 2)));
    }

    private static Stream<Operation> linearAlgebra() {
        return Stream.of(of("matmul", (x, y) -> x.matmul(y), any(2, 3), other(3, 2)),
                of("matmul, matrix and vector", (x, y) -> x.matmul(y), any(2, 3), other(3)),
                of("matmul, vector and matrix", (x, y) -> x.matmul(y), any(3), other(3, 2)),
                of("matmul, vectors", (x, y) -> x.matmul(y), any(3), other(3)),
                of("matmul, transposed", (x, y) -> x.t().matmul(y.t()), any(3, 2), other(2, 3)),
                of("matmul, batch and matrix", (x, y) -> x.matmul(y), any(2, 2, 3), other(3, 2)),
                of("batchedMatmul", (x, y) -> x.batchedMatmul(y), any(2, 2, 3), other(1, 3, 2)),
                of("dot", (x, y) -> x.dot(y), any(4), other(4)), of("outer", (x, y) -> x.outer(y), any(3), other(2)),
                of("solve", (x, y) -> dominant(x).solve(y), any(3, 3), other(3, 2)),
                of("solve, vector", (x, y) -> dominant(x).solve(y), any(3, 3), other(3)),
                of("inverse", x -> dominant(x).inverse(), any(3, 3)), of("det", x -> dominant(x).det(), any(3, 3)),
                of("logdet", x -> dominant(x).logdet(), any(3, 3)),
                of("cholesky", x -> x.matmul(x.t()).plus(eye(3)).cholesky(), any(3, 3)),
                of("trace", x -> x.trace(), any(3, 3)));
    }

    private static Stream<Operation> windows() {
        var window = Window.of(2, 2).stride(2, 1).pad(1, 0);
        return Stream.of(of("conv", (x, w) -> window.conv(x, w), any(3, 4, 2, 3), other(2, 2, 2, 3)),
                of("conv, groups", (x, w) -> window.groups(2).dilation(2).conv(x, w), any(3, 4, 2, 1),
                        other(2, 2, 1, 4)),
                of("conv, bias",
                        b -> Window.of(2).crossCor(any(4, 1, 2).of(b.dataType()), other(2, 1, 3).of(b.dataType()), b,
                                false),
                        any(3)),
                of("crossCor", (x, w) -> Window.of(3).same().crossCor(x, w), any(4, 2, 2), other(3, 2, 2)),
                of("crossCor, relu",
                        (x, w) -> Window.of(2).crossCor(x, w, any(2).of(w.dataType()).times(0.9), true), any(4, 1, 2),
                        other(2, 1, 2)),
                of("convTranspose", (x, w) -> window.outPad(1, 0).convTranspose(x, w), any(2, 2, 2, 2),
                        other(2, 2, 1, 2)),
                of("maxPool", x -> Window.of(2, 2).stride(1).maxPool(x), any(3, 3, 1, 1)),
                of("maxPool, apart", x -> Window.of(2).pad(1).maxPool(x), any(4, 1, 3)),
                of("meanPool", x -> Window.of(2, 2).stride(1).pad(1).meanPool(x), any(3, 2, 1, 2)));
    }

    /** Far from singular. */
    private static Tensor dominant(Tensor x) {
        return x.plus(eye(x.size(0)).times(4));
    }

    private static Stream<Operation> all() {
        return Stream.of(elementwise(), arithmetic(), reductions(), shapes(), linearAlgebra(), windows())
                .flatMap(s -> s);
    }

    private static Tensor[] inputs(Operation operation, DataType type) {
        return operation.inputs().stream().map(input -> input.of(type)).toArray(Tensor[]::new);
    }

    @TestFactory
    Stream<DynamicTest> gradient_float() {
        return all().map(op -> DynamicTest.dynamicTest(op.name(), () -> {
            var check = gradientCheck(x -> op.f().apply(x), inputs(op, DataType.FLOAT));
            assertTrue(check.passed(), check::toString);
        }));
    }

    @TestFactory
    Stream<DynamicTest> gradient_double() {
        return all().map(op -> DynamicTest.dynamicTest(op.name(), () -> {
            var check = gradientCheck(x -> op.f().apply(x), inputs(op, DataType.DOUBLE));
            assertTrue(check.passed(), check::toString);
        }));
    }

    @TestFactory
    Stream<DynamicTest> secondDerivative_double() {
        return all().map(op -> DynamicTest.dynamicTest(op.name(), () -> {
            // the square makes the second derivative of linear operations something other than zero
            var check = gradientCheck(z -> gradient(x -> {
                var y = op.f().apply(x);
                return y.plus(y.square()).sum();
            }, z), inputs(op, DataType.DOUBLE));
            assertTrue(check.passed(), check::toString);
        }));
    }

    @TestFactory
    Stream<DynamicTest> gradient_keepsTypeAndShape() {
        return all().map(op -> DynamicTest.dynamicTest(op.name(), () -> {
            var in = inputs(op, DataType.FLOAT);
            var before = Arrays.stream(in).map(Tensor::toDoubleArray).toList();
            var gradients = gradient(x -> op.f().apply(x).sum(), in);
            for (var i = 0; i < in.length; i++) {
                assertEquals(DataType.FLOAT, gradients[i].dataType());
                assertEquals(Shapes.text(in[i].shape()), Shapes.text(gradients[i].shape()));
                assertEquals(Arrays.toString(before.get(i)), Arrays.toString(in[i].toDoubleArray()), "input unharmed");
            }
        }));
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
