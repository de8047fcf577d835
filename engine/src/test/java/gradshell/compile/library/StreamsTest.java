package gradshell.compile.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pipeline gives what the JDK's gives, and its functions are called with the same arguments in the same order. */
class StreamsTest {
    private static final double[] X = {3, 1.5, -2, 1e17, 7, 1.5, -1e17, 0.1, 0.2};

    /** A test on a kind of stream; the log takes what its functions see. */
    interface Pipeline<S> {
        Object run(S stream, List<Object> log);
    }

    private static <S> void same(Pipeline<S> pipeline, S jdk, S ours) {
        var expected = new ArrayList<>();
        var actual = new ArrayList<>();
        assertEquals(outcome(pipeline, jdk, expected), outcome(pipeline, ours, actual));
        assertEquals(expected, actual, "what the functions saw");
    }

    private static <S> Object outcome(Pipeline<S> pipeline, S stream, List<Object> log) {
        try {
            Object result = pipeline.run(stream, log);
            return result instanceof double[] a
                    ? Arrays.toString(a)
                    : result instanceof int[] i
                            ? Arrays.toString(i)
                            : result instanceof Object[] o ? List.of(o) : result;
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static <T> T see(T value, List<Object> log) {
        log.add(value);
        return value;
    }

    static Stream<Pipeline<DoubleStream>> doubles() {
        return Stream.of((s, _) -> s.sum(), (s, _) -> s.average(), (s, _) -> s.min(), (s, _) -> s.max(),
                (s, l) -> s.map(v -> see(v, l) * 2).filter(v -> see(v, l) > 1).toArray(),
                (s, l) -> s.map(v -> see(v, l)).count(), (s, l) -> s.filter(v -> see(v, l) > 0).count(),
                (s, l) -> s.peek(l::add).limit(3).sum(), (s, l) -> s.limit(4).peek(l::add).skip(2).sum(),
                (s, l) -> s.peek(l::add).skip(20).sum(), (s, l) -> s.map(v -> see(v, l)).skip(2).limit(3).count(),
                (s, l) -> s.peek(l::add).sorted().map(v -> see(-v, l)).toArray(),
                (s, l) -> s.peek(l::add).distinct().peek(l::add).toArray(),
                (s, l) -> s.peek(l::add).distinct().count(), (s, l) -> s.peek(l::add).sorted().limit(2).toArray(),
                (s, l) -> s.takeWhile(v -> see(v, l) > 0).peek(l::add).toArray(),
                (s, l) -> s.dropWhile(v -> see(v, l) > 0).peek(l::add).toArray(),
                (s, l) -> s.flatMap(v -> see(v, l) > 2 ? DoubleStream.of(v, -v).peek(l::add) : null).toArray(),
                (s, l) -> s.reduce(1, (a, b) -> see(a, l) - b), (s, l) -> s.reduce((a, b) -> see(a, l) - b),
                (s, _) -> s.filter(v -> v > 1e20).reduce(Double::sum), (s, _) -> s.filter(v -> v > 1e20).average(),
                (s, l) -> s.anyMatch(v -> see(v, l) < 0), (s, l) -> s.allMatch(v -> see(v, l) > 0),
                (s, l) -> s.noneMatch(v -> see(v, l) == 7), (s, l) -> s.peek(l::add).findFirst(),
                (s, _) -> s.limit(0).findAny(), (s, _) -> s.limit(0).min(), (s, _) -> s.limit(0).max(),
                (s, l) -> s.peek(l::add).mapToObj(v -> "v" + v).collect(Collectors.toList()),
                (s, l) -> s.peek(l::add).mapToInt(v -> (int) v).sum(), (s, l) -> s.boxed().map(v -> see(v, l)).toList(),
                (s, _) -> s.collect(() -> new ArrayList<Double>(), List::add, List::addAll),
                (s, l) -> {
                    s.peek(l::add).forEach(l::add);
                    return l.size();
                },
                (s, l) -> {
                    var i = s.peek(l::add).filter(v -> v > 1).iterator();
                    double sum = i.nextDouble() + i.next();
                    i.forEachRemaining((Double v) -> l.add(v));
                    return List.of(sum, i.hasNext());
                },
                (s, _) -> {
                    var i = s.limit(1).iterator();
                    i.next();
                    return i.next();
                },
                (s, _) -> s.limit(-1), (s, _) -> s.skip(-1), (s, _) -> s.map(null), (s, _) -> s.isParallel(),
                (s, _) -> s.sequential().unordered().map(v -> v == 3 ? Double.POSITIVE_INFINITY : v).sum(),
                (s, _) -> s.map(v -> v / 0).sum(), (s, _) -> s.map(v -> v == 3 ? Double.NaN : v).max());
    }

    @ParameterizedTest
    @MethodSource("doubles")
    void doubles_areThoseOfTheJdk(Pipeline<DoubleStream> pipeline) {
        same(pipeline, Arrays.stream(X), ArrayMethods.stream(X));
        same(pipeline, Arrays.stream(X), Doubles.adopt(Arrays.stream(X)));
        same(pipeline, Arrays.stream(X).filter(v -> v != 7), Doubles.adopt(Arrays.stream(X).filter(v -> v != 7)));
    }

    static Stream<Pipeline<IntStream>> ints() {
        return Stream.of((s, l) -> s.mapToDouble(i -> see(i, l) / 2.0).sum(), (s, l) -> s.map(i -> see(i, l) * i).sum(),
                (s, l) -> s.filter(i -> see(i, l) % 2 == 0).boxed().toList(), (s, _) -> s.asDoubleStream().sum(),
                (s, l) -> s.mapToObj(i -> see(i, l) + "!").collect(Collectors.joining()), (s, _) -> s.max(),
                (s, _) -> s.min(), (s, _) -> s.average(), (s, _) -> s.toArray(), (s, l) -> s.peek(l::add).count(),
                (s, l) -> s.peek(l::add).limit(3).skip(1).toArray(), (s, l) -> s.takeWhile(i -> see(i, l) < 3).sum(),
                (s, l) -> s.dropWhile(i -> see(i, l) < 3).sum(), (s, l) -> s.reduce(1, (a, b) -> see(a, l) - b),
                (s, l) -> s.reduce((a, b) -> see(a, l) - b), (s, l) -> s.anyMatch(i -> see(i, l) > 2),
                (s, l) -> s.allMatch(i -> see(i, l) > 2), (s, l) -> s.noneMatch(i -> see(i, l) > 2),
                (s, l) -> s.flatMap(i -> IntStream.range(0, see(i, l))).toArray(), (s, _) -> s.findFirst(),
                (s, _) -> s.findAny(), (s, _) -> s.map(i -> i % 3).distinct().sorted().toArray(),
                (s, _) -> s.summaryStatistics().toString(),
                (s, _) -> s.collect(() -> new ArrayList<Integer>(), List::add, List::addAll),
                (s, l) -> {
                    s.sequential().unordered().forEachOrdered(l::add);
                    return 0;
                },
                (s, l) -> {
                    var i = s.iterator();
                    int first = i.nextInt() + i.next();
                    i.forEachRemaining((int v) -> l.add(v));
                    return first;
                });
    }

    @ParameterizedTest
    @MethodSource("ints")
    void ints_areThoseOfTheJdk(Pipeline<IntStream> pipeline) {
        same(pipeline, IntStream.range(0, 7), Ints.adopt(IntStream.range(0, 7)));
        same(pipeline, IntStream.of(4, 2, 9).filter(i -> i > 0), Ints.adopt(IntStream.of(4, 2, 9).filter(i -> i > 0)));
    }

    static Stream<Pipeline<Stream<Double>>> objects() {
        return Stream.of((s, l) -> s.map(v -> see(v, l) * 2).filter(v -> see(v, l) > 1).toList(),
                (s, l) -> s.mapToDouble(v -> see(v, l)).sum(), (s, l) -> s.mapToInt(v -> see(v, l).intValue()).sum(),
                (s, l) -> s.peek(l::add).sorted().peek(l::add).limit(2).toList(),
                (s, l) -> s.sorted(Comparator.reverseOrder()).peek(l::add).skip(3).toList(),
                (s, l) -> s.peek(l::add).distinct().peek(l::add).count(), (s, l) -> s.peek(l::add).count(),
                (s, l) -> s.flatMap(v -> see(v, l) > 2 ? Stream.of(v, -v).peek(l::add) : null).toList(),
                (s, l) -> s.flatMapToDouble(v -> see(v, l) > 2 ? DoubleStream.of(v, -v) : null).sum(),
                (s, l) -> s.takeWhile(v -> see(v, l) > 0).toList(), (s, l) -> s.dropWhile(v -> see(v, l) > 0).toList(),
                (s, l) -> s.reduce(1.0, (a, b) -> see(a, l) - b), (s, l) -> s.reduce((a, b) -> see(a, l) - b),
                (s, l) -> s.reduce("", (a, b) -> a + see(b, l), String::concat),
                (s, _) -> s.collect(() -> new ArrayList<Double>(), List::add, List::addAll), (s, _) -> s.toArray(),
                (s, _) -> s.toArray(Double[]::new), (s, _) -> s.min(Double::compare), (s, _) -> s.max(Double::compare),
                (s, l) -> s.anyMatch(v -> see(v, l) < 0), (s, l) -> s.allMatch(v -> see(v, l) > 0),
                (s, l) -> s.noneMatch(v -> see(v, l) == 7), (s, _) -> s.findFirst(), (s, _) -> s.skip(99).findAny(),
                (s, _) -> s.collect(Collectors.groupingBy(v -> v > 1)), (s, _) -> s.toList().add(1.0),
                (s, l) -> {
                    s.sequential().unordered().forEachOrdered(l::add);
                    return 0;
                },
                (s, _) -> s.limit(-1), (s, _) -> s.skip(-1), (s, _) -> s.limit(1).iterator().next(),
                (s, _) -> {
                    Iterator<Double> i = s.skip(99).iterator();
                    return i.next();
                });
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objects_areThoseOfTheJdk(Pipeline<Stream<Double>> pipeline) {
        List<Double> list = Arrays.stream(X).boxed().toList();
        same(pipeline, list.stream(), Elements.adopt(list.stream()));
        same(pipeline, list.stream().filter(v -> v != 7), Elements.adopt(list.stream().filter(v -> v != 7)));
        same(pipeline, list.stream(), ArrayMethods.stream(X).boxed());
    }

    @Test
    void makers_giveWhatTheJdksGive() {
        List<Object> log = new ArrayList<>();
        assertEquals(15, Doubles.iterate(1, v -> see(v, log) * 2).limit(4).sum());
        assertEquals(List.of(1.0, 2.0, 4.0), log);
        assertEquals(7, Doubles.iterate(1, v -> v < 7, v -> v * 2).sum());
        assertEquals(6, Doubles.generate(() -> 2).limit(3).sum());
        assertEquals(2, Doubles.concat(DoubleStream.of(3), Doubles.of(1, 2)).skip(2).sum());
        assertEquals(3, Doubles.concat(DoubleStream.of(3), Doubles.of(1, 2)).count());
        assertEquals(List.of(1, 3, 9), Elements.iterate(1, v -> 3 * v).limit(3).toList());
        assertEquals(List.of(1, 3), Elements.iterate(1, v -> v < 9, v -> 3 * v).toList());
        assertEquals(List.of(1, 1), Elements.generate(() -> 1).limit(2).toList());
        assertEquals(List.of(1, 2, 3), Elements.concat(Stream.of(1, 2), Stream.of(3)).toList());
        assertEquals(7, Ints.iterate(1, i -> 2 * i).limit(3).sum());
        assertEquals(3, Ints.iterate(1, i -> i < 4, i -> 2 * i).sum());
        assertEquals(8, Ints.generate(() -> 4).limit(2).sum());
        assertEquals(6, Ints.concat(IntStream.of(1, 2), IntStream.of(3)).sum());
    }

    @Test
    void streamOfOurs_isAdoptedAsItIs() {
        var doubles = Doubles.of(1);
        assertEquals(doubles, Doubles.adopt(doubles));
        var objects = doubles.boxed();
        assertEquals(objects, Elements.adopt(objects));
        var ints = Ints.adopt(IntStream.of(1));
        assertEquals(ints, Ints.adopt(ints));
    }

    @Test
    void whatIsntSupported_saysSo() {
        for (Function<DoubleStream, Object> f : List.<Function<DoubleStream, Object>>of(DoubleStream::parallel,
                DoubleStream::spliterator, DoubleStream::summaryStatistics, s -> s.mapToLong(Math::round),
                s -> s.mapMulti((v, c) -> c.accept(v)), s -> s.onClose(() -> {}))) {
            var e = assertThrows(UnsupportedOperationException.class, () -> f.apply(Doubles.of(1)));
            assertTrue(
                    e.getMessage().matches("Can't differentiate DoubleStream[.]\\w+: it isn't supported .*[.] .*[.]"),
                    e.getMessage());
        }
        assertThrows(UnsupportedOperationException.class, () -> Doubles.of(1).boxed().parallel());
        assertThrows(UnsupportedOperationException.class, () -> Ints.adopt(IntStream.of(1)).parallel());
    }

    private record Item(String name, int count, double price) {}

    private static final List<Item> ITEMS = List.of(new Item("a", 1, 0.1), new Item("b", 2, 0.2), new Item("c", 1, 0.7),
            new Item("d", 3, 1e17), new Item("e", 3, -1e17));

    private static void same(java.util.stream.Collector<Item, ?, ?> jdk, java.util.stream.Collector<Item, ?, ?> ours) {
        assertEquals(text(ITEMS.stream().collect(jdk)), text(Elements.adopt(ITEMS.stream()).collect(ours)));
        assertEquals(text(ITEMS.stream().collect(jdk)), text(ITEMS.stream().collect(ours)), "in a stream of the JDK");
        assertEquals(text(ITEMS.stream().limit(0).collect(jdk)), text(ITEMS.stream().limit(0).collect(ours)),
                "of nothing");
    }

    private static String text(Object result) {
        return result.toString();
    }

    @Test
    void collectors_giveWhatTheJdksGive() {
        same(Collectors.toList(), CollectorMethods.toList());
        same(Collectors.toCollection(java.util.ArrayDeque::new),
                CollectorMethods.toCollection(java.util.ArrayDeque::new));
        same(Collectors.toUnmodifiableList(), CollectorMethods.toUnmodifiableList());
        same(Collectors.mapping(Item::count, Collectors.toSet()),
                CollectorMethods.mapping(Item::count, CollectorMethods.toSet()));
        same(Collectors.mapping(Item::name, Collectors.joining(", ", "<", ">")),
                CollectorMethods.mapping(Item::name, CollectorMethods.joining(", ", "<", ">")));
        same(Collectors.mapping(Item::name, Collectors.joining()),
                CollectorMethods.mapping(Item::name, CollectorMethods.joining()));
        same(Collectors.filtering(i -> i.count() > 1, Collectors.counting()),
                CollectorMethods.filtering(i -> i.count() > 1, CollectorMethods.counting()));
        same(Collectors.flatMapping(i -> Stream.of(i.name(), i.count()), Collectors.toList()),
                CollectorMethods.flatMapping(i -> Stream.of(i.name(), i.count()), CollectorMethods.toList()));
        same(Collectors.collectingAndThen(Collectors.toList(), List::size),
                CollectorMethods.collectingAndThen(CollectorMethods.toList(), List::size));
        same(Collectors.summingDouble(Item::price), CollectorMethods.summingDouble(Item::price));
        same(Collectors.averagingDouble(Item::price), CollectorMethods.averagingDouble(Item::price));
        same(Collectors.summingInt(Item::count), CollectorMethods.summingInt(Item::count));
        same(Collectors.minBy(Comparator.comparing(Item::count)),
                CollectorMethods.minBy(Comparator.comparing(Item::count)));
        same(Collectors.maxBy(Comparator.comparing(Item::count)),
                CollectorMethods.maxBy(Comparator.comparing(Item::count)));
        same(Collectors.reducing(1.0, Item::price, (a, b) -> a - b),
                CollectorMethods.reducing(1.0, Item::price, (a, b) -> a - b));
        same(Collectors.groupingBy(Item::count), CollectorMethods.groupingBy(Item::count));
        same(Collectors.groupingBy(Item::count, Collectors.summingDouble(Item::price)),
                CollectorMethods.groupingBy(Item::count, CollectorMethods.summingDouble(Item::price)));
        same(Collectors.groupingBy(Item::count, TreeMap::new, Collectors.counting()),
                CollectorMethods.groupingBy(Item::count, TreeMap::new, CollectorMethods.counting()));
        same(Collectors.partitioningBy(i -> i.count() > 1), CollectorMethods.partitioningBy(i -> i.count() > 1));
        same(Collectors.toMap(Item::name, Item::price), CollectorMethods.toMap(Item::name, Item::price));
        same(Collectors.toMap(Item::count, Item::price, Double::sum),
                CollectorMethods.toMap(Item::count, Item::price, Double::sum));
        same(Collectors.toMap(Item::count, Item::price, Double::sum, TreeMap::new),
                CollectorMethods.toMap(Item::count, Item::price, Double::sum, TreeMap::new));
        same(Collectors.teeing(Collectors.counting(), Collectors.summingDouble(Item::price), (n, s) -> n + ":" + s),
                CollectorMethods.teeing(CollectorMethods.counting(), CollectorMethods.summingDouble(Item::price),
                        (n, s) -> n + ":" + s));
    }

    @Test
    void toMap_ofEqualKeys_isTheJdksError() {
        var jdk = assertThrows(IllegalStateException.class,
                () -> ITEMS.stream().collect(Collectors.toMap(Item::count, Item::name)));
        var ours = assertThrows(IllegalStateException.class,
                () -> ITEMS.stream().collect(CollectorMethods.toMap(Item::count, Item::name)));
        assertEquals(jdk.getMessage(), ours.getMessage());
    }
}
