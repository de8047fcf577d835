package gradshell;

import gradshell.array.Kernels;
import gradshell.tape.Recorder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The gradient of a loss in each of a model's parameters. A parameter the loss didn't use has no entry; in arithmetic that
 * counts as zero. Doesn't change: every operation makes another.
 */
public final class Grads {
    private final Params params;
    private final Map<Tensor, Tensor> entries;

    Grads(Params params, Map<Tensor, Tensor> entries) {
        this.params = params;
        this.entries = entries;
    }

    /** The gradient in the parameter {@code p}. */
    public Tensor get(Tensor p) {
        var name = params.name(p);
        var gradient = entries.get(p);
        if (gradient == null) {
            throw new NoSuchElementException("parameter \"%s\" %s has no gradient: it was not used in the loss"
                    .formatted(name, Shapes.text(p.shape())));
        }
        return gradient;
    }

    /** The gradient in the parameter at {@code path}, such as {@code "0.weight"}. */
    public Tensor get(String path) {
        return get(params.get(path));
    }

    /** Whether {@code p} is a parameter that the loss used. */
    public boolean has(Tensor p) {
        return entries.containsKey(p);
    }

    /** The parameters, used or not. */
    public Params params() {
        return params.copy();
    }

    /** The Euclidean norm over all entries together. */
    public double norm() {
        read(entries.values());
        var largest = 0.0;
        var squares = 0.0;
        for (var gradient : entries.values()) {
            var norm = GradientRow.norm(gradient.array.toDoubleArray());
            if (Double.isNaN(norm) || Double.isInfinite(norm)) {
                return Double.isNaN(norm) || Double.isNaN(largest) ? Double.NaN : norm;
            }
            if (norm > largest) {
                squares = 1 + squares * (largest / norm) * (largest / norm);
                largest = norm;
            } else if (norm > 0) {
                squares += (norm / largest) * (norm / largest);
            }
        }
        return largest * Math.sqrt(squares);
    }

    /** The Euclidean norm of the gradient in {@code p}. */
    public double norm(Tensor p) {
        read(List.of(get(p)));
        return GradientRow.norm(get(p).array.toDoubleArray());
    }

    private static void read(Collection<Tensor> gradients) {
        for (var gradient : gradients) {
            if (Recorder.read(gradient)) {
                Codes.checkRead();
            }
        }
    }

    /** The sum, of gradients in the same parameters. */
    public Grads plus(Grads other) {
        return combined("plus", other, Tensor::plus, g -> g);
    }

    /** The difference, of gradients in the same parameters. */
    public Grads minus(Grads other) {
        return combined("minus", other, Tensor::minus, Tensor::unaryMinus);
    }

    /** Every entry times {@code factor}. */
    public Grads times(double factor) {
        return map(g -> g.times(factor));
    }

    /** Every entry divided by {@code divisor}. */
    public Grads div(double divisor) {
        return map(g -> g.div(divisor));
    }

    /** The negative of every entry. */
    public Grads unaryMinus() {
        return map(Tensor::unaryMinus);
    }

    /** {@code f} of every entry, which must keep its shape. */
    public Grads map(UnaryOperator<Tensor> f) {
        var mapped = new HashMap<Tensor, Tensor>();
        for (var p : params) {
            if (has(p)) {
                var gradient = f.apply(get(p));
                Shapes.given("map", p.shape(), gradient);
                mapped.put(p, gradient);
            }
        }
        return new Grads(params, mapped);
    }

    /**
     * Scaled down, all entries alike, so that the global norm is at most {@code max}. ArithmeticException when the norm is not
     * finite: no factor makes such gradients small.
     */
    public Grads clipNorm(double max) {
        positive("clipNorm", max);
        if (entries.values().stream().anyMatch(Recorder::follows)) {
            throw new UnsupportedOperationException(
                    "clipNorm: these gradients are followed by another gradient, which can't go through the norm, a plain number; scale them by a tensor: gs.map(g -> g.times(factor))");
        }
        var norm = norm();
        if (!Double.isFinite(norm)) {
            throw new ArithmeticException(
                    "clipNorm: the norm of the gradients is %s; the table (println) says in which parameters, clipValue bounds infinite elements"
                            .formatted(norm));
        }
        return norm <= max ? this : times(max / norm);
    }

    /** Every element held between {@code -max} and {@code max}. */
    public Grads clipValue(double max) {
        positive("clipValue", max);
        return map(g -> g.clamp(-max, max));
    }

    /** Whether no element is infinite or NaN. */
    public boolean isFinite() {
        return entries.values().stream().allMatch(g -> Kernels.allFinite(g.array));
    }

    /** The table: a row a parameter, in order. */
    public List<GradientRow> rows() {
        read(entries.values());
        return table();
    }

    private List<GradientRow> table() {
        return params.names().stream().map(name -> {
            var p = params.get(name);
            return GradientRow.of(name, Shapes.text(p.shape()), entries.get(p));
        }).toList();
    }

    private Grads combined(String op, Grads other, BinaryOperator<Tensor> both, UnaryOperator<Tensor> onlyOther) {
        var mine = params.tensors();
        var theirs = other.params.tensors();
        if (mine.size() != theirs.size() || !mine.stream().allMatch(other.params::contains)) {
            throw new IllegalArgumentException("%s: the gradients are in different parameters: %s and %s"
                    .formatted(op, params.names(), other.params.names()));
        }
        var result = new HashMap<Tensor, Tensor>(entries);
        other.entries.forEach((p, g) -> result.put(p, has(p) ? both.apply(entries.get(p), g) : onlyOther.apply(g)));
        return new Grads(params, result);
    }

    private static void positive(String op, double max) {
        if (!(max > 0)) {
            throw new IllegalArgumentException("%s: the bound must be positive, got %s".formatted(op, max));
        }
    }

    /** The table as text. */
    @Override
    public String toString() {
        return GradientRow.table(table());
    }
}
