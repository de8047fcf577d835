package gradshell.nn;

import static gradshell.Gradshell.params;

import gradshell.Layer;
import gradshell.ModelState;
import gradshell.NamedLayer;
import gradshell.Params;
import gradshell.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layers of a model, what shapes they give and how large they are. Made by {@link Models#summary}.
 *
 * @param rows the input and the layers in their order, those of chains in chains one by one
 * @param total the sizes of all of it, tensors in several places once
 */
public record Summary(List<Row> rows, String total) {
    /**
     * A layer.
     *
     * @param path where it is in the model
     * @param layer the code that makes it
     * @param output the shape that it gives
     * @param parameters how many numbers of it are trained
     * @param memory the bytes that they take
     */
    public record Row(String path, String layer, List<Long> output, long parameters, String memory) {
        List<String> cells() {
            return List.of(path, layer,
                    output.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")),
                    parameters == 0 ? "" : ModelText.number(parameters), parameters == 0 ? "" : memory);
        }
    }

    private static final List<String> HEADS = List.of("", "layer", "output", "parameters", "memory");

    static Summary of(Layer model, long... shape) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("", "input", listed(shape), 0, ""));
        add("", model, rows, shape);
        return new Summary(List.copyOf(rows), total(model));
    }

    private static long[] add(String path, Layer layer, List<Row> rows, long... shape) {
        if (layer instanceof NamedLayer(String _, Layer inner)) return add(path, inner, rows, shape);
        if (!(layer instanceof Chain chain)) {
            long[] output = Models.outputSize(layer, shape);
            Params ps = params(layer);
            rows.add(new Row(path, ModelText.code(layer), listed(output), ps.count(), ModelText.memory(ps)));
            return output;
        }
        // says at which place sizes don't fit, before the rows of the layers are made
        chain.outputSize(shape);
        long[] size = shape;
        for (int i = 0; i < chain.size(); i++) {
            Layer next = chain.layers().get(i);
            String name = next instanceof NamedLayer named ? named.name() : Integer.toString(i);
            size = add(path.isEmpty() ? name : path + "." + name, next, rows, size);
        }
        return size;
    }

    private static List<Long> listed(long... shape) {
        List<Long> sizes = new ArrayList<>();
        for (long size : shape) sizes.add(size);
        return List.copyOf(sizes);
    }

    private static String total(Layer model) {
        Params ps = params(model);
        Set<Tensor> others = new LinkedHashSet<>(ModelState.tensors(model).values());
        for (Tensor p : ps) others.remove(p);
        String trained = "Total: %s arrays, %s parameters, %s".formatted(ModelText.number(ps.size()),
                ModelText.number(ps.count()), ModelText.memory(ps));
        return others.isEmpty()
                ? trained
                : trained + "; and %d arrays of %s numbers that don't train".formatted(others.size(),
                        ModelText.number(others.stream().mapToLong(Tensor::size).sum()));
    }

    /** The heads of the columns. */
    public static List<String> heads() {
        return HEADS;
    }

    /** The rows as texts. */
    public List<List<String>> cells() {
        return rows.stream().map(Row::cells).toList();
    }

    /** The table as text. */
    @Override
    public String toString() {
        List<List<String>> all = new ArrayList<>(List.of(HEADS));
        all.addAll(cells());
        int[] widths = new int[HEADS.size()];
        for (var cells : all)
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], cells.get(i).length());
        StringBuilder text = new StringBuilder();
        for (var cells : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blank = " ".repeat(widths[i] - cells.get(i).length());
                line.append(i == 3 ? blank + cells.get(i) : cells.get(i) + blank).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text + total;
    }
}
