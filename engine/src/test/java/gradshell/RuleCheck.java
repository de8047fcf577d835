package gradshell;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.array.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** An operation, inputs for it, and what its rule is held to: central differences, backwards and forwards. */
public record RuleCheck(String name, Function<Tensor[], Tensor> f, List<Input> inputs) {
    /** Far enough from each other, from whole numbers and from zero that no step of a difference crosses a kink. */
    private static final double[] ANY = {0.7, -1.3, 1.65, -0.4, 0.3, -1.75, 1.2, -0.8, 0.5, -0.6, 1.4, -1.15};
    private static final double[] POSITIVE = {0.7, 1.3, 0.4, 1.65, 2.3, 0.9, 1.5, 0.55, 1.1, 1.8, 2.6, 2.45};
    private static final double[] UNIT = {0.6, -0.5, 0.3, -0.2, 0.7, -0.65, 0.45, -0.35, 0.15, -0.1, 0.55, 0.25};

    /** The same numbers in each type. */
    public interface Input {
        Tensor of(DataType type);
    }

    public static RuleCheck rule(String name, Fn<Tensor, Tensor> f, Input x) {
        return new RuleCheck(name, in -> f.apply(in[0]), List.of(x));
    }

    public static RuleCheck rule(String name, Fn2<Tensor, Tensor, Tensor> f, Input x, Input y) {
        return new RuleCheck(name, in -> f.apply(in[0], in[1]), List.of(x, y));
    }

    public static RuleCheck rule(String name, Fn3<Tensor, Tensor, Tensor, Tensor> f, Input x, Input y, Input z) {
        return new RuleCheck(name, in -> f.apply(in[0], in[1], in[2]), List.of(x, y, z));
    }

    public static Input any(long... shape) {
        return values(ANY, 0, shape);
    }

    public static Input other(long... shape) {
        return values(ANY, 5, shape);
    }

    public static Input positive(long... shape) {
        return values(POSITIVE, 0, shape);
    }

    public static Input unit(long... shape) {
        return values(UNIT, 0, shape);
    }

    private static Input values(double[] numbers, int start, long... shape) {
        var elements = new double[(int) Shapes.size(shape)];
        Arrays.setAll(elements, i -> numbers[(start + i) % numbers.length]);
        return type -> new Tensor(Array.of(elements, shape).to(type.element));
    }

    private Tensor[] inputs(DataType type) {
        return inputs.stream().map(input -> input.of(type)).toArray(Tensor[]::new);
    }

    public static Stream<DynamicTest> gradients(Stream<RuleCheck> all, DataType type) {
        return all.map(op -> DynamicTest.dynamicTest(op.name, () -> {
            var check = gradientCheck(x -> op.f.apply(x), op.inputs(type));
            assertTrue(check.passed(), check::toString);
        }));
    }

    public static Stream<DynamicTest> secondDerivatives(Stream<RuleCheck> all) {
        return all.map(op -> DynamicTest.dynamicTest(op.name, () -> {
            // the square makes the second derivative of linear operations something other than zero
            var check = gradientCheck(z -> gradient(x -> {
                var y = op.f.apply(x);
                return y.plus(y.square()).sum();
            }, z), op.inputs(DataType.DOUBLE));
            assertTrue(check.passed(), check::toString);
        }));
    }

    public static Stream<DynamicTest> typesAndShapes(Stream<RuleCheck> all) {
        return all.map(op -> DynamicTest.dynamicTest(op.name, () -> {
            var in = op.inputs(DataType.FLOAT);
            var before = Arrays.stream(in).map(Tensor::toDoubleArray).toList();
            var gradients = gradient(x -> op.f.apply(x).sum(), in);
            for (var i = 0; i < in.length; i++) {
                assertEquals(DataType.FLOAT, gradients[i].dataType());
                assertEquals(Shapes.text(in[i].shape()), Shapes.text(gradients[i].shape()));
                assertEquals(Arrays.toString(before.get(i)), Arrays.toString(in[i].toDoubleArray()), "input unharmed");
            }
        }));
    }
}
