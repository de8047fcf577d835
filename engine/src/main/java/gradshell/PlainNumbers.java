package gradshell;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The numbers in arguments of plain code, place by place: of numbers, arrays, records, lists and maps. */
final class PlainNumbers {
    private PlainNumbers() {}

    static double[] row(Object... values) {
        var row = new ArrayList<Double>();
        for (var value : values) {
            map(value, number -> {
                row.add(number.doubleValue());
                return number;
            });
        }
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The values, made anew with other numbers. */
    static Object[] with(double[] row, Object... values) {
        var next = Arrays.stream(row).iterator();
        return Arrays.stream(values)
                .map(value -> map(value,
                        number -> number instanceof Float ? (Number) (float) next.nextDouble() : next.nextDouble()))
                .toArray();
    }

    static boolean anyFloat(Object... values) {
        var found = new boolean[1];
        for (var value : values) {
            map(value, number -> {
                found[0] |= number instanceof Float;
                return number;
            });
        }
        return found[0];
    }

    private static Object map(Object value, UnaryOperator<Number> f) {
        return switch (value) {
            case Double number -> f.apply(number);
            case Float number -> f.apply(number);
            case double[] array -> Arrays.stream(array).map(x -> f.apply(x).doubleValue()).toArray();
            case float[] array -> {
                var mapped = array.clone();
                for (var i = 0; i < mapped.length; i++) {
                    mapped[i] = f.apply(mapped[i]).floatValue();
                }
                yield mapped;
            }
            case Object[] array -> {
                var mapped = (Object[]) Array.newInstance(array.getClass().getComponentType(), array.length);
                Arrays.setAll(mapped, i -> map(array[i], f));
                yield mapped;
            }
            case List<?> list -> {
                var mapped = new ArrayList<Object>();
                list.forEach(element -> mapped.add(map(element, f)));
                yield mapped;
            }
            case Map<?, ?> map -> {
                var mapped = new LinkedHashMap<Object, Object>();
                map.forEach((key, element) -> mapped.put(key, map(element, f)));
                yield mapped;
            }
            case Record record -> Structure.build(record,
                    Structure.parts(record).stream().map(part -> map(part.value(), f)).toArray());
            case null, default -> value;
        };
    }
}
