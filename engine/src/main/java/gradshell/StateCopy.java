package gradshell;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies a state that is kept while steps go on to write it. What is in two places of the state is one thing in the copy,
 * too. Internal; public because {@code gradshell.compile} uses it.
 */
public final class StateCopy {
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    private StateCopy() {}

    /** A copy that shares nothing with the state that could be written, and no number's box. */
    @SuppressWarnings("unchecked")
    public static <S> S of(S state) {
        return (S) new StateCopy().copy(state);
    }

    private Object copy(Object part) {
        if (part == null || isConstant(part)) return part;
        Object known = copies.get(part);
        return known != null ? known : made(part);
    }

    private static boolean isConstant(Object part) {
        return switch (part) {
            case Tensor _,String _,Boolean _,Character _,Enum<?> _,Integer _,Long _,Short _,Byte _ -> true;
            default -> false;
        };
    }

    private Object made(Object part) {
        return switch (part) {
            case Double number -> put(part, Double.valueOf(number.doubleValue()));
            case Float number -> put(part, Float.valueOf(number.floatValue()));
            case Object[] array -> {
                var copy = array.clone();
                put(array, copy);
                for (var i = 0; i < copy.length; i++) {
                    copy[i] = copy(array[i]);
                }
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>(list.size());
                put(list, copy);
                list.forEach(element -> copy.add(copy(element)));
                yield copy;
            }
            case Map<?, ?> map -> {
                var copy = like(map);
                put(map, copy);
                map.forEach((key, element) -> copy.put(key, copy(element)));
                yield copy;
            }
            case Record record -> put(record, record(record));
            case Object array when array.getClass().isArray() -> {
                var length = Array.getLength(array);
                var copy = Array.newInstance(array.getClass().getComponentType(), length);
                System.arraycopy(array, 0, copy, 0, length);
                yield put(array, copy);
            }
            default -> throw new UnsupportedOperationException(
                    "checkpointed: a state is made of numbers, arrays, records, lists and maps, but this one holds a %s, which can't be copied; let the function capture it, or make it a record"
                            .formatted(part.getClass().getSimpleName()));
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> like(Map<?, ?> map) {
        return map instanceof SortedMap<?, ?> sorted
                ? new TreeMap<>(((SortedMap<Object, Object>) sorted).comparator())
                : new LinkedHashMap<>();
    }

    private Record record(Record record) {
        var components = Structure.COMPONENTS.get(record.getClass());
        var parts = Structure.parts(record).stream().map(Structure.Part::value).toArray();
        for (var i = 0; i < parts.length; i++) {
            // a number of a primitive type has no box to be told from another
            parts[i] = components.get(i).getType().isPrimitive() ? parts[i] : copy(parts[i]);
        }
        var copy = Structure.build(record, parts);
        var built = Structure.parts(copy);
        for (var i = 0; i < parts.length; i++) {
            var primitive = components.get(i).getType().isPrimitive();
            if (primitive ? !built.get(i).value().equals(parts[i]) : built.get(i).value() != parts[i]) {
                throw new UnsupportedOperationException(
                        "checkpointed: the constructor of record %s changes what it is given, so a state that holds one can't be copied; compute in a static method that makes the record"
                                .formatted(record.getClass().getSimpleName()));
            }
        }
        return copy;
    }

    private Object put(Object part, Object copy) {
        copies.put(part, copy);
        return copy;
    }
}
