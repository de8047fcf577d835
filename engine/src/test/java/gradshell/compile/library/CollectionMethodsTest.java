package gradshell.compile.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each method does what the JDK's does. */
class CollectionMethodsTest {
    private static void sameMap(Function<Map<String, Double>, Object> jdk, Function<Map<String, Double>, Object> ours) {
        for (String key : new String[]{"a", "b", "none"}) {
            var a = new HashMap<>(Map.of("a", 1.0, "b", 2.0));
            a.put(key, 3.0);
            var b = new HashMap<>(a);
            assertEquals(jdk.apply(a), ours.apply(b));
            assertEquals(a, b);
        }
    }

    private static void sameList(Consumer<List<Double>> jdk, Consumer<List<Double>> ours) {
        var a = new ArrayList<>(List.of(3.0, 1.0, 2.0, 2.0));
        var b = new ArrayList<>(a);
        jdk.accept(a);
        ours.accept(b);
        assertEquals(a, b);
    }

    @Test
    void maps_areChangedAsTheJdkDoes() {
        sameMap(m -> m.merge("a", 5.0, Double::sum), m -> CollectionMethods.merge(m, "a", 5.0, Double::sum));
        sameMap(m -> m.merge("c", 5.0, Double::sum), m -> CollectionMethods.merge(m, "c", 5.0, Double::sum));
        sameMap(m -> m.merge("a", 5.0, (_, _) -> null), m -> CollectionMethods.merge(m, "a", 5.0, (_, _) -> null));
        sameMap(m -> m.computeIfAbsent("a", _ -> 9.0), m -> CollectionMethods.computeIfAbsent(m, "a", _ -> 9.0));
        sameMap(m -> m.computeIfAbsent("c", _ -> 9.0), m -> CollectionMethods.computeIfAbsent(m, "c", _ -> 9.0));
        sameMap(m -> m.computeIfAbsent("c", _ -> null), m -> CollectionMethods.computeIfAbsent(m, "c", _ -> null));
        sameMap(m -> m.computeIfPresent("a", (_, v) -> v + 1),
                m -> CollectionMethods.computeIfPresent(m, "a", (_, v) -> v + 1));
        sameMap(m -> m.computeIfPresent("a", (_, _) -> null),
                m -> CollectionMethods.computeIfPresent(m, "a", (_, _) -> null));
        sameMap(m -> m.computeIfPresent("c", (_, v) -> v),
                m -> CollectionMethods.computeIfPresent(m, "c", (_, v) -> v));
        sameMap(m -> m.compute("c", (k, v) -> k.length() + (v == null ? 0 : v)),
                m -> CollectionMethods.compute(m, "c", (k, v) -> k.length() + (v == null ? 0 : v)));
        sameMap(m -> m.compute("a", (_, _) -> null), m -> CollectionMethods.compute(m, "a", (_, _) -> null));
        sameMap(m -> {
            m.replaceAll((k, v) -> k.length() * v);
            return 0;
        }, m -> {
            CollectionMethods.replaceAll(m, (k, v) -> k.length() * v);
            return 0;
        });
        sameMap(m -> {
            var seen = new ArrayList<String>();
            m.forEach((k, v) -> seen.add(k + v));
            return seen;
        }, m -> {
            var seen = new ArrayList<String>();
            CollectionMethods.forEach(m, (k, v) -> seen.add(k + v));
            return seen;
        });
    }

    @Test
    void lists_areChangedAsTheJdkDoes() {
        sameList(l -> l.replaceAll(v -> -v), l -> CollectionMethods.replaceAll(l, v -> -v));
        sameList(l -> l.removeIf(v -> v == 2), l -> CollectionMethods.removeIf(l, v -> v == 2));
        sameList(l -> List.copyOf(l).forEach(l::add), l -> CollectionMethods.forEach(List.copyOf(l), l::add));
        var rest = new ArrayList<>();
        var i = List.of(1, 2, 3).iterator();
        i.next();
        CollectionMethods.forEachRemaining(i, rest::add);
        assertEquals(List.of(2, 3), rest);
        assertFalse(CollectionMethods.removeIf(new ArrayList<>(List.of(1)), v -> v > 1));
        assertArrayEquals(new Integer[]{1, 2}, CollectionMethods.toArray(List.of(1, 2), Integer[]::new));
    }

    @Test
    void optionals_areThoseOfTheJdk() {
        var seen = new ArrayList<>();
        Optional<Integer> none = Optional.empty();
        for (Optional<Integer> o : List.of(none, Optional.of(4))) {
            assertEquals(o.map(v -> v + 1), OptionalMethods.map(o, v -> v + 1));
            assertEquals(o.map(_ -> null), OptionalMethods.map(o, _ -> null));
            assertEquals(o.filter(v -> v > 9), OptionalMethods.filter(o, v -> v > 9));
            assertEquals(o.filter(v -> v < 9), OptionalMethods.filter(o, v -> v < 9));
            assertEquals(o.flatMap(v -> Optional.of(-v)), OptionalMethods.flatMap(o, v -> Optional.of(-v)));
            assertEquals(o.or(() -> Optional.of(1)), OptionalMethods.or(o, () -> Optional.of(1)));
            assertEquals(o.orElseGet(() -> 7), OptionalMethods.orElseGet(o, () -> 7));
            OptionalMethods.ifPresent(o, seen::add);
            OptionalMethods.ifPresentOrElse(o, seen::add, () -> seen.add("none"));
        }
        assertEquals(List.of("none", 4, 4), seen);
        assertThrows(IllegalStateException.class, () -> OptionalMethods.orElseThrow(none, IllegalStateException::new));
        assertEquals(3, OptionalMethods.requireNonNullElseGet(null, () -> 3));
        assertEquals(2, OptionalMethods.requireNonNullElseGet(2, () -> 3));
    }

    @Test
    void numbers_areThoseOfTheJdk() throws Throwable {
        for (Number n : List.<Number>of(1.5, 2.5f, 3, 4L, (byte) 5)) {
            assertEquals(n.doubleValue(), NumberMethods.doubleValue(n));
            assertEquals(n.floatValue(), NumberMethods.floatValue(n));
        }
        var seen = new ArrayList<>();
        for (OptionalDouble o : List.of(OptionalDouble.empty(), OptionalDouble.of(2))) {
            assertEquals(o.orElse(1), NumberMethods.orElse(o, 1));
            assertEquals(o.orElseGet(() -> 3), NumberMethods.orElseGet(o, () -> 3));
            assertEquals(o.stream().sum(), NumberMethods.stream(o).sum());
            NumberMethods.ifPresent(o, seen::add);
            NumberMethods.ifPresentOrElse(o, seen::add, () -> seen.add("none"));
        }
        assertEquals(List.of("none", 2.0, 2.0), seen);
        assertThrows(NoSuchElementException.class, () -> NumberMethods.orElseThrow(OptionalDouble.empty()));
        assertEquals(2, NumberMethods.orElseThrow(OptionalDouble.of(2), IllegalStateException::new));
    }

    @Test
    void functionsOfFunctions_areThoseOfTheJdk() {
        assertEquals(9, DoubleFunctions.andThen((double x) -> x + 1, (double x) -> x * x).applyAsDouble(2));
        assertEquals(5, DoubleFunctions.compose((double x) -> x + 1, (double x) -> x * x).applyAsDouble(2));
        Function<Integer, Integer> f = x -> x + 1;
        assertEquals("3", Functions.andThen(f, String::valueOf).apply(2));
        assertEquals(6, Functions.compose(f, String::length).apply("seven"));
        assertEquals(-5, Functions.andThen((Integer a, Integer b) -> a + b, c -> -c).apply(2, 3));
        assertTrue(Functions.or((Integer x) -> x > 5, x -> x < 3).test(2));
        assertFalse(Functions.and((Integer x) -> x > 5, x -> x < 3).test(2));
        assertTrue(Functions.not((Integer x) -> x > 5).test(2));
        assertTrue(DoubleFunctions.or((double x) -> x > 5, x -> x < 3).test(2));
        assertEquals(3, DoubleFunctions.Identity.identity().applyAsDouble(3));
        assertEquals("x", Functions.Identity.identity().apply("x"));
        var seen = new ArrayList<>();
        Consumer<Integer> add = seen::add;
        Functions.andThen(add, x -> seen.add(-x)).accept(1);
        Functions.andThen((Object x, Object y) -> seen.add(x), (_, y) -> seen.add(y)).accept(2, 3);
        DoubleFunctions.andThen((double x) -> seen.add(x), x -> seen.add(-x)).accept(4);
        assertEquals(List.of(1, -1, 2, 3, 4.0, -4.0), seen);
        Comparator<String> byLength = Comparator.comparing(String::length);
        assertEquals("a", Functions.minBy(byLength).apply("a", "b"));
        assertEquals("a", Functions.maxBy(byLength).apply("a", "b"));
        assertEquals("bc", Functions.maxBy(byLength).apply("a", "bc"));
    }
}
