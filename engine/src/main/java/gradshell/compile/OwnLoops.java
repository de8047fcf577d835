package gradshell.compile;

import gradshell.DoubleFn;
import gradshell.array.Pointwise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Loops over functions of one number. A loop that all functions shared would call each through its interface; so each
 * class of functions gets a hidden class of its own with the bytes of such a loop, into which the JIT compiles that one
 * function.
 */
final class OwnLoops {
    private record Slopes(Derivative derivative, MethodHandle loop) {}

    private static final ClassValue<MethodHandle> VALUES = new ClassValue<>() {
        private final byte[] code = bytes(ValueLoop.class);

        @Override
        protected MethodHandle computeValue(Class<?> function) {
            return own(code, null, DoubleFn.class);
        }
    };

    /** By order. */
    private static final ClassValue<AtomicReferenceArray<Slopes>> SLOPES = new ClassValue<>() {
        @Override
        protected AtomicReferenceArray<Slopes> computeValue(Class<?> function) {
            return new AtomicReferenceArray<>(2);
        }
    };

    private OwnLoops() {}

    /** The values of {@code f}. */
    static Pointwise values(DoubleFn f) {
        return make(VALUES.get(f.getClass()), f);
    }

    /**
     * The values and derivatives of {@code f}, or the derivatives and their derivatives.
     *
     * @param derivative runs the code of {@code f}
     */
    static Pointwise slopes(DoubleFn f, Derivative derivative, boolean second, Object[] captured) {
        AtomicReferenceArray<Slopes> sites = SLOPES.get(f.getClass());
        Slopes known = sites.get(second ? 1 : 0);
        if (known == null || known.derivative != derivative) {
            known = new Slopes(derivative, own(bytes(SlopeLoop.class), derivative, Object[].class));
            sites.set(second ? 1 : 0, known);
        }
        return make(known.loop, captured);
    }

    private static Pointwise make(MethodHandle loop, Object over) {
        try {
            return (Pointwise) loop.invokeExact(over);
        } catch (Throwable e) {
            throw new LinkageError("a loop can't be instantiated", e);
        }
    }

    private static MethodHandle own(byte[] code, Object data, Class<?> parameter) {
        try {
            Lookup lookup = MethodHandles.lookup();
            Lookup loop = data == null
                    ? lookup.defineHiddenClass(code, true)
                    : lookup.defineHiddenClassWithClassData(code, data, true);
            return loop.findConstructor(loop.lookupClass(), MethodType.methodType(void.class, parameter))
                    .asType(MethodType.methodType(Pointwise.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
