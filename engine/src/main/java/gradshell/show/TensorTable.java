package gradshell.show;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A tensor's numbers as a table, tinted by their size; a long row loses its middle, a large matrix is colours alone, and an
 * image an image.
 */
final class TensorTable {
    private static final int SHOWN = 10;
    private static final int MATRICES = 3;
    private static final int GAP = -1;
    /** Above it, finding the largest value for the tint takes too long for a glance. */
    private static final int MOST_TINTED = 1_000_000;
    private static final String CELL = "padding:2px 8px;border:0;text-align:right;white-space:nowrap;";

    private final Tensor x;
    private final double largest;

    private TensorTable(Tensor x) {
        this.x = x;
        double most = 0;
        for (double value : x.size() <= MOST_TINTED ? x.toDoubleArray() : new double[0])
            if (Double.isFinite(value)) most = Math.max(most, Math.abs(value));
        largest = most;
    }

    static String of(Tensor x) {
        String heading = "Tensor <b>" + Shapes.text(x.shape()) + "</b> "
                + x.dataType().name().toLowerCase(Locale.ROOT);
        if (x.size() == 0) return Markup.block(heading, "no elements");
        return Markup.block(heading, TensorImage.of(x).orElseGet(() -> switch (x.rank()) {
            case 0 -> Markup.table(Markup.row(new TensorTable(x).cell()));
            case 1 -> Markup.table(new TensorTable(x).row());
            default -> matrices(x);
        }));
    }

    private String row() {
        StringBuilder row = new StringBuilder();
        for (int i : shown(x.size(0))) row.append(i == GAP ? gap("…") : cell(i));
        return Markup.row(row.toString());
    }

    /** The first matrices of the last two dimensions, each under its index where there are several. */
    private static String matrices(Tensor x) {
        int rank = x.rank();
        long many = 1;
        for (int dim = 0; dim < rank - 2; dim++) many *= x.size(dim);
        int shown = (int) Math.min(many, MATRICES);
        boolean large = isLarge(x.size(rank - 2), x.size(rank - 1));
        HeatMap colours = large ? new HeatMap(x, shown) : null;
        TensorTable numbers = large ? null : new TensorTable(x);
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            long[] index = new long[rank];
            long rest = i;
            for (int dim = rank - 3; dim >= 0; dim--) {
                index[dim] = rest % x.size(dim);
                rest /= x.size(dim);
            }
            String heading = rank == 2 ? "" : heading(index);
            html.append(large ? beside(heading, colours.picture(i)) : heading + Markup.table(numbers.matrix(index)));
        }
        if (many > MATRICES)
            html.append("<div style='opacity:.75'>… %s more</div>".formatted(Numbers.count(many - MATRICES)));
        return html + (large ? colours.legend() : "");
    }

    /** Too large for all its numbers, and no mere row or column of them. */
    private static boolean isLarge(long rows, long columns) {
        return Math.max(rows, columns) > SHOWN && Math.min(rows, columns) > 1;
    }

    private static String beside(String heading, String picture) {
        return "<div style='display:inline-block;vertical-align:top;margin-right:12px'>%s%s</div>".formatted(heading,
                picture);
    }

    private static String heading(long[] index) {
        StringBuilder text = new StringBuilder("[");
        for (int dim = 0; dim < index.length - 2; dim++) text.append(index[dim]).append(", ");
        return "<div style='opacity:.75;font-size:90%%;margin-top:3px'>%s:, :]</div>".formatted(text);
    }

    private String matrix(long[] index) {
        int last = index.length - 1;
        StringBuilder rows = new StringBuilder();
        for (int i : shown(x.size(last - 1))) {
            StringBuilder row = new StringBuilder();
            for (int j : shown(x.size(last))) {
                index[last - 1] = i;
                index[last] = j;
                row.append(i == GAP || j == GAP ? gap(i != GAP ? "…" : j == GAP ? "⋱" : "⋮") : cell(index));
            }
            rows.append(Markup.row(row.toString()));
        }
        return rows.toString();
    }

    private String cell(long... index) {
        double value = x.get(index);
        String text = switch (x.dataType()) {
            case FLOAT, DOUBLE -> Numbers.text(value);
            case INT, LONG -> Long.toString((long) value);
            case BOOL -> Boolean.toString(value != 0);
        };
        return "<td style='%sbackground:%s'>%s</td>".formatted(CELL, tint(value), text);
    }

    /** Blue above zero, red below, stronger the larger; amber for what is no number. */
    private String tint(double value) {
        if (!Double.isFinite(value)) return Theme.translucent(Theme.AMBER, .45);
        if (value == 0 || largest == 0 || x.size() == 1 || x.dataType() == DataType.BOOL) return "none";
        return Theme.translucent(value > 0 ? Theme.BLUE : Theme.RED, .04 + .3 * Math.abs(value) / largest);
    }

    private static String gap(String mark) {
        return "<td style='%stext-align:center;background:none;opacity:.6'>%s</td>".formatted(CELL, mark);
    }

    /** All indices of a dimension, or the first and last with {@link #GAP} between them. */
    private static int[] shown(long size) {
        if (size <= SHOWN) return IntStream.range(0, (int) size).toArray();
        int half = SHOWN / 2;
        return IntStream.rangeClosed(0, SHOWN).map(i -> i < half ? i : i == half ? GAP : (int) (size - SHOWN - 1 + i))
                .toArray();
    }
}
