package gradshell.compile;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The places of numbers in an argument or a result: numbers, arrays, arrays of arrays, records, lists and maps of these. A
 * box is given to the function as a box of its own, so that each place is found by its identity.
 */
final class Places {
    private Places() {}

    /** The argument with a box of its own in each place that has one; arrays are given as they are, and may be written. */
    static Object own(Object argument, Shadows shadows) {
        return map(argument, number -> {
            Object box = switch (number) {
                case Double d -> Double.valueOf(d.doubleValue());
                case Float f -> Float.valueOf(f.floatValue());
                default -> null;
            };
            if (box == null) return number;
            shadows.cells(box, 1);
            return box;
        });
    }

    /** The cotangents of an argument in the argument's own shape. */
    static Object cotangents(Object argument, Shadows shadows) {
        return map(argument, number -> switch (number) {
            case double[] a -> shadows.get(a) instanceof double[] s ? s.clone() : new double[a.length];
            case float[] a -> shadows.get(a) instanceof float[] s ? s.clone() : new float[a.length];
            case Double _ -> cell(shadows, number, 0);
            case Float _ -> (float) cell(shadows, number, 0);
            case Field(Record owner, RecordComponent component, int index) -> {
                double cotangent = cell(shadows, owner, index);
                yield component.getType() == float.class ? (Object) (float) cotangent : (Object) cotangent;
            }
            default -> throw new IllegalStateException(number.toString());
        });
    }

    private static double cell(Shadows shadows, Object owner, int index) {
        double[] cells = shadows.find(owner);
        return cells == null ? 0 : cells[index];
    }

    /** Gives the shadows of the parts of {@code value} the cotangents that {@code dy} holds in the same places. */
    static void seed(Object value, Object dy, Shadows shadows) {
        switch (value) {
            case double[] a when dy instanceof double[] d && d.length == a.length -> {
                double[] s = shadows.doubles(a);
                for (int i = 0; i < s.length; i++) s[i] += d[i];
            }
            case float[] a when dy instanceof float[] d && d.length == a.length -> {
                float[] s = shadows.floats(a);
                for (int i = 0; i < s.length; i++) s[i] += d[i];
            }
            case Double box when dy instanceof Double d -> shadows.cells(box, 1)[0] += d;
            case Float box when dy instanceof Float d -> shadows.cells(box, 1)[0] += d;
            case Object[] a when dy instanceof Object[] d && d.length == a.length -> {
                for (int i = 0; i < a.length; i++) seed(a[i], d[i], shadows);
            }
            case List<?> a when dy instanceof List<?> d && d.size() == a.size() -> {
                for (int i = 0; i < a.size(); i++) seed(a.get(i), d.get(i), shadows);
            }
            case Map<?, ?> a when dy instanceof Map<?, ?> d && d.keySet().equals(a.keySet()) ->
                a.forEach((key, part) -> seed(part, d.get(key), shadows));
            case Record a when dy != null && dy.getClass() == a.getClass() -> {
                for (RecordComponent c : a.getClass().getRecordComponents()) {
                    Object part = get(dy, c);
                    if (isFloating(c)) {
                        int count = Layout.of(a.getClass()).count();
                        shadows.cells(a, count)[Layout.index(a.getClass(), c.getName())] += ((Number) part)
                                .doubleValue();
                    } else {
                        seed(get(a, c), part, shadows);
                    }
                }
            }
            case null -> {
            }
            default -> {
                if (!isInactive(value)) {
                    throw new IllegalArgumentException("the cotangent must have the value's structure: expected "
                            + describe(value) + ", got " + describe(dy));
                }
            }
        }
    }

    /** Whether there are numbers in it at all, or whether it could hold some. */
    static boolean isKnown(Object value) {
        return switch (value) {
            case Double _,Float _,double[] _,float[] _,Object[] _,Record _,List<?> _,Map<?, ?> _ -> true;
            case null, default -> false;
        };
    }

    /** What has no derivative wherever it stands. */
    static boolean isInactive(Object value) {
        return value == null || (value instanceof Number && !(value instanceof Double || value instanceof Float))
                || value instanceof CharSequence || value instanceof Boolean || value instanceof Character
                || value instanceof Enum<?> || (value.getClass().isArray() && !isKnown(value));
    }

    static String describe(Object value) {
        return switch (value) {
            case null -> "null";
            case double[] a -> "double[" + a.length + "]";
            case float[] a -> "float[" + a.length + "]";
            case Object[] a -> a.getClass().getComponentType().getSimpleName() + "[" + a.length + "]";
            case List<?> a -> "a list of " + a.size();
            case Map<?, ?> a -> "a map of " + a.keySet();
            default -> "a " + value.getClass().getSimpleName();
        };
    }

    /** A floating component of a record; its cotangent is in the record's own cells. */
    private record Field(Record owner, RecordComponent component, int index) {}

    private static Object map(Object value, Function<Object, Object> numbers) {
        return switch (value) {
            case null -> null;
            case Double _,Float _,double[] _,float[] _ -> numbers.apply(value);
            case Object[] array -> {
                Object[] mapped = array.clone();
                for (int i = 0; i < mapped.length; i++) mapped[i] = map(array[i], numbers);
                yield same(array, mapped) ? array : mapped;
            }
            case List<?> list -> {
                var mapped = new ArrayList<Object>();
                for (Object part : list) mapped.add(map(part, numbers));
                yield same(list.toArray(), mapped.toArray()) ? list : mapped;
            }
            case Map<?, ?> map -> {
                var mapped = new LinkedHashMap<Object, Object>();
                map.forEach((key, part) -> mapped.put(key, map(part, numbers)));
                yield same(map.values().toArray(), mapped.values().toArray()) ? map : mapped;
            }
            case Record record -> record(record, numbers);
            default -> value;
        };
    }

    private static Object record(Record record, Function<Object, Object> numbers) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        var parts = new Object[components.length];
        boolean changed = false;
        for (int i = 0; i < parts.length; i++) {
            Object part = get(record, components[i]);
            if (isFloating(components[i])) {
                var field = new Field(record, components[i], Layout.index(record.getClass(), components[i].getName()));
                Object mapped = numbers.apply(field);
                parts[i] = mapped == field ? part : mapped;
                changed |= mapped != field;
            } else {
                parts[i] = map(part, numbers);
                changed |= parts[i] != part;
            }
        }
        return changed ? build(record.getClass(), components, parts) : record;
    }

    private static Object build(Class<?> type, RecordComponent[] components, Object[] parts) {
        try {
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("the constructor of record " + type.getSimpleName()
                    + " rejects the gradient's values (" + e.getCause()
                    + "); take the pullback over its components instead: "
                    + "pullback((a, b) -> f(new " + type.getSimpleName() + "(a, b)), a, b)", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("record " + type.getName() + " can't be made anew: " + e.getMessage(),
                    e);
        }
    }

    private static Object get(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("component " + component.getName() + " of record "
                    + record.getClass().getName() + " can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean isFloating(RecordComponent c) {
        return c.getType() == double.class || c.getType() == float.class;
    }

    private static boolean same(Object[] a, Object[] b) {
        for (int i = 0; i < a.length; i++) if (a[i] != b[i]) return false;
        return true;
    }
}
