package gradshell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** Trainable tensors in order, each once, with a name: its path in the model, such as {@code "0.weight"}. */
public final class Params implements Iterable<Tensor> {
    private final Map<String, Tensor> byName = new LinkedHashMap<>();
    private final Map<Tensor, String> names = new HashMap<>();
    /** Where they were found. */
    private final List<Object> models = new ArrayList<>();

    /** No parameters yet. */
    public Params() {}

    /** The same parameters in a list of their own. */
    Params copy() {
        var copy = new Params();
        byName.forEach(copy::put);
        copy.models.addAll(models);
        return copy;
    }

    static Params of(Object... models) {
        var params = new Params();
        for (var i = 0; i < models.length; i++) {
            var model = models[i];
            if (!(model instanceof Tensor) && !(model instanceof Params) && !Structure.isStructure(model)) {
                throw new IllegalArgumentException("params: %s is no tensor, layer, record, list, map or array of these"
                        .formatted(model == null ? "null" : model.getClass().getSimpleName()));
            }
            if (model instanceof Params others) {
                others.byName.forEach(params::putIfNew);
                params.models.addAll(others.models);
            } else {
                var prefix = models.length == 1 && !(model instanceof Tensor) ? "" : Integer.toString(i);
                Structure.tensors(prefix, model, params::putIfNew);
                params.models.add(model);
            }
        }
        return params;
    }

    private void putIfNew(String name, Tensor tensor) {
        if (tensor.isDifferentiable() && !names.containsKey(tensor)) {
            put(byName.containsKey(name) ? free(name + "_") : name, tensor);
        }
    }

    private void put(String name, Tensor tensor) {
        byName.put(name, tensor);
        names.put(tensor, name);
    }

    private String free(String prefix) {
        var i = byName.size();
        while (byName.containsKey(prefix + i)) {
            i++;
        }
        return prefix + i;
    }

    /** The number of tensors. */
    public int size() {
        return byName.size();
    }

    /** The number of scalars in all tensors. */
    public long count() {
        return byName.values().stream().mapToLong(Tensor::size).sum();
    }

    /** The parameter at a path such as {@code "0.weight"}. */
    public Tensor get(String path) {
        var tensor = byName.get(path);
        if (tensor == null) {
            throw new NoSuchElementException(
                    "no parameter is called \"%s\"; there are %s".formatted(path, byName.keySet()));
        }
        return tensor;
    }

    /** The name of a parameter. */
    public String name(Tensor parameter) {
        var name = names.get(parameter);
        if (name == null) {
            throw new NoSuchElementException("%s is none of the %d parameters %s (tensors are told apart by identity)"
                    .formatted(parameter.describe(), size(), byName.keySet()));
        }
        return name;
    }

    /** The names in order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Whether this very tensor is a parameter. */
    public boolean contains(Tensor tensor) {
        return names.containsKey(tensor);
    }

    /** Adds a tensor under its number as a name, if it isn't there. */
    public Params add(Tensor tensor) {
        return contains(tensor) ? this : add(free(""), tensor);
    }

    /** Adds a tensor under a name of your own. */
    public Params add(String name, Tensor tensor) {
        if (!tensor.isDifferentiable()) {
            throw new IllegalArgumentException("params: %s of %s has no derivative; to(DataType.FLOAT) converts"
                    .formatted(tensor.describe(), tensor.dataType()));
        }
        if (byName.containsKey(name) || contains(tensor)) {
            throw new IllegalArgumentException(
                    "params: %s is there already".formatted(contains(tensor) ? "this tensor" : name));
        }
        put(name, tensor);
        return this;
    }

    /** Takes a tensor out. */
    public Params remove(Tensor tensor) {
        byName.remove(name(tensor));
        names.remove(tensor);
        return this;
    }

    List<Object> models() {
        return models;
    }

    List<Tensor> tensors() {
        return new ArrayList<>(byName.values());
    }

    @Override
    public Iterator<Tensor> iterator() {
        return tensors().iterator();
    }

    /** Names and shapes, and the number of scalars. */
    @Override
    public String toString() {
        return byName.entrySet().stream().map(e -> "  " + e.getKey() + " " + Shapes.text(e.getValue().shape()) + "\n")
                .collect(Collectors.joining("", "Params: %d tensors, %d scalars\n".formatted(size(), count()), ""))
                .stripTrailing();
    }
}
