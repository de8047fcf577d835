package gradshell.compile.corpus;

import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;
import static gradshell.math.Matrices.diagm;
import static gradshell.math.Matrices.eigvalsh;

import gradshell.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Code that mixes numbers and tensors. */
public final class TensorsInside {
    private static final Tensor WEIGHTS = tensor(1.0, -2.0, 3.0);

    private TensorsInside() {}

    public static List<Case<?>> cases() {
        return Stream.<Case<?>>of(at("there and back", x -> scalar(x).item(), 1.3).is(_ -> 1.0),
                at("squared as a tensor", x -> scalar(x).times(scalar(x)).item(), 1.3).is(x -> 2 * x),
                at("tensor of two", x -> tensor(x, x * x).sum().item(), 1.3).is(x -> 1 + 2 * x),
                at("element of a tensor", x -> tensor(x, x * x).get(1), 1.3).is(x -> 2 * x),
                at("times a number", x -> WEIGHTS.times(x).get(2), 1.3).is(_ -> 3.0),
                at("plus a number", x -> WEIGHTS.plus(x).square().sum().item(), 1.3),
                at("number, tensor, number", x -> Math.sin(WEIGHTS.times(x * x).sum().item()), 1.3),
                at("loop over elements", TensorsInside::loop, 1.3), at("tensor in a loop", TensorsInside::powers, 1.1),
                at("eigenvalues", x -> eigvalsh(diagm(WEIGHTS.times(x * x))).max().item(), 1.3).is(x -> 6 * x),
                at("branch on a tensor", x -> WEIGHTS.times(x).sum().item() > 1 ? x * x : x, 1.3),
                on("array into a tensor", x -> tensor(x).square().sum().item(), 1, 2, 3)
                        .is(x -> new double[]{2 * x[0], 2 * x[1], 2 * x[2]}),
                on("array out of a tensor", x -> ArrayReads.product(tensor(x).times(WEIGHTS).toDoubleArray()), 1, 2, 3),
                on("dot product", x -> tensor(x).dot(WEIGHTS).item() * x[0], 1, 2, 3)).map(Case::inFloat)
                .<Case<?>>map(Case::backwards).toList();
    }

    public static double loop(double x) {
        Tensor t = tensor(x, x * x, 1.0);
        double s = 0;
        for (int i = 0; i < 3; i++) s = s * 0.5 + t.get(i) * x;
        return s;
    }

    public static double powers(double x) {
        Tensor t = WEIGHTS;
        for (int i = 0; i < 4; i++) t = t.times(x).plus(0.1);
        return t.sum().item();
    }
}
