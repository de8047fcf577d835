package gradshell;

import gradshell.array.Array;
import gradshell.tape.Recorder;
import gradshell.tape.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Several tensors as one object of the tape, for operations of several inputs and outputs. Its cotangent is an array. */
final class Bundle extends Traced {
    private final List<Tensor> parts;

    private Bundle(List<Tensor> parts) {
        this.parts = parts;
    }

    /**
     * Records an operation as three: inputs to a bundle, bundle to bundle by {@code back}, bundle to outputs.
     *
     * @param back from the outputs' cotangents to the inputs', null where there is none
     * @return the outputs, as tensors of their own
     */
    static List<Tensor> record(String name, List<Tensor> inputs, List<Array> outputs, UnaryOperator<Tensor[]> back) {
        var in = new Bundle(inputs);
        Recorder.record(name, in, true, (dy, i) -> ((Tensor[]) dy)[i], inputs.toArray(Tensor[]::new));
        var results = outputs.stream().map(Tensor::new).toList();
        var out = new Bundle(results);
        Recorder.record(name, out, false, (dy, _) -> back.apply((Tensor[]) dy), in);
        for (var k = 0; k < results.size(); k++) {
            var number = k;
            Recorder.record(name, results.get(k), false, (dy, _) -> {
                var all = new Tensor[results.size()];
                all[number] = (Tensor) dy;
                return all;
            }, out);
        }
        return results;
    }

    static Tensor[] add(Tensor[] a, Tensor[] b) {
        var sum = new ArrayList<Tensor>();
        for (var i = 0; i < a.length; i++) {
            sum.add(a[i] == null ? b[i] : b[i] == null ? a[i] : a[i].plus(b[i]));
        }
        return sum.toArray(Tensor[]::new);
    }

    /** Only grows, so any change of a part shows. */
    @Override
    protected long version() {
        return parts.stream().mapToLong(Tensor::version).sum();
    }

    @Override
    protected String describe() {
        return parts.stream().map(Tensor::describe).collect(Collectors.joining(", "));
    }
}
