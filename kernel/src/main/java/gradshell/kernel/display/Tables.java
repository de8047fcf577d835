package gradshell.kernel.display;

import gradshell.show.Html;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Records and maps as tables: a row a component or key; records of one class in a collection as a row each; an error with
 * its causes.
 */
final class Tables {
    private static final int MOST_ROWS = 60;
    private static final int MOST_CHARACTERS = 200;

    private Tables() {}

    static Optional<String> of(Object value) {
        return switch (value) {
            case Record r when r.getClass().getRecordComponents().length > 0 -> Optional.of(record(r));
            case Map<?, ?> map when isOfJdk(map) && !map.isEmpty() -> Optional.of(map(map));
            case Collection<?> c when isOfJdk(c) && isOfOneRecord(c) ->
                Optional.of(rows(c.stream().limit(MOST_ROWS).toList(), c.size()));
            case Record[] array when isOfOneRecord(Arrays.asList(array)) ->
                Optional.of(rows(Arrays.asList(array).subList(0, Math.min(array.length, MOST_ROWS)), array.length));
            case Throwable error -> Optional.of(error(error));
            case null, default -> Optional.empty();
        };
    }

    private static boolean isOfJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    private static boolean isOfOneRecord(Collection<?> values) {
        var first = values.stream().findFirst().orElse(null);
        return first instanceof Record && first.getClass().getRecordComponents().length > 0
                && values.stream().allMatch(value -> value != null && value.getClass() == first.getClass());
    }

    private static String record(Record r) {
        List<List<String>> rows = new ArrayList<>();
        for (RecordComponent component : r.getClass().getRecordComponents())
            rows.add(List.of(component.getName(), cell(PlainText.component(r, component))));
        return Html.table(r.getClass().getSimpleName(), List.of("component", "value"), rows);
    }

    private static String map(Map<?, ?> map) {
        List<List<String>> rows = map.entrySet().stream().limit(MOST_ROWS)
                .map(e -> List.of(cell(e.getKey()), cell(e.getValue()))).toList();
        return Html.table(heading(map.getClass().getSimpleName(), map.size()), List.of("key", "value"), rows);
    }

    private static String rows(List<?> records, int size) {
        RecordComponent[] components = records.getFirst().getClass().getRecordComponents();
        List<String> heads = new ArrayList<>(List.of(""));
        for (RecordComponent component : components) heads.add(component.getName());
        List<List<String>> rows = IntStream.range(0, records.size()).mapToObj(i -> {
            List<String> row = new ArrayList<>(List.of(Integer.toString(i)));
            for (RecordComponent component : components)
                row.add(cell(PlainText.component((Record) records.get(i), component)));
            return row;
        }).toList();
        return Html.table(heading(records.getFirst().getClass().getSimpleName(), size), heads, rows);
    }

    private static String error(Throwable error) {
        List<List<String>> rows = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        String as = "";
        for (Throwable at = error; at != null && seen.add(at) && rows.size() < MOST_ROWS; at = at.getCause()) {
            rows.add(errorRow(as, at));
            for (Throwable suppressed : at.getSuppressed()) rows.add(errorRow("suppressed", suppressed));
            as = "caused by";
        }
        return Html.table(error.getClass().getSimpleName(), List.of("", "type", "message", "thrown at"), rows);
    }

    private static List<String> errorRow(String as, Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        String text = PlainText.safely(error);
        String type = error.getClass().getName();
        String message = text.startsWith(type + ": ")
                ? text.substring(type.length() + 2)
                : text.equals(type) ? "" : text;
        return List.of(as, type, cell(message), trace.length == 0 ? "" : trace[0].toString());
    }

    private static String heading(String type, int size) {
        return type + ", " + size + (size == 1 ? " entry" : " entries")
                + (size > MOST_ROWS ? ", the first " + MOST_ROWS : "");
    }

    private static String cell(Object value) {
        String text = PlainText.of(value);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
