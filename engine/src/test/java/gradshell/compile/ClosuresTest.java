package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class ClosuresTest {
    interface Named<T extends Comparable<T>> {
        T name(T prefix, int n);
    }

    interface OfStrings extends Named<String> {
        @Override
        String name(String prefix, int n);
    }

    interface ToLong {
        long of(int n);
    }

    private final double own = 3;

    private double scaled(double x) {
        return own * x;
    }

    private static float half(int x) {
        return x / 2f;
    }

    /** An object that does what the lambda does, made of its class and what it captured. */
    @SuppressWarnings("unchecked")
    static <F> F closure(F lambda) {
        try {
            return (F) Lambda.of(lambda, ClassCode::of).toClosure().invoke((Object) lambda);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closure_isAnOrdinaryObject() {
        double factor = 2;
        DoubleUnaryOperator closure = closure((DoubleUnaryOperator & Cloneable) x -> factor * x);
        assertEquals(6, closure.applyAsDouble(3));
        assertInstanceOf(Cloneable.class, closure);
        assertEquals(ClosuresTest.class, ClassCode.of(closure.getClass()).host());
    }

    @Test
    void capturedValues_ofEachKind() {
        long l = 1;
        boolean b = true;
        char c = 'c';
        String s = "s";
        float f = 0.5f;
        int[] array = {7};
        Supplier<String> closure = closure((Supplier<String> & Serializable) () -> own + s + l + b + c + f + array[0]);
        assertEquals("3.0s1truec0.57", closure.get());
    }

    @Test
    void methodReferences_ofEachKind() {
        assertEquals(1.0, closure((Function<Double, Double> & Serializable) Math::abs).apply(-1.0), "static, boxing");
        assertEquals(6.0, closure((DoubleUnaryOperator & Serializable) this::scaled).applyAsDouble(2),
                "bound, private");
        assertEquals(9.0, closure((BiFunction<ClosuresTest, Double, Double> & Serializable) ClosuresTest::scaled)
                .apply(this, 3.0));
        assertEquals("X", closure((Function<String, String> & Serializable) String::toUpperCase).apply("x"), "unbound");
        assertEquals(2, closure((ToDoubleFunction<List<?>> & Serializable) List::size).applyAsDouble(List.of(1, 2)),
                "interface");
        assertEquals(new ArrayList<>(), closure((Supplier<List<Object>> & Serializable) ArrayList::new).get(),
                "constructor");
        assertEquals(3, closure((IntFunction<int[]> & Serializable) int[]::new).apply(3).length, "array");
        assertEquals(List.of(1, 2),
                closure((BiFunction<Integer, Integer, List<Integer>> & Serializable) List::of).apply(1, 2));
        assertEquals("a1", closure((BiFunction<String, Object, String> & Serializable) String::format).apply("a%s", 1),
                "varargs");
        assertEquals(1.5, closure((Function<Integer, Float> & Serializable) ClosuresTest::half).apply(3) + 0.0,
                "private static");
    }

    @Test
    void conversions_widenBoxUnboxAndDrop() {
        assertEquals(0.5, closure((ToDoubleFunction<Integer> & Serializable) ClosuresTest::half).applyAsDouble(1));
        assertEquals(2, closure((ToLong & Serializable) Math::abs).of(-2));
        assertEquals(4.0, closure((DoubleBinaryOperator & Serializable) Math::max).applyAsDouble(3, 4));
        List<Object> list = new ArrayList<>();
        Consumer<Object> add = closure((Consumer<Object> & Serializable) list::add);
        add.accept("a");
        assertEquals(List.of("a"), list);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void bridges_areKept() {
        OfStrings closure = closure((OfStrings) (s, n) -> s + n);
        assertEquals("a1", closure.name("a", 1));
        assertEquals("a1", ((Named) closure).name("a", 1));
    }

    @Test
    void oneSite_hasOneClass() {
        var classes = new ArrayList<Class<?>>();
        for (double k : new double[]{1, 2}) {
            DoubleSupplier closure = closure((DoubleSupplier) () -> k + classes.size());
            assertEquals(k + classes.size(), closure.getAsDouble());
            classes.add(closure.getClass());
        }
        assertEquals(classes.get(0), classes.get(1));
        assertNotEquals(classes.get(0), closure((DoubleSupplier & Serializable) () -> 3).getClass());
    }

    @Test
    void lambdaThatCouldBeAnother_isRefused() {
        ToIntFunction<Locale> one = l -> l.hashCode();
        ToIntFunction<Locale> two = l -> -l.hashCode();
        assertEquals(0, one.applyAsInt(Locale.ROOT) + two.applyAsInt(Locale.ROOT));
        var e = assertThrows(UnsupportedOperationException.class, () -> Lambda.of(one, ClassCode::of));
        assertEquals(
                "Can't differentiate a ToIntFunction made in gradshell.compile.ClosuresTest: it may be any of 2 lambdas "
                        + "there, and a lambda doesn't tell which it is; declare it as a serializable interface like DoubleFn or Fn, "
                        + "or make it inside the function.",
                e.getMessage());
    }
}
