package gradshell.math;

import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums of products by names of dimensions. Operands are contracted two at a time, the smallest result first, each time by one
 * batched matrix product; all steps are tensor operations, so that nothing here needs a rule.
 */
final class Einsum {
    /** A tensor whose dimensions have these labels, each once. A label is a letter, or negative for a dimension of an ellipsis. */
    private record Term(List<Integer> labels, Tensor x) {
        long size(int label) {
            return x.size(labels.indexOf(label));
        }

        boolean has(int label) {
            return labels.contains(label);
        }

        /** The dimensions in another order. */
        Tensor in(List<Integer> order) {
            return x.permute(order.stream().mapToInt(labels::indexOf).toArray());
        }
    }

    private final String formula;

    private Einsum(String formula) {
        this.formula = formula;
    }

    static Tensor of(String formula, Tensor... operands) {
        return new Einsum(formula).evaluate(operands);
    }

    private Tensor evaluate(Tensor... operands) {
        var sides = formula.replace(" ", "").split("->", -1);
        var inputs = sides[0].split(",", -1);
        if (sides.length > 2 || inputs.length != operands.length || operands.length == 0) {
            throw refused("it must be like \"ij,jk->ik\" and name the dimensions of %d tensors; %d were given"
                    .formatted(inputs.length, operands.length));
        }
        var labels = new ArrayList<List<Integer>>();
        for (var i = 0; i < inputs.length; i++) {
            labels.add(labels(inputs[i], operands[i].shape()));
        }
        var sizes = sizes(labels, operands);
        var output = sides.length == 2 ? output(sides[1], sizes.keySet()) : implicit(labels);
        List<Term> terms = new ArrayList<>();
        for (var i = 0; i < operands.length; i++) {
            terms.add(squeezed(diagonal(labels.get(i), Rules.floating(operands[i])), sizes));
        }
        while (terms.size() > 1) {
            terms = contractBest(terms, output);
        }
        return summed(terms.getFirst(), output::contains).in(output);
    }

    /** Those of an ellipsis count from the last dimension, -1, so that they line up as in broadcasting. */
    private List<Integer> labels(String text, long... shape) {
        var dots = text.indexOf("...");
        var letters = dots < 0 ? text : text.substring(0, dots) + text.substring(dots + 3);
        for (var i = 0; i < letters.length(); i++) {
            if (!Character.isLetter(letters.charAt(i))) {
                throw refused("'%s' is no name of a dimension; letters are, and one \"...\" for all others"
                        .formatted(letters.charAt(i)));
            }
        }
        var others = shape.length - letters.length();
        if (dots < 0 ? others != 0 : others < 0) {
            throw refused("\"%s\" names %d dimensions, the tensor's shape is %s".formatted(text, letters.length(),
                    Shapes.text(shape)));
        }
        var before = dots < 0 ? letters : letters.substring(0, dots);
        var after = dots < 0 ? "" : letters.substring(dots);
        var middle = dots < 0 ? IntStream.empty() : IntStream.range(-others, 0);
        return Stream.of(before.chars(), middle, after.chars()).flatMapToInt(s -> s).boxed().toList();
    }

    /** A size of 1 stretches. */
    private Map<Integer, Long> sizes(List<List<Integer>> labels, Tensor... operands) {
        var sizes = new HashMap<Integer, Long>();
        for (var i = 0; i < operands.length; i++) {
            for (var d = 0; d < operands[i].rank(); d++) {
                var label = labels.get(i).get(d);
                var size = operands[i].size(d);
                var known = sizes.getOrDefault(label, 1L);
                if (size != known && size != 1 && known != 1) {
                    throw refused("%s has size %d, and %d in %s".formatted(name(label), known, size,
                            Shapes.text(operands[i].shape())));
                }
                sizes.put(label, known == 1 ? size : known);
            }
        }
        return sizes;
    }

    private static String name(int label) {
        return label < 0 ? "dimension %d of \"...\"".formatted(label) : "'%c'".formatted(label);
    }

    private List<Integer> output(String text, Set<Integer> known) {
        var dots = (int) known.stream().filter(label -> label < 0).count();
        var shape = new long[text.contains("...") ? text.length() - 3 + dots : text.length()];
        var output = labels(text, shape);
        for (var label : output) {
            if (!known.contains(label)) {
                throw refused("%s is in the result, but in no argument".formatted(name(label)));
            }
        }
        if (new HashSet<>(output).size() < output.size()) {
            throw refused("a dimension is twice in the result");
        }
        return output;
    }

    /** As NumPy: those of the ellipsis, then in alphabetical order the names that come once. */
    private static List<Integer> implicit(List<List<Integer>> labels) {
        var counts = labels.stream().flatMap(List::stream)
                .collect(Collectors.groupingBy(l -> l, Collectors.counting()));
        return counts.keySet().stream().filter(label -> label < 0 || counts.get(label) == 1).sorted().toList();
    }

    /** A name that comes twice takes the diagonal of its two dimensions. */
    private Term diagonal(List<Integer> labels, Tensor x) {
        for (var i = 0; i < labels.size(); i++) {
            var j = labels.lastIndexOf(labels.get(i));
            if (j > i) {
                if (x.size(i) != x.size(j)) {
                    throw refused("%s has sizes %d and %d in %s".formatted(name(labels.get(i)), x.size(i), x.size(j),
                            Shapes.text(x.shape())));
                }
                var first = i;
                var order = IntStream.concat(IntStream.range(0, x.rank()).filter(d -> d != first && d != j),
                        IntStream.of(i, j)).toArray();
                var rest = Arrays.stream(order).limit(order.length - 1).mapToObj(labels::get).toList();
                return diagonal(rest, Matrix.diagonal(x.permute(order), 0));
            }
        }
        return new Term(labels, x);
    }

    /** Without the dimensions of size 1 that others stretch. */
    private static Term squeezed(Term term, Map<Integer, Long> sizes) {
        for (var label : term.labels) {
            if (term.size(label) != sizes.get(label)) {
                var at = term.labels.indexOf(label);
                var rest = new ArrayList<>(term.labels);
                rest.remove(at);
                return squeezed(new Term(rest, term.x.squeeze(at)), sizes);
            }
        }
        return term;
    }

    /** Replaces the two terms whose product is smallest by it. */
    private static List<Term> contractBest(List<Term> terms, List<Integer> output) {
        List<Term> best = List.of();
        var least = Double.POSITIVE_INFINITY;
        for (var i = 0; i < terms.size(); i++) {
            for (var j = i + 1; j < terms.size(); j++) {
                var order = new ArrayList<>(terms);
                var b = order.remove(j);
                var a = order.remove(i);
                var size = needed(a, b, order, output).stream().mapToDouble(l -> (a.has(l) ? a : b).size(l))
                        .reduce(1, (x, y) -> x * y);
                if (size < least || best.isEmpty()) {
                    order.addAll(List.of(a, b));
                    best = order;
                    least = size;
                }
            }
        }
        var others = best.subList(0, best.size() - 2);
        var a = best.get(best.size() - 2);
        var b = best.getLast();
        var contracted = new ArrayList<>(others);
        contracted.add(contract(a, b, needed(a, b, others, output)));
        return contracted;
    }

    /** The labels of two terms that the result or other terms have, too. */
    private static Set<Integer> needed(Term a, Term b, List<Term> others, List<Integer> output) {
        var needed = new LinkedHashSet<>(a.labels);
        needed.addAll(b.labels);
        needed.removeIf(label -> !output.contains(label) && others.stream().noneMatch(term -> term.has(label)));
        return needed;
    }

    /** (batch.., rows, inner) × (batch.., inner, columns). */
    private static Term contract(Term first, Term second, Set<Integer> needed) {
        var a = summed(first, label -> needed.contains(label) || second.has(label));
        var b = summed(second, label -> needed.contains(label) || first.has(label));
        var batch = a.labels.stream().filter(label -> b.has(label) && needed.contains(label)).toList();
        var inner = a.labels.stream().filter(label -> b.has(label) && !needed.contains(label)).toList();
        var rows = a.labels.stream().filter(label -> !b.has(label)).toList();
        var columns = b.labels.stream().filter(label -> !a.has(label)).toList();
        var sizes = sizes(batch.stream().map(a::size));
        var left = a.in(joined(batch, rows, inner)).reshape(Matrix.append(sizes, count(a, rows), count(a, inner)));
        var right = b.in(joined(batch, inner, columns))
                .reshape(Matrix.append(sizes, count(b, inner), count(b, columns)));
        var shape = Stream.of(batch.stream().map(a::size), rows.stream().map(a::size), columns.stream().map(b::size))
                .flatMap(s -> s);
        return new Term(joined(batch, rows, columns), product(left, right).reshape(sizes(shape)));
    }

    /** Without matrices where there is nothing to add up, or a batch of mere numbers to find. */
    private static Tensor product(Tensor left, Tensor right) {
        if (Matrix.columns(left) == 1) {
            return left.times(right);
        }
        var isDot = left.rank() > 2 && Matrix.rows(left) == 1 && Matrix.columns(right) == 1;
        return isDot ? left.times(Matrix.transposed(right)).sum(left.rank() - 1) : left.matmul(right);
    }

    private static Term summed(Term term, IntPredicate kept) {
        var dims = IntStream.range(0, term.labels.size()).filter(d -> !kept.test(term.labels.get(d))).toArray();
        return dims.length == 0
                ? term
                : new Term(term.labels.stream().filter(kept::test).toList(), term.x.sum(dims));
    }

    private static long count(Term term, List<Integer> labels) {
        return labels.stream().mapToLong(term::size).reduce(1, Math::multiplyExact);
    }

    private static long[] sizes(Stream<Long> sizes) {
        return sizes.mapToLong(size -> size).toArray();
    }

    private static List<Integer> joined(List<Integer> a, List<Integer> b, List<Integer> c) {
        return Stream.of(a, b, c).flatMap(List::stream).toList();
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("einsum \"%s\": %s".formatted(formula, why));
    }
}
