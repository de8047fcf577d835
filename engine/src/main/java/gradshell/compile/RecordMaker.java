package gradshell.compile;

import gradshell.compile.Derivation.Pair;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes records whose constructors compute: the sweeps are those of {@link RecordParts}, and the record of the real
 * constructor shares its shadows with the components that were found there.
 */
final class RecordMaker {
    /** The name of the function from the constructor's parameters to the record. */
    static final String NAME = "$make";

    private static final MethodHandle MADE = Readers.handle(RecordMaker.class, "made", Object.class, Object[].class,
            Tape.class, Object.class);

    private RecordMaker() {}

    /**
     * The sweeps.
     *
     * @param parts those of the function from parameters to components
     * @param made  the type of this function
     */
    static Pair pair(Pair parts, Class<?> type, MethodType made) {
        try {
            Lookup lookup = Access.lookupIn(type);
            MethodHandle constructor = lookup.findConstructor(type, made.changeReturnType(void.class));
            List<Class<?>> all = parts.forward().type().parameterList();
            // behind the parameters there may be tangents and shadows
            MethodHandle make = MethodHandles.dropArguments(constructor, made.parameterCount(),
                    all.subList(1 + made.parameterCount(), all.size()));
            make = make.asType(make.type().changeReturnType(Object.class));
            MethodHandle forward = MethodHandles.foldArguments(MethodHandles.collectArguments(MADE, 2, make),
                    parts.forward());
            return new Pair(forward.asType(forward.type().changeReturnType(type)), parts.reverse(), parts.passed(),
                    parts.passesBack());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    static Object made(Object[] parts, Tape tape, Object made) {
        var record = (Record) made;
        if (Layout.of(record.getClass()).count() > 0) tape.share(record, (double[]) parts[0]);
        List<RecordComponent> components = Places.COMPONENTS.get(record.getClass());
        for (int i = 0; i < components.size(); i++) {
            if (!components.get(i).getType().isPrimitive())
                share(Places.get(record, components.get(i)), parts[1 + i], tape);
        }
        return record;
    }

    /** Lets a component have the shadows of its like. */
    private static void share(Object real, Object like, Tape tape) {
        if (real == like) return;
        switch (real) {
            case double[] a when like instanceof double[] b && a.length == b.length -> tape.share(a, b);
            case float[] a when like instanceof float[] b && a.length == b.length -> tape.share(a, b);
            case Double a when like instanceof Double b -> tape.share(a, b);
            case Float a when like instanceof Float b -> tape.share(a, b);
            case Object[] a when like instanceof Object[] b && a.length == b.length -> {
                for (int i = 0; i < a.length; i++) share(a[i], b[i], tape);
            }
            case List<?> a when like instanceof List<?> b && a.size() == b.size() -> {
                for (int i = 0; i < a.size(); i++) share(a.get(i), b.get(i), tape);
            }
            case Map<?, ?> a when like instanceof Map<?, ?> b && a.keySet().equals(b.keySet()) ->
                a.forEach((key, part) -> share(part, b.get(key), tape));
            case Record a when like != null && like.getClass() == a.getClass() -> {
                if (Layout.of(a.getClass()).count() > 0) tape.share(a, like);
                for (RecordComponent c : Places.COMPONENTS.get(a.getClass())) {
                    if (!c.getType().isPrimitive()) share(Places.get(a, c), Places.get((Record) like, c), tape);
                }
            }
            case Number _,CharSequence _,Boolean _,Character _ when Objects.equals(real, like) -> {
            }
            case null, default -> throw new UnsupportedOperationException("Can't differentiate the making of a record: "
                    + "its constructor makes " + Places.describe(real)
                    + ", which can't be followed. Make it before, in a static method that makes the record.");
        }
    }
}
