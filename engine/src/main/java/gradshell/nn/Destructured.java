package gradshell.nn;

import static gradshell.Gradshell.params;

import gradshell.DataType;
import gradshell.Fn;
import gradshell.ModelState;
import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.HashMap;
import java.util.Map;

/**
 * A model as a vector and the way back. Made by {@link Models#destructure}.
 *
 * @param flat all parameters, each row-major, one after the other in the order of {@code params(model)}
 * @param rebuild a model like the first with the parameters of such a vector; what doesn't train is shared with the first
 */
public record Destructured<M>(Tensor flat, Fn<Tensor, M> rebuild) {
    static <M> Destructured<M> of(M model) {
        // refuses at once what can't be made anew
        ModelState.with(model, Map.of());
        Params ps = params(model);
        DataType type = DataType.FLOAT;
        for (Tensor p : ps) if (p.dataType() == DataType.DOUBLE) type = DataType.DOUBLE;
        Tensor[] parts = new Tensor[ps.size()];
        int i = 0;
        for (Tensor p : ps) parts[i++] = p.to(type).flatten();
        Tensor flat = parts.length == 0 ? Tensors.zeros(0) : Tensors.cat(0, parts).copy();
        return new Destructured<>(flat, vector -> rebuilt(model, ps, vector));
    }

    private static <M> M rebuilt(M model, Params ps, Tensor vector) {
        if (vector.rank() != 1 || vector.size() != ps.count())
            throw new IllegalArgumentException("rebuild: a vector of %d elements is needed, got shape %s".formatted(
                    ps.count(), Shapes.text(vector.shape())));
        Map<Tensor, Tensor> others = new HashMap<>();
        long at = 0;
        for (Tensor p : ps) {
            others.put(p, vector.slice(0, at, at + p.size()).reshape(p.shape()).to(p.dataType()));
            at += p.size();
        }
        return ModelState.with(model, others);
    }
}
