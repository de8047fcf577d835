package gradshell.compile;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** The floating-point numbers in an argument, in order, whatever arrays, records, lists and maps they are in. */
public final class Leaves {
    private Leaves() {}

    /** The numbers in {@code value}. */
    public static double[] of(Object value) {
        var found = new ArrayList<Double>();
        replace(value, x -> {
            found.add(x);
            return x;
        });
        return found.stream().mapToDouble(x -> x).toArray();
    }

    /** A deep copy of {@code value} with other numbers in it. */
    @SuppressWarnings("unchecked")
    public static <A> A with(A value, double... numbers) {
        Iterator<Double> next = Arrays.stream(numbers).iterator();
        return (A) replace(value, _ -> next.next());
    }

    /** A deep copy of {@code value}. */
    public static <A> A copy(A value) {
        return with(value, of(value));
    }

    /** The gradient of {@code f} at {@code x} by central differences of fourth order, one for each number. */
    public static <A> double[] differences(ToDoubleFunction<A> f, A x, double step) {
        double[] numbers = of(x);
        double[] gradient = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            double h = step * Math.max(1, Math.abs(numbers[i]));
            gradient[i] = (8 * (moved(f, x, i, h) - moved(f, x, i, -h))
                    - (moved(f, x, i, 2 * h) - moved(f, x, i, -2 * h))) / (12 * h);
        }
        return gradient;
    }

    private static <A> double moved(ToDoubleFunction<A> f, A x, int i, double by) {
        double[] numbers = of(x);
        numbers[i] += by;
        return f.applyAsDouble(with(x, numbers));
    }

    private static Object replace(Object value, UnaryOperator<Double> by) {
        return switch (value) {
            case Double x -> by.apply(x);
            case Float x -> by.apply((double) x).floatValue();
            case List<?> list -> new ArrayList<>(list.stream().map(x -> replace(x, by)).toList());
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((k, v) -> copy.put(k, replace(v, by)));
                yield copy;
            }
            case Record record -> replaceComponents(record, by);
            case Object array when array.getClass().isArray() -> replaceElements(array, by);
            case Object other -> other;
        };
    }

    private static Object replaceElements(Object array, UnaryOperator<Double> by) {
        int n = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), n);
        for (int i = 0; i < n; i++) Array.set(copy, i, replace(Array.get(array, i), by));
        return copy;
    }

    private static Object replaceComponents(Record record, UnaryOperator<Double> by) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = replace(accessor.invoke(record), by);
            }
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = record.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
