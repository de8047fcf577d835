package gradshell;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Walks values that hold tensors: records, lists, maps, arrays and layers. {@link #tensors} finds what they hold, with a
 * path for each; {@link #map} makes the same structure with other tensors.
 */
final class Structure {
    /** Of a record class, so that it needn't be asked at each call. */
    static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return List.of(type.getRecordComponents());
        }
    };

    private Structure() {}

    /** A named part of a value. */
    record Part(String name, Object value, boolean trainable) {
        Part(String name, Object value) {
            this(name, value, true);
        }
    }

    /** Whether the value can have parts at all. */
    static boolean isStructure(Object value) {
        return value instanceof Record || value instanceof List<?> || value instanceof Map<?, ?>
                || value instanceof Object[] || value instanceof HasParameters;
    }

    /** The parts of a value, by component, index, key or field; none for anything else. */
    static List<Part> parts(Object value) {
        return switch (value) {
            case Layer layer when layer instanceof Iterable<?> elements -> indexed(elements);
            case Record record -> components(record);
            case List<?> list -> indexed(list);
            case Map<?, ?> map ->
                map.entrySet().stream().map(e -> new Part(String.valueOf(e.getKey()), e.getValue())).toList();
            case Object[] array -> indexed(Arrays.asList(array));
            case HasParameters holder -> fields(holder);
            case null, default -> List.of();
        };
    }

    /** Every trainable tensor in {@code value} with its path, such as {@code "0.weight"}; a shared one once for each place. */
    static void tensors(String path, Object value, BiConsumer<String, Tensor> found) {
        tensors(path, value, Part::trainable, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** The same with tensors that don't train. */
    static void allTensors(String path, Object value, BiConsumer<String, Tensor> found) {
        tensors(path, value, _ -> true, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void tensors(String path, Object value, Predicate<Part> wanted, BiConsumer<String, Tensor> found,
            Set<Object> above) {
        if (value instanceof Tensor tensor) {
            found.accept(path, tensor);
        } else if (isStructure(value) && above.add(value)) {
            for (var part : parts(value)) {
                if (wanted.test(part)) {
                    var at = path.isEmpty() ? part.name() : path + "." + part.name();
                    tensors(at, part.value(), wanted, found, above);
                }
            }
            above.remove(value);
        }
    }

    /** The layers in {@code value}, itself first, each once. */
    static List<Layer> layers(Object value) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var found = new ArrayList<Layer>();
        layers(value, found, seen);
        return found;
    }

    private static void layers(Object value, List<Layer> found, Set<Object> seen) {
        if (isStructure(value) && seen.add(value)) {
            if (value instanceof Layer layer) {
                found.add(layer);
            }
            parts(value).forEach(part -> layers(part.value(), found, seen));
        }
    }

    /** The floating tensors in {@code value}, place by place. */
    static List<Tensor> leaves(Object value) {
        var leaves = new ArrayList<Tensor>();
        map(value, t -> {
            leaves.add(t);
            return t;
        });
        return leaves;
    }

    /**
     * The floating tensors of {@code other} in the order of those of {@code like}, to which it must correspond place by place:
     * a map's by key, a record's by component.
     */
    static List<Tensor> matching(String op, Object like, Object other) {
        var found = new ArrayList<Tensor>();
        match(op, "", like, other, found);
        return found;
    }

    private static void match(String op, String path, Object like, Object other, List<Tensor> found) {
        if (like instanceof Tensor tensor) {
            if (tensor.isDifferentiable()) {
                if (!(other instanceof Tensor t) || !t.isDifferentiable()) {
                    throw unlike(op, path, "a FLOAT or DOUBLE tensor", other);
                }
                found.add(t);
            }
        } else if (isStructure(like) && !leaves(like).isEmpty()) {
            var parts = parts(like);
            var others = parts(other);
            var ordered = !(like instanceof Map<?, ?>);
            if (parts.size() != others.size() || ordered == other instanceof Map<?, ?>
                    || (like instanceof Record && !like.getClass().isInstance(other))) {
                throw unlike(op, path, "a %s of %d parts".formatted(like.getClass().getSimpleName(), parts.size()),
                        other);
            }
            for (var i = 0; i < parts.size(); i++) {
                var part = parts.get(i);
                var at = path.isEmpty() ? part.name() : path + "." + part.name();
                match(op, at, part.value(), ordered ? others.get(i).value() : valueOf(part.name(), others), found);
            }
        }
    }

    private static Object valueOf(String name, List<Part> parts) {
        return parts.stream().filter(p -> p.name().equals(name)).map(Part::value).findFirst().orElse(null);
    }

    private static IllegalArgumentException unlike(String op, String path, String expected, Object other) {
        var given = switch (other) {
            case null -> "null";
            case Tensor t -> t.describe() + " of " + t.dataType();
            default -> "a %s of %d parts".formatted(other.getClass().getSimpleName(), parts(other).size());
        };
        return new IllegalArgumentException("%s: the cotangent must have the value's structure: expected %s%s, got %s"
                .formatted(op, expected, path.isEmpty() ? "" : " at " + path, given));
    }

    /** The same structure with {@code f} of each floating tensor; other things as they are. Refused if it holds numbers. */
    static Object map(Object value, UnaryOperator<Tensor> f) {
        return map(value, f, false);
    }

    /** The same, where numbers may be in it, too. */
    static Object mapMixed(Object value, UnaryOperator<Tensor> f) {
        return map(value, f, true);
    }

    private static Object map(Object value, UnaryOperator<Tensor> f, boolean mixed) {
        return switch (value) {
            case null -> null;
            case Tensor tensor -> tensor.isDifferentiable() ? f.apply(tensor) : tensor;
            case LayerList layers -> {
                var parts = new ArrayList<Layer>();
                layers.forEach(layer -> parts.add((Layer) map(layer, f, mixed)));
                yield layers.with(parts);
            }
            case Record record -> {
                var parts = components(record).stream().map(Part::value).toArray();
                yield mapped(parts, f, mixed) ? build(record, parts) : record;
            }
            case List<?> list -> {
                var parts = list.toArray();
                mapped(parts, f, mixed);
                yield Arrays.asList(parts);
            }
            case Map<?, ?> map -> {
                var result = new LinkedHashMap<Object, Object>();
                map.forEach((key, element) -> result.put(key, map(element, f, mixed)));
                yield result;
            }
            case Object[] array when !(array instanceof double[][] || array instanceof float[][]) -> {
                var parts = (Object[]) Array.newInstance(array.getClass().getComponentType(), array.length);
                System.arraycopy(array, 0, parts, 0, parts.length);
                mapped(parts, f, mixed);
                yield parts;
            }
            case HasParameters holder -> {
                tensors("", holder, (path, _) -> {
                    throw new UnsupportedOperationException(
                            "a %s holds parameters (%s) but can't be made anew with its gradient; give it as the only argument, or use gradient(() -> loss, params(model)), or make it a record"
                                    .formatted(holder.getClass().getSimpleName(), path));
                });
                yield holder;
            }
            case Double _,Float _,double[] _,float[] _,double[][] _,float[][] _ when !mixed ->
                throw new UnsupportedOperationException(
                        "a %s can't be traced together with tensors; use a Tensor (scalar(..), tensor(..)), or a function of plain doubles alone: gradient((x, y) -> .., 1.0, 2.0)"
                                .formatted(value.getClass().getSimpleName()));
            case Collection<?> elements -> unordered(elements, elements);
            case Optional<?> element -> unordered(element, element.stream().toList());
            case TensorBuffer _ ->
                throw new IllegalArgumentException("a TensorBuffer is no tensor yet; use its copy()");
            default -> value;
        };
    }

    /** Maps the parts in place; whether one of them changed. */
    private static boolean mapped(Object[] parts, UnaryOperator<Tensor> f, boolean mixed) {
        var changed = false;
        for (var i = 0; i < parts.length; i++) {
            var part = map(parts[i], f, mixed);
            changed |= part != parts[i];
            parts[i] = part;
        }
        return changed;
    }

    /** What comes back must find its place again. */
    private static Object unordered(Object value, Collection<?> elements) {
        if (elements.stream().anyMatch(e -> e instanceof Tensor || (isStructure(e) && !leaves(e).isEmpty()))) {
            throw new IllegalArgumentException(
                    "tensors in a %s can't be followed; put them into a list, a map or a record"
                            .formatted(value.getClass().getSimpleName()));
        }
        return value;
    }

    private static boolean sameTensors(List<Part> built, Object... given) {
        return IntStream.range(0, given.length).allMatch(i -> {
            var kept = new ArrayList<Tensor>();
            var expected = new ArrayList<Tensor>();
            tensors("", built.get(i).value(), (_, t) -> kept.add(t));
            tensors("", given[i], (_, t) -> expected.add(t));
            return kept.equals(expected);
        });
    }

    static Record build(Record like, Object[] parts) {
        var type = like.getClass();
        try {
            var types = COMPONENTS.get(type).stream().map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            var built = constructor.newInstance(parts);
            if (!sameTensors(components(built), parts)) {
                throw new IllegalArgumentException(
                        "the constructor of record %s changes the tensors it is given, so the record can't hold a gradient; take the pullback over its components instead: pullback((a, b) -> f(new %1$s(a, b)), a, b)"
                                .formatted(type.getSimpleName()));
            }
            return built;
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the constructor of record %s rejects the gradient's values (%s); take the pullback over its components instead: pullback((a, b) -> f(new %1$s(a, b)), a, b)"
                            .formatted(type.getSimpleName(), e.getCause()),
                    e.getCause());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "record %s can't be made anew: %s".formatted(type.getName(), e.getMessage()), e);
        }
    }

    private static List<Part> indexed(Iterable<?> elements) {
        var parts = new ArrayList<Part>();
        for (var element : elements) {
            parts.add(element instanceof NamedLayer(var name, var layer)
                    ? new Part(name, layer)
                    : new Part(Integer.toString(parts.size()), element));
        }
        return parts;
    }

    private static List<Part> components(Record record) {
        var parts = new ArrayList<Part>();
        for (var component : COMPONENTS.get(record.getClass())) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                parts.add(new Part(component.getName(), accessor.invoke(record),
                        !component.isAnnotationPresent(NotTrainable.class)));
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                throw new IllegalArgumentException("component %s of record %s can't be read: %s"
                        .formatted(component.getName(), record.getClass().getName(), e.getMessage()), e);
            }
        }
        return parts;
    }

    /** A layer's fields, those of its superclasses first; of a lambda what it captured, as arg0, arg1, .. */
    private static List<Part> fields(HasParameters holder) {
        var parts = new ArrayList<Part>();
        for (Class<?> type = holder.getClass(); type != Object.class; type = type.getSuperclass()) {
            var own = new ArrayList<Part>();
            var lambda = type.isSynthetic() || type.isHidden();
            for (var field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    var name = lambda ? "arg" + own.size() : field.getName();
                    own.add(new Part(name, read(field, holder), !field.isAnnotationPresent(NotTrainable.class)));
                }
            }
            parts.addAll(0, own);
        }
        return parts;
    }

    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException("field %s of %s can't be read: %s".formatted(field.getName(),
                    owner.getClass().getName(), e.getMessage()), e);
        }
    }
}
