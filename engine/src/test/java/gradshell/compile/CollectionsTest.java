package gradshell.compile;

import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import gradshell.DoubleFn;
import gradshell.Fn;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collections, optionals and functions of the JDK in differentiated code. */
@SuppressWarnings({"ArrayRecordComponent", "ImpossibleNullComparison", "OptionalOfRedundantMethod",
        "UnnecessaryCheckNotNull"})
class CollectionsTest {
    private static final double[] X = {1.3, -0.7, 2.1, 0.4, 0.9};

    record Item(String name, double value) {}

    /** The squares of an array: code of the user's that is found behind an interface of the JDK. */
    record Squares(double[] of) implements Iterable<Double> {
        @Override
        public Iterator<Double> iterator() {
            return new Iterator<>() {
                private int at;

                @Override
                public boolean hasNext() {
                    return at < of.length;
                }

                @Override
                public Double next() {
                    if (at == of.length) throw new NoSuchElementException();
                    return of[at] * of[at++];
                }
            };
        }
    }

    static final class Log extends ArrayList<Double> {
        private static final long serialVersionUID = 1;

        double total() {
            double sum = 0;
            for (double v : this) sum += v;
            return sum;
        }
    }

    private static Named<Fn<double[], Double>> f(String name, Fn<double[], Double> f) {
        return named(name, f);
    }

    static Stream<Named<Fn<double[], Double>>> lists() {
        return Stream.of(f("ArrayList", x -> {
            var list = new ArrayList<Double>();
            for (double v : x) list.add(v * v);
            list.set(1, list.get(0) * list.get(2));
            list.remove(4);
            double sum = 0;
            for (double v : list) sum += sum * 0.1 + v;
            return sum;
        }), f("of the JDK's kinds", x -> {
            List<List<Double>> kinds = List.of(List.of(x[0] * x[1]), Arrays.asList(x[1] * x[1], x[2]),
                    Collections.unmodifiableList(new ArrayList<>(List.of(x[3], x[4] * x[0]))),
                    Collections.nCopies(2, x[4] * x[4]));
            double product = 1;
            for (List<Double> k : kinds) product *= k.get(k.size() - 1);
            return product;
        }), f("swap, reverse, sort, shuffle", x -> {
            List<Double> list = new ArrayList<>(List.of(x[0] * x[0], x[1] * x[1], x[2] * x[2], x[3]));
            Collections.swap(list, 0, 2);
            Collections.sort(list);
            double first = list.get(0) * list.get(1);
            Collections.reverse(list);
            list.sort(Comparator.comparingDouble(v -> -v));
            Collections.shuffle(list, new Random(1));
            return first * list.get(0) + list.get(3) * list.indexOf(list.get(3));
        }), f("forEach, replaceAll, removeIf", x -> {
            List<Double> list = new ArrayList<>(List.of(x[0], x[1], x[2], x[3]));
            list.replaceAll(v -> v * x[4]);
            list.removeIf(v -> v < 0);
            var sum = new double[1];
            list.forEach(v -> sum[0] += v * v * sum[0] + v);
            return sum[0];
        }), f("iterators", x -> {
            List<Double> list = new ArrayList<>(List.of(x[0], x[1], x[2]));
            for (var i = list.listIterator(); i.hasNext();) {
                double v = i.next();
                if (v > 0) i.set(v * v);
                else
                    i.remove();
            }
            return list.get(0) * list.get(1) + list.size();
        }), f("queues", x -> {
            var queue = new ArrayDeque<Double>();
            queue.push(x[0] * x[1]);
            queue.addLast(x[2] * x[2]);
            queue.addFirst(x[3]);
            var heap = new PriorityQueue<Double>(Comparator.reverseOrder());
            for (double v : queue) heap.add(v);
            return queue.pop() * queue.pollLast() + heap.poll() * heap.peek();
        }), f("toArray", x -> {
            List<Double> list = List.of(x[0] * x[0], x[1]);
            Double[] a = list.toArray(new Double[0]);
            Double[] b = list.toArray(Double[]::new);
            return a[0] * a[1] + b[0];
        }), f("objects in lists", x -> {
            var items = new ArrayList<Item>();
            for (int i = 0; i < x.length; i++) items.add(new Item("i" + i % 2, x[i] * i));
            double sum = 0;
            for (Item item : items) if (item.name().equals("i1")) sum += item.value() * item.value();
            return sum;
        }), f("arrays in lists", x -> {
            List<double[]> rows = new ArrayList<>();
            rows.add(x);
            rows.add(new double[]{x[0] * x[1], x[2]});
            rows.get(1)[1] *= rows.get(0)[3];
            return rows.get(1)[0] * rows.get(1)[1];
        }), f("a subclass that overrides nothing", x -> {
            var log = new Log();
            for (double v : x) log.add(v * v);
            return log.total() * log.get(0);
        }), f("iterable of the user's", x -> {
            double sum = 0;
            for (double v : new Squares(x)) sum += v * v;
            return sum;
        }), f("forEach of the user's iterable", x -> {
            var sum = new double[1];
            new Squares(x).forEach(v -> sum[0] += v * v);
            return sum[0];
        }));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void lists_moveWhatTheyHold(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }

    static Stream<Named<Fn<double[], Double>>> maps() {
        return Stream.of(f("put and get", x -> {
            Map<String, Double> map = new HashMap<>();
            map.put("a", x[0] * x[1]);
            map.put("b", x[2]);
            map.put("a", map.get("a") * map.get("b"));
            return map.get("a") * map.getOrDefault("c", x[3]) + map.size();
        }), f("merge", x -> {
            Map<Integer, Double> map = new TreeMap<>();
            for (int i = 0; i < x.length; i++) map.merge(i % 2, x[i] * x[i], (a, b) -> a * b);
            return map.get(0) * map.get(1);
        }), f("compute", x -> {
            Map<String, Double> map = new LinkedHashMap<>(Map.of("a", x[0]));
            map.compute("a", (_, v) -> v * v * x[1]);
            map.computeIfAbsent("b", k -> x[2] * k.length() * x[2]);
            map.computeIfPresent("b", (_, v) -> v + x[3]);
            map.computeIfAbsent("a", _ -> 0.0);
            map.replaceAll((k, v) -> k.equals("a") ? v * 2 : v);
            return map.get("a") * map.get("b");
        }), f("lists in a map", x -> {
            Map<Boolean, List<Double>> map = new HashMap<>();
            for (double v : x) map.computeIfAbsent(v > 0, _ -> new ArrayList<>()).add(v * v);
            return map.get(true).get(1) * map.get(false).get(0);
        }), f("entries", x -> {
            Map<String, Double> map = new TreeMap<>(Map.of("a", x[0], "b", x[1] * x[1]));
            double sum = 0;
            for (Map.Entry<String, Double> e : map.entrySet()) {
                sum += e.getValue() * e.getKey().length() * sum + e.getValue();
                e.setValue(sum);
            }
            for (double v : map.values()) sum *= v;
            return sum;
        }), f("forEach", x -> {
            var sum = new double[1];
            Map.of("aa", x[0] * x[1]).forEach((k, v) -> sum[0] += k.length() * v * v);
            return sum[0];
        }), f("sets, with looks in keys", x -> {
            var set = new HashSet<>(List.of(x[0], x[1]));
            double sum = 0;
            for (double v : set) sum += v * v * v;
            return set.contains(x[0]) ? sum : 0;
        }), f("navigable map", x -> {
            var map = new TreeMap<Integer, Double>();
            for (int i = 0; i < x.length; i++) map.put(10 * i, x[i] * x[i]);
            return map.floorEntry(25).getValue() * map.headMap(20).get(10) + map.lastEntry().getValue();
        }));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void maps_moveWhatTheyHold(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }

    static Stream<Named<Fn<double[], Double>>> others() {
        return Stream.of(f("Optional", x -> Optional.of(x[0] * x[1]).map(v -> v * x[2]).filter(v -> v < 9)
                .flatMap(v -> Optional.of(v * v)).orElse(0.0) * Optional.<Double>empty().orElseGet(() -> x[3] * x[3])),
                f("Optional of an object", x -> {
                    var sum = new double[1];
                    Optional.of(new Item("a", x[0])).ifPresent(i -> sum[0] = i.value() * i.value());
                    return sum[0] * Optional.ofNullable((Item) null).or(() -> Optional.of(new Item("b", x[1]))).get()
                            .value();
                }), f("OptionalDouble", x -> {
                    OptionalDouble o = x[0] > 0 ? OptionalDouble.of(x[0] * x[1]) : OptionalDouble.empty();
                    return o.isPresent() ? o.getAsDouble() * o.orElse(2) * o.stream().sum() : 0;
                }), f("Objects", x -> {
                    Double d = Objects.requireNonNull(x[0] * x[1]);
                    return d * Objects.requireNonNullElse((Double) null, x[2])
                            * Objects.requireNonNullElseGet((Double) null, () -> x[3] * x[3]) + Objects.hash(d) * 0;
                }), f("numbers", x -> {
                    Number n = x[0] * x[1];
                    List<Number> all = List.of(n, 2, x[2] * x[2]);
                    double sum = 0;
                    for (Number m : all) sum += m.doubleValue() * m.doubleValue();
                    return sum * n.intValue() + sum;
                }), f("functions of functions", x -> {
                    Function<Double, Double> f = v -> v * x[0];
                    UnaryOperator<Double> same = UnaryOperator.identity();
                    BinaryOperator<Double> least = BinaryOperator.minBy(Comparator.naturalOrder());
                    return f.andThen(Math::sin).compose(same).apply(x[1]) * Function.<Double>identity().apply(x[2])
                            * least.apply(x[3] * x[3], x[4]);
                }), f("consumers", x -> {
                    var sum = new double[2];
                    Consumer<Double> add = v -> sum[0] += v * v;
                    add.andThen(v -> sum[1] += v * sum[0]).accept(x[0] * x[1]);
                    return sum[0] * sum[1];
                }), f("constant functions", x -> {
                    Function<Double, Double> square = v -> v * v;
                    Function<Double, Double> fourth = square.andThen(square);
                    return fourth.apply(x[0]) * x[1];
                }));
    }

    @ParameterizedTest
    @MethodSource("others")
    void others_moveWhatTheyHold(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }

    private final Random random = new Random(3);
    private double scale;

    @Test
    void receiverThatNothingEntered_isCalledAsItIs() {
        DoubleFn f = x -> {
            scale = x * x;
            return scale * new Random(3).nextDouble() + random.nextInt(1);
        };
        assertEquals(2 * 1.5 * new Random(3).nextDouble(), gradient(f, 1.5), 1e-12);
    }

    @Test
    void effects_happenOnceAndInOrder() {
        var log = new ArrayList<String>();
        Fn<double[], Double> f = x -> {
            var list = new ArrayList<>(List.of(x[0], x[1], x[2]));
            list.forEach(v -> log.add("f" + v));
            return list.stream().map(v -> {
                log.add("m" + v);
                return v * v;
            }).filter(v -> {
                log.add("t" + v);
                return v > 1;
            }).mapToDouble(v -> v).sum();
        };
        f.apply(X);
        var once = List.copyOf(log);
        log.clear();
        gradshell.Gradshell.gradient(f, X);
        assertEquals(once, log);
    }

    @Test
    void listWithCodeOfItsOwn_isRefusedWhereTheJdkWouldRunIt() {
        DoubleFn f = x -> {
            List<Double> computed = new AbstractList<>() {
                @Override
                public Double get(int index) {
                    return x * index;
                }

                @Override
                public int size() {
                    return 3;
                }
            };
            return new ArrayList<>(computed).get(2);
        };
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        assertTrue(e.getMessage().contains("would be run by the JDK"), e.getMessage());
    }

    @Test
    void comparatorThatStores_isRefused() {
        Fn<double[], Double> inside = x -> {
            var seen = new double[1];
            new ArrayList<>(List.of(x[0], x[1])).sort((a, b) -> {
                seen[0] += a * b;
                return Double.compare(a, b);
            });
            return seen[0];
        };
        Fn<double[], Double> key = x -> {
            var seen = new double[1];
            Collections.max(List.of(x[0], x[1]), Comparator.comparingDouble(v -> seen[0] = v));
            return seen[0];
        };
        for (Fn<double[], Double> f : List.of(inside, key)) {
            var e = assertThrows(UnsupportedOperationException.class, () -> gradshell.Gradshell.gradient(f, X));
            assertTrue(e.getMessage().contains("a function that stores differentiated values is run by"),
                    e.getMessage());
        }
    }

    private static final double[][] ROWS = new double[1][];
    private static final List<Double> VALUES = new ArrayList<>();
    private static final Item[] ITEMS = new Item[1];

    private static double firstRow() {
        return ROWS[0][0] * ROWS[0][0];
    }

    private static double lastValue() {
        return VALUES.get(VALUES.size() - 1) * 3;
    }

    private static double firstItem() {
        return ITEMS[0].value() * 5;
    }

    @Test
    void whatIsPutWhereOthersFindIt_isFollowedThere() {
        MemoryTest.check(x -> {
            ROWS[0] = x;
            return firstRow() * x[1];
        }, X);
        MemoryTest.check(x -> {
            VALUES.add(x[0] * x[1]);
            return lastValue();
        }, X);
        MemoryTest.check(x -> {
            ITEMS[0] = new Item("a", x[0] * x[0]);
            return firstItem();
        }, X);
    }

    @Test
    void functionThatTheJdkMadeElsewhere_isRefused() {
        Function<Double, Double> outside = Function.<Double>identity().andThen(v -> v * v);
        DoubleFn f = x -> outside.apply(x);
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        assertTrue(e.getMessage().contains("there is no rule for"), e.getMessage());
    }
}
