package gradshell.data;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows with named columns of texts, which become tensors whose last dimension counts the rows. Made by {@link Data#readCsv}; each
 * method gives a new table and leaves this one as it is. A missing value is null.
 */
public final class Table {
    private static final int SHOWN = 10;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final String source;
    private final List<String> names;
    private final Map<String, String[]> columns;
    /** Where in the file the rows are. */
    private final long[] lines;

    private Table(String source, List<String> names, Map<String, String[]> columns, long[] lines) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.lines = lines;
    }

    static Table of(String source, List<String> names, List<List<String>> rows, List<Long> lines, Set<String> missing) {
        Map<String, String[]> columns = IntStream.range(0, names.size()).boxed()
                .collect(Collectors.toMap(names::get, i -> rows.stream().map(row -> row.get(i).strip())
                        .map(value -> missing.contains(value) ? null : value).toArray(String[]::new)));
        return new Table(source, List.copyOf(names), columns, lines.stream().mapToLong(Long::longValue).toArray());
    }

    /** The names of the columns in their order. */
    public List<String> names() {
        return names;
    }

    /** The number of rows. */
    public int size() {
        return lines.length;
    }

    /** The values of a column. */
    public List<String> column(String name) {
        return Collections.unmodifiableList(Arrays.asList(values(name)));
    }

    private String[] values(String name) {
        String[] values = columns.get(name);
        if (values == null)
            throw new NoSuchElementException(source + " has no column \"" + name + "\"; there are " + names);
        return values;
    }

    /** Whether the column holds numbers alone, but for missing values. */
    public boolean isNumeric(String name) {
        List<String> there = Arrays.stream(values(name)).filter(Objects::nonNull).toList();
        return !there.isEmpty() && there.stream().noneMatch(value -> Double.isNaN(number(value)));
    }

    /**
     * These columns, or all that are {@link #isNumeric numeric}, as {@code (columns, rows)} of FLOAT.
     *
     * @throws IllegalArgumentException when a value is missing or no number; it says in which line
     */
    public Tensor tensor(String... columns) {
        return tensor(DataType.FLOAT, columns);
    }

    /** The same of another type. */
    public Tensor tensor(DataType type, String... columns) {
        List<String> chosen = columns.length > 0 ? List.of(columns) : names.stream().filter(this::isNumeric).toList();
        double[][] rows = chosen.stream().map(name -> numbers(name, type)).toArray(double[][]::new);
        return rows.length == 0 ? Tensors.zeros(type, 0, size()) : Tensors.tensor(type, rows);
    }

    private double[] numbers(String name, DataType type) {
        String[] values = values(name);
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null)
                throw bad(i, name,
                        "the value is missing; dropMissing() leaves such rows out, fillMissing(0) puts a number there");
            numbers[i] = number(values[i]);
            if (Double.isNaN(numbers[i])) throw bad(i, name, "\"" + values[i] + "\" is no number");
            if (type == DataType.FLOAT && Float.isInfinite((float) numbers[i]))
                throw bad(i, name, values[i] + " is too large for FLOAT; tensor(DataType.DOUBLE, ..) takes it");
        }
        return numbers;
    }

    private IllegalArgumentException bad(int row, String name, String what) {
        return new IllegalArgumentException("%s, line %d, column \"%s\": %s".formatted(source, lines[row], name, what));
    }

    /** The value of a finite decimal number; NaN for any other text, as Java's own notations such as 1f and 0x1p3. */
    private static double number(String text) {
        if (!NUMBER.matcher(text).matches()) return Double.NaN;
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    /** The values of a column, each once, sorted: as numbers where it is numeric, else as texts. */
    public List<String> classes(String name) {
        var there = Arrays.stream(values(name)).filter(Objects::nonNull).distinct();
        return (isNumeric(name) ? there.sorted((a, b) -> Double.compare(number(a), number(b))) : there.sorted())
                .toList();
    }

    /** A column of categories as one-hot columns {@code (classes, rows)} in the order of {@link #classes}. */
    public Tensor oneHot(String name) {
        return oneHot(name, classes(name));
    }

    /** The same of these classes in this order, such as those of the table that was trained with. */
    public Tensor oneHot(String name, List<String> classes) {
        String[] values = values(name);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) throw bad(i, name, "the value is missing; dropMissing() leaves such rows out");
            if (!classes.contains(values[i]))
                throw bad(i, name, "\"" + values[i] + "\" is none of the classes " + classes);
        }
        return Data.oneHotBatch(values, classes);
    }

    /** These columns alone. */
    public Table select(String... chosen) {
        return new Table(source, List.of(chosen),
                Arrays.stream(chosen).collect(Collectors.toMap(name -> name, this::values)), lines);
    }

    /** The rows in which no value is missing. */
    public Table dropMissing() {
        return rows(row -> names.stream().allMatch(name -> columns.get(name)[row] != null));
    }

    /** The rows from {@code from} until before {@code to}. */
    public Table rows(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        return rows(row -> row >= from && row < to);
    }

    private Table rows(IntPredicate kept) {
        int[] rows = IntStream.range(0, size()).filter(kept).toArray();
        return new Table(source, names,
                mapped(values -> Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[]::new)),
                Arrays.stream(rows).mapToLong(row -> lines[row]).toArray());
    }

    /** With this number where values of numeric columns are missing. */
    public Table fillMissing(double number) {
        Map<String, String[]> filled = new HashMap<>(columns);
        names.stream().filter(this::isNumeric)
                .forEach(name -> filled.put(name, filled(columns.get(name), Double.toString(number))));
        return new Table(source, names, filled, lines);
    }

    /** With this value where one of the column is missing. */
    public Table fillMissing(String name, String value) {
        Map<String, String[]> filled = new HashMap<>(columns);
        filled.put(name, filled(values(name), value));
        return new Table(source, names, filled, lines);
    }

    private static String[] filled(String[] values, String value) {
        return Arrays.stream(values).map(v -> v == null ? value : v).toArray(String[]::new);
    }

    private Map<String, String[]> mapped(UnaryOperator<String[]> f) {
        return columns.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> f.apply(e.getValue())));
    }

    /** The first rows as texts, a missing value as an empty one. */
    public List<List<String>> head() {
        List<List<String>> head = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, size()); i++) {
            int row = i;
            head.add(names.stream().map(name -> Objects.requireNonNullElse(columns.get(name)[row], "")).toList());
        }
        return head;
    }

    /** The size and the names. */
    public String heading() {
        return "Table: %,d %s, %d %s".formatted(size(), size() == 1 ? "row" : "rows", names.size(),
                names.size() == 1 ? "column" : "columns");
    }

    @Override
    public String toString() {
        return head().stream().map(row -> String.join(", ", row))
                .collect(Collectors.joining("\n", heading() + "\n" + String.join(", ", names) + "\n",
                        size() > SHOWN ? "\n…" : ""));
    }
}
