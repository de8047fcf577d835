package gradshell.compile;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The places of numbers in a value: numbers, arrays, arrays of arrays, records, lists and maps of these. They are noted
 * before the function runs, since it may put other things there.
 */
sealed interface Places {
    /** Of a record class, so that it needn't be asked at each call. */
    ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            for (RecordComponent c : components) c.getAccessor().setAccessible(true);
            return components;
        }
    };

    /** The one that takes all components. */
    ClassValue<Constructor<?>> CONSTRUCTOR = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        COMPONENTS.get(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return constructor;
            } catch (NoSuchMethodException e) {
                throw new LinkageError("record " + type.getName() + " has no canonical constructor", e);
            }
        }
    };

    /** The value itself. */
    Object value();

    /** The cotangents in the shape of the value. */
    Object cotangents(Shadows shadows);

    /** Gives all that has a shadow one, whether or not the function uses it. */
    default void register(Shadows shadows) {
        switch (this) {
            case Box box -> shadows.box(box.value());
            case Floats(double[] array) -> shadows.doubles(array);
            case Floats(Object array) -> shadows.floats((float[]) array);
            case Elements elements -> elements.parts().forEach(part -> part.register(shadows));
            case Listed list -> list.parts().forEach(part -> part.register(shadows));
            case Mapped map -> map.parts().values().forEach(part -> part.register(shadows));
            case Components record -> {
                shadows.cells(record.value());
                record.parts().stream().filter(Objects::nonNull).forEach(part -> part.register(shadows));
            }
            case Constant _,OfTensor _ -> {
            }
        }
    }

    /** Lets the caller see what the function did to a container that was given to it as a copy. */
    default void writeBack() {}

    /** What has no derivative, and comes back as it is. */
    record Constant(Object value) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            return value;
        }
    }

    /** A number in a box of its own. */
    record Box(Number value) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            double cotangent = shadows.cell(value, 0);
            return value instanceof Float ? (Object) (float) cotangent : (Object) cotangent;
        }
    }

    /** A {@code double[]} or {@code float[]}. */
    record Floats(Object value) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            return shadows.take(value).orElseGet(
                    () -> Array.newInstance(value.getClass().getComponentType(), Array.getLength(value)));
        }
    }

    /** A tensor; its cotangent is the tensor that is its shadow. */
    record OfTensor(Tensor value) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            boolean isFloating = value.dataType() == DataType.FLOAT || value.dataType() == DataType.DOUBLE;
            if (!isFloating) return value;
            return shadows.get(value) instanceof Tensor dx ? dx : Tensors.zeros(value.dataType(), value.shape());
        }
    }

    /** An array of references, of which the function gets a copy if it holds boxes. */
    record Elements(Object value, Object original, List<Places> parts) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            Object[] cotangents = ((Object[]) value).clone();
            for (int i = 0; i < cotangents.length; i++) cotangents[i] = parts.get(i).cotangents(shadows);
            return cotangents;
        }

        @Override
        public void writeBack() {
            parts.forEach(Places::writeBack);
            for (int i = 0; value != original && i < parts.size(); i++) {
                Object now = Array.get(value, i);
                if (now != parts.get(i).value()) Array.set(original, i, now);
            }
        }
    }

    /** A list, of which the function gets a copy if it holds boxes. */
    record Listed(List<Object> value, List<Object> original, List<Places> parts) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            var cotangents = new ArrayList<Object>();
            for (Places part : parts) cotangents.add(part.cotangents(shadows));
            return cotangents;
        }

        @Override
        public void writeBack() {
            parts.forEach(Places::writeBack);
            if (value == original || isSame(value, parts)) return;
            original.clear();
            original.addAll(value);
        }
    }

    /** A map, of which the function gets a copy if it holds boxes. */
    record Mapped(Map<Object, Object> value, Map<Object, Object> original,
            Map<Object, Places> parts) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            var cotangents = new LinkedHashMap<Object, Object>();
            parts.forEach((key, part) -> cotangents.put(key, part.cotangents(shadows)));
            return cotangents;
        }

        @Override
        public void writeBack() {
            parts.values().forEach(Places::writeBack);
            boolean same = value == original || (value.keySet().equals(parts.keySet())
                    && isSame(new ArrayList<>(value.values()), value.keySet().stream().map(parts::get).toList()));
            if (same) return;
            original.clear();
            original.putAll(value);
        }
    }

    /** A record: its floating components have cells, the others are places themselves, or null here. */
    record Components(Record value, List<RecordComponent> components, List<Places> parts) implements Places {
        @Override
        public Object cotangents(Shadows shadows) {
            var cotangents = new Object[components.size()];
            for (int i = 0; i < cotangents.length; i++) {
                RecordComponent component = components.get(i);
                if (parts.get(i) != null) {
                    cotangents[i] = parts.get(i).cotangents(shadows);
                } else {
                    double cell = shadows.cell(value, Layout.index(value.getClass(), component.getName()));
                    cotangents[i] = component.getType() == float.class ? (Object) (float) cell : (Object) cell;
                }
            }
            return build(value.getClass(), cotangents);
        }

        @Override
        public void writeBack() {
            for (Places part : parts) if (part != null) part.writeBack();
        }
    }

    /** The places of an argument, in which each number that is a box gets one of its own. */
    static Places of(Object argument, Shadows shadows) {
        return of(argument, number -> {
            Number own = number instanceof Float f
                    ? (Number) Float.valueOf(f.floatValue())
                    : Double.valueOf(number.doubleValue());
            shadows.box(own);
            return own;
        });
    }

    /** The places of a result, as it is. */
    static Places of(Object result) {
        return of(result, UnaryOperator.identity());
    }

    private static Places of(Object argument, UnaryOperator<Number> own) {
        return switch (argument) {
            case Double d -> new Box(own.apply(d));
            case Float f -> new Box(own.apply(f));
            case double[] _,float[] _ -> new Floats(argument);
            case Tensor t -> new OfTensor(t);
            case Object[] array -> {
                List<Places> parts = new ArrayList<>();
                for (Object part : array) parts.add(of(part, own));
                Object[] copy = array.clone();
                for (int i = 0; i < copy.length; i++) copy[i] = parts.get(i).value();
                yield new Elements(isSame(Arrays.asList(array), parts) ? array : copy, array, parts);
            }
            case List<?> list -> {
                List<Places> parts = new ArrayList<>();
                for (Object part : list) parts.add(of(part, own));
                @SuppressWarnings("unchecked")
                var original = (List<Object>) list;
                List<Object> copy = new ArrayList<>(parts.stream().map(Places::value).toList());
                yield new Listed(isSame(original, parts)
                        ? original
                        : isFixed(list)
                                ? Collections.unmodifiableList(copy)
                                : copy,
                        original, parts);
            }
            case Map<?, ?> map -> {
                var parts = new LinkedHashMap<Object, Places>();
                map.forEach((key, part) -> parts.put(key, of(part, own)));
                @SuppressWarnings("unchecked")
                var original = (Map<Object, Object>) map;
                var copy = new LinkedHashMap<Object, Object>();
                parts.forEach((key, part) -> copy.put(key, part.value()));
                boolean same = isSame(new ArrayList<>(original.values()), new ArrayList<>(parts.values()));
                yield new Mapped(same ? original : isFixed(map) ? Collections.unmodifiableMap(copy) : copy, original,
                        parts);
            }
            case Record record -> record(record, own);
            case null, default -> new Constant(argument);
        };
    }

    private static Places record(Record record, UnaryOperator<Number> own) {
        List<RecordComponent> components = COMPONENTS.get(record.getClass());
        List<Places> parts = new ArrayList<>();
        var values = new Object[components.size()];
        boolean changed = false;
        for (int i = 0; i < values.length; i++) {
            Object given = get(record, components.get(i));
            Places part = isFloating(components.get(i)) ? null : of(given, own);
            parts.add(part);
            values[i] = part == null ? given : part.value();
            changed |= part != null && part.value() != given;
        }
        return new Components(changed ? (Record) build(record.getClass(), values) : record, components,
                parts);
    }

    private static boolean isSame(List<Object> values, List<Places> parts) {
        if (values.size() != parts.size()) return false;
        for (int i = 0; i < values.size(); i++) if (values.get(i) != parts.get(i).value()) return false;
        return true;
    }

    private static boolean isFixed(Object container) {
        String name = container.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections")
                || name.startsWith("java.util.Collections$Unmodifiable");
    }

    /** Gives the shadows of the parts of {@code value} what {@code dy} holds in the same places; tensors are refused. */
    static void seed(Object value, Object dy, Shadows shadows) {
        seed(value, dy, shadows, (y, _) -> {
            throw new UnsupportedOperationException(
                    "forward mode and second derivatives can't go through functions in which numbers and tensors meet, but there is "
                            + describe(y) + "; use tensors alone");
        });
    }

    /**
     * The same.
     *
     * @param tensors what is to be done with a tensor and its cotangent
     */
    static void seed(Object value, Object dy, Shadows shadows, BiConsumer<Tensor, Tensor> tensors) {
        switch (value) {
            case Tensor y when dy instanceof Tensor d && Arrays.equals(d.shape(), y.shape()) -> tensors.accept(y, d);
            case double[] a when dy instanceof double[] d && d.length == a.length -> {
                double[] s = shadows.doubles(a);
                for (int i = 0; i < s.length; i++) s[i] += d[i];
            }
            case float[] a when dy instanceof float[] d && d.length == a.length -> {
                float[] s = shadows.floats(a);
                for (int i = 0; i < s.length; i++) s[i] += d[i];
            }
            case Double box when dy instanceof Double d -> shadows.box(box)[0] += d;
            case Float box when dy instanceof Float d -> shadows.box(box)[0] += d;
            case Object[] a when dy instanceof Object[] d && d.length == a.length -> {
                for (int i = 0; i < a.length; i++) seed(a[i], d[i], shadows, tensors);
            }
            case List<?> a when dy instanceof List<?> d && d.size() == a.size() -> {
                for (int i = 0; i < a.size(); i++) seed(a.get(i), d.get(i), shadows, tensors);
            }
            case Map<?, ?> a when dy instanceof Map<?, ?> d && d.keySet().equals(a.keySet()) ->
                a.forEach((key, part) -> seed(part, d.get(key), shadows, tensors));
            case Record a when dy != null && dy.getClass() == a.getClass() -> {
                for (RecordComponent c : COMPONENTS.get(a.getClass())) {
                    Object part = get(dy, c);
                    if (isFloating(c)) {
                        int cell = Layout.index(a.getClass(), c.getName());
                        shadows.cells(a)[cell] += ((Number) part).doubleValue();
                    } else {
                        seed(get(a, c), part, shadows, tensors);
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

    /** What has no derivative wherever it stands. */
    private static boolean isInactive(Object value) {
        return switch (value) {
            case Double _,Float _,double[] _,float[] _,Object[] _ -> false;
            case Number _,CharSequence _,Boolean _,Character _,Enum<?> _ -> true;
            default -> value.getClass().isArray();
        };
    }

    /** A value as an error message names it. */
    static String describe(Object value) {
        return switch (value) {
            case null -> "null";
            case Tensor t -> "a Tensor " + Shapes.text(t.shape());
            case double[] a -> "double[" + a.length + "]";
            case float[] a -> "float[" + a.length + "]";
            case Object[] a -> a.getClass().getComponentType().getSimpleName() + "[" + a.length + "]";
            case List<?> a -> "a list of " + a.size();
            case Map<?, ?> a -> "a map of " + a.keySet();
            default -> "a " + value.getClass().getSimpleName();
        };
    }

    private static Object build(Class<?> type, Object... parts) {
        try {
            return CONSTRUCTOR.get(type).newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("the constructor of record " + type.getSimpleName()
                    + " rejects the gradient's values (" + e.getCause()
                    + "); take the pullback over its components instead: pullback((a, b) -> f(new "
                    + type.getSimpleName() + "(a, b)), a, b)", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("record " + type.getName() + " can't be made anew: " + e.getMessage(),
                    e);
        }
    }

    static Object get(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("component " + component.getName() + " of record "
                    + record.getClass().getName() + " can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean isFloating(RecordComponent c) {
        return c.getType() == double.class || c.getType() == float.class;
    }
}
