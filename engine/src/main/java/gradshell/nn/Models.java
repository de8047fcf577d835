package gradshell.nn;

import static gradshell.Gradshell.ignore;
import static gradshell.Gradshell.modules;
import static gradshell.Gradshell.params;

import gradshell.DataType;
import gradshell.Layer;
import gradshell.ModelState;
import gradshell.NamedLayer;
import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.norm.Mode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Looks at models: what shapes they give, how large they are, which parameters they have, and all of those as one vector. */
public final class Models {
    private Models() {}

    /**
     * The shape of the model's output for an input of this shape: {@code outputSize(model, 28, 28, 1, 64)}. Layers of this library
     * know it; nothing is computed. Of lambdas and layers of your own it is found by running them, each alone, with zeros of the
     * shape that comes to it, as in use and not in training.
     *
     * @throws IllegalArgumentException when a size doesn't fit; it says at which place of a chain
     */
    public static long[] outputSize(Layer model, long... shape) {
        if (Arrays.stream(shape).anyMatch(n -> n < 0))
            throw new IllegalArgumentException("outputSize: " + Shapes.text(shape) + " is no shape");
        return switch (model) {
            case Coded known -> known.outputSize(shape.clone());
            case NamedLayer named -> outputSize(named.layer(), shape);
            default -> Mode.testing(modules(model), () -> shapeOf(xs -> model.apply(xs[0]), shape));
        };
    }

    /** The shape of one sample with a batch of 1 at its end: {@code outputSize(model, padBatch(28, 28, 1))}. */
    public static long[] padBatch(long... sample) {
        long[] shape = Arrays.copyOf(sample, sample.length + 1);
        shape[sample.length] = 1;
        return shape;
    }

    /** Internal: the shape of what {@code f} makes of zeros of these shapes, which take no memory. */
    public static long[] shapeOf(Function<Tensor[], Tensor> f, long[]... shapes) {
        Tensor[] zeros = Arrays.stream(shapes).map(Tensors.zeros(1).squeeze()::broadcastTo).toArray(Tensor[]::new);
        return ignore(() -> f.apply(zeros).shape());
    }

    /** A table of the layers with the shape that each gives for an input of this shape, its parameters and their bytes. */
    public static Summary summary(Layer model, long... shape) {
        return Summary.of(model, shape);
    }

    /** The parameters of a model by their paths, such as {@code "0.weight"}; one that is in several places once. */
    public static Map<String, Tensor> trainables(Object model) {
        Params ps = params(model);
        Map<String, Tensor> trainables = new LinkedHashMap<>();
        for (String name : ps.names()) trainables.put(name, ps.get(name));
        return trainables;
    }

    /** A copy of the model with all its FLOAT and DOUBLE tensors as FLOAT; what is no tensor is shared with the first. */
    public static <M> M f32(M model) {
        return as(DataType.FLOAT, model);
    }

    /** A copy of the model with all its FLOAT and DOUBLE tensors as DOUBLE, which takes DOUBLE data. */
    public static <M> M f64(M model) {
        return as(DataType.DOUBLE, model);
    }

    private static <M> M as(DataType type, M model) {
        Map<Tensor, Tensor> others = new HashMap<>();
        for (Tensor x : ModelState.tensors(model).values())
            if (x.dataType().isDifferentiable()) others.put(x, x.to(type).copy());
        return ModelState.with(model, others);
    }

    /**
     * All parameters of a model as one vector, and what makes such a model of a vector; gradients go through both. A parameter
     * that is in several places is there once.
     */
    public static <M> Destructured<M> destructure(M model) {
        return Destructured.of(model);
    }
}
