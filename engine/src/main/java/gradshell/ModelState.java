package gradshell;

import gradshell.array.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Internal: the tensors that a model holds, by their paths; public because {@code gradshell.io} and {@code gradshell.nn} use it. */
public final class ModelState {
    private static final int SHOWN = 5;

    private ModelState() {}

    /** Copies of {@link #tensors}. */
    public static Map<String, Tensor> of(Object model) {
        var state = tensors(model);
        state.replaceAll((_, tensor) -> new Tensor(tensor.array.copy()));
        return state;
    }

    /** All tensors, parameters or not; one that is in several places once, at the first of its paths. */
    public static Map<String, Tensor> tensors(Object model) {
        var tensors = places("state", model);
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        tensors.values().removeIf(tensor -> !seen.add(tensor));
        return tensors;
    }

    /** The model made anew with other tensors in the place of some. */
    @SuppressWarnings("unchecked") // a structure is mapped to one of its type
    public static <M> M with(M model, Map<Tensor, Tensor> others) {
        return (M) Structure.mapMixed(model, tensor -> others.getOrDefault(tensor, tensor));
    }

    /** Writes {@code state} into the model's tensors, all of it or, when anything doesn't fit, none. */
    public static void load(Object model, Map<String, Tensor> state) {
        var places = places("loadModel", model);
        var paths = new IdentityHashMap<Tensor, String>();
        Set<Tensor> named = Collections.newSetFromMap(new IdentityHashMap<>());
        var wrong = new ArrayList<String>();
        state.forEach((path, values) -> {
            named.add(places.get(path));
            var problem = problem(places.get(path), values);
            if (!problem.isEmpty()) {
                wrong.add("\"%s\" %s".formatted(path, problem));
            } else {
                var first = paths.putIfAbsent(places.get(path), path);
                if (first != null && !state.get(first).allClose(values, 0)) {
                    wrong.add("\"%s\" and \"%s\" are one tensor in the model, but differ in the state".formatted(first,
                            path));
                }
            }
        });
        places.forEach((path, tensor) -> {
            if (named.add(tensor)) {
                wrong.add("\"%s\" %s is missing".formatted(path, Shapes.text(tensor.shape())));
            }
        });
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "loadModel: the state doesn't fit the model, which stays as it was: " + listed(wrong));
        }
        paths.forEach((tensor, path) -> tensor.checkAssign(state.get(path)));
        // copies first: values may lie in the memory that is written
        var copies = new IdentityHashMap<Tensor, Array>();
        paths.forEach((tensor, path) -> copies.put(tensor, state.get(path).array.copy()));
        copies.forEach((tensor, values) -> tensor.array.assign(values));
    }

    private static String problem(Tensor target, Tensor values) {
        if (target == null) {
            return "is not in the model";
        }
        if (values == null) {
            return "is null";
        }
        if (!Arrays.equals(target.shape(), values.shape())) {
            return "has shape %s in the model, but %s in the state".formatted(Shapes.text(target.shape()),
                    Shapes.text(values.shape()));
        }
        return target.dataType() == values.dataType()
                ? ""
                : "is %s in the model, but %s in the state; to(DataType.%1$s) converts".formatted(target.dataType(),
                        values.dataType());
    }

    private static String listed(List<String> wrong) {
        var shown = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
        return wrong.size() <= SHOWN ? shown : shown + "; and " + (wrong.size() - SHOWN) + " more";
    }

    /** Every place of every tensor; a path that two tensors share is told apart by a number. */
    private static Map<String, Tensor> places(String op, Object model) {
        if (!Structure.isStructure(model)) {
            throw new IllegalArgumentException("%s: %s is no layer, record, list, map or array of these; %s".formatted(
                    op, model == null ? "null" : model.getClass().getSimpleName(),
                    "a tensor alone needs a name: Map.of(\"x\", tensor)"));
        }
        var places = new LinkedHashMap<String, Tensor>();
        Structure.allTensors("", model, (path, tensor) -> {
            var free = path;
            for (var i = 2; places.containsKey(free) && places.get(free) != tensor; i++) {
                free = path + "_" + i;
            }
            places.put(free, tensor);
        });
        return places;
    }
}
