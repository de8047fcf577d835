package gradshell.compile;

import static org.junit.jupiter.api.Named.named;

import gradshell.Fn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's methods of arrays and streams in differentiated code, against the plain call and central differences. */
class ArraysAndStreamsTest {
    private static final double[] X = {1.3, -0.7, 2.1, 0.4, 0.9};

    record Particle(double mass, double speed, int kind) {
        double energy() {
            return mass * speed * speed / 2;
        }
    }

    private static double square(double x) {
        return x * x;
    }

    private static double norm(double... v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) sum += (i + 1) * v[i] * v[i];
        return sum;
    }

    private static Named<Fn<double[], Double>> f(String name, Fn<double[], Double> f) {
        return named(name, f);
    }

    static Stream<Named<Fn<double[], Double>>> arrays() {
        return Stream.of(f("fill", x -> {
            var a = new double[3];
            Arrays.fill(a, x[0] * x[1]);
            a[1] *= x[2];
            return norm(a);
        }), f("fill a range", x -> {
            double[] a = x.clone();
            Arrays.fill(a, 1, 3, x[3] * x[4]);
            return norm(a);
        }), f("fill rows", x -> {
            var rows = new double[3][];
            Arrays.fill(rows, x);
            rows[1][0] *= x[1];
            return norm(rows[2]);
        }), f("copyOf", x -> norm(Arrays.copyOf(x, 3)) * norm(Arrays.copyOf(x, 9))), f("copyOfRange", x -> {
            double[] a = Arrays.copyOfRange(x, 1, 4);
            a[0] *= a[1];
            return norm(a) * x[1];
        }), f("clone", x -> {
            double[] a = x.clone();
            a[0] = x[0] * x[1];
            return norm(a) * x[0];
        }), f("clone of rows", x -> {
            double[][] a = {x, {x[0] * 2, x[1]}};
            double[][] b = a.clone();
            b[1][0] *= x[2];
            return norm(a[1]) + b[0][1] * b[0][1];
        }), f("arraycopy", x -> {
            var a = new double[8];
            System.arraycopy(x, 1, a, 2, 3);
            return norm(a) * a[3];
        }), f("arraycopy forward in place", x -> {
            double[] a = x.clone();
            System.arraycopy(a, 0, a, 1, 4);
            return norm(a);
        }), f("arraycopy backward in place", x -> {
            double[] a = x.clone();
            System.arraycopy(a, 2, a, 0, 3);
            return norm(a);
        }), f("arraycopy of rows", x -> {
            double[][] a = {x, {x[0] * x[1]}, null};
            System.arraycopy(a, 0, a, 1, 2);
            return norm(a[1]) * a[2][0];
        }), f("setAll", x -> {
            var a = new double[4];
            Arrays.setAll(a, i -> x[i] * x[i + 1] + (i > 0 ? a[i - 1] : 0));
            return norm(a);
        }), f("setAll of boxes", x -> {
            var a = new Double[4];
            Arrays.setAll(a, i -> x[i] * x[i + 1]);
            return a[0] * a[3];
        }), f("sort", x -> {
            double[] a = x.clone();
            Arrays.sort(a);
            return norm(a);
        }), f("sort a range", x -> {
            double[] a = x.clone();
            Arrays.sort(a, 0, 3);
            return norm(a);
        }), f("sort of boxes", x -> {
            Double[] a = {x[0], x[1] * x[2], x[3]};
            Arrays.sort(a, Comparator.reverseOrder());
            return a[0] * a[0] + 2 * a[1] * a[1] + 3 * a[2];
        }), f("looking", x -> x[0] * Arrays.hashCode(x) * 0 + x[1] * Arrays.toString(x).length() * 0
                + square(x[2]) * (Arrays.equals(x, x.clone()) ? 2 : 3)), f("asList", x -> {
                    double sum = 0;
                    for (double v : Arrays.asList(x[0], x[1] * x[2], x[0])) sum += v * v;
                    return sum;
                }));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arrays_followTheirElements(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }

    static Stream<Named<Fn<double[], Double>>> doubles() {
        return Stream.of(f("sum", x -> square(Arrays.stream(x).sum())),
                f("sum of a range", x -> square(Arrays.stream(x, 1, 4).sum())),
                f("map, sum", x -> Arrays.stream(x).map(v -> v * v * x[0]).sum()),
                f("method reference", x -> Arrays.stream(x).map(Math::sin).map(ArraysAndStreamsTest::square).sum()),
                f("filter", x -> Arrays.stream(x).filter(v -> v > 0.5).map(v -> v * v).sum()),
                f("average", x -> square(Arrays.stream(x).map(Math::exp).average().getAsDouble())),
                f("average of nothing", x -> x[0] * Arrays.stream(x).filter(v -> v > 99).average().orElse(x[1])),
                f("min, max", x -> Arrays.stream(x).max().getAsDouble() * Arrays.stream(x).min().orElseThrow()),
                f("reduce", x -> Arrays.stream(x).reduce(1, (a, b) -> a * Math.cos(b))),
                f("reduce of two", x -> Arrays.stream(x).reduce((a, b) -> a * b + 1).orElse(0)),
                f("reduce by reference", x -> square(Arrays.stream(x).reduce(0, Double::sum))),
                f("toArray", x -> norm(Arrays.stream(x).map(v -> v * x[1]).toArray())), f("many", x -> {
                    double[] a = IntStream.range(0, 40).mapToDouble(i -> x[i % 5] * i).toArray();
                    return a[39] * a[1] + a[17];
                }), f("sorted, limit, skip", x -> norm(Arrays.stream(x).sorted().skip(1).limit(3).toArray())),
                f("takeWhile, dropWhile", x -> norm(Arrays.stream(x).takeWhile(v -> v > -1).toArray())
                        * Arrays.stream(x).dropWhile(v -> v > 0).sum()),
                f("distinct", x -> norm(DoubleStream.concat(Arrays.stream(x), Arrays.stream(x)).distinct().toArray())),
                f("flatMap", x -> norm(Arrays.stream(x).flatMap(v -> DoubleStream.of(v, v * v)).toArray())),
                f("peek, forEach", x -> {
                    var sum = new double[2];
                    Arrays.stream(x).peek(v -> sum[0] += v * v).forEach(v -> sum[1] += v * sum[0]);
                    return sum[0] * sum[1];
                }), f("of, iterate, generate", x -> DoubleStream.of(x[0], x[1] * x[2]).map(v -> v * v).sum()
                        * DoubleStream.iterate(x[3], v -> v * x[4]).limit(4).sum()
                        + DoubleStream.generate(() -> x[0] * x[0]).limit(3).sum()),
                f("iterate while", x -> DoubleStream.iterate(x[0], v -> v < 10, v -> v * 2).map(v -> v * v).sum()),
                f("boxed", x -> Arrays.stream(x).boxed().map(v -> v * v).reduce(0.0, Double::sum)),
                f("mapToObj", x -> Arrays.stream(x).mapToObj(v -> new Particle(v, x[0], 1))
                        .mapToDouble(Particle::energy).sum()),
                f("collect", x -> {
                    double[] c = Arrays.stream(x).collect(() -> new double[1], (a, v) -> a[0] += v * v,
                            (a, b) -> a[0] += b[0]);
                    return c[0] * c[0];
                }), f("iterator", x -> {
                    double sum = 0;
                    for (var i = Arrays.stream(x).map(v -> v * v).iterator(); i.hasNext();) sum += sum + i.nextDouble();
                    return sum;
                }), f("matches and count", x -> x[0] * x[0] * Arrays.stream(x).map(v -> v * 2).count()
                        * (Arrays.stream(x).anyMatch(v -> v > x[0]) ? 2 : 1)
                        * (Arrays.stream(x).allMatch(v -> v > x[1]) ? 5 : 3)),
                f("findFirst", x -> square(Arrays.stream(x).filter(v -> v > 1.5).findFirst().getAsDouble())),
                f("ifPresent", x -> {
                    var got = new double[1];
                    Arrays.stream(x).max().ifPresent(v -> got[0] = v * v);
                    return got[0] + Arrays.stream(x).min().orElseGet(() -> x[0]);
                }), f("composed function", x -> {
                    DoubleUnaryOperator scale = v -> v * x[0];
                    return Arrays.stream(x).map(scale.andThen(Math::sin).compose(v -> v * v)).sum();
                }));
    }

    @ParameterizedTest
    @MethodSource("doubles")
    void doubles_goThroughStreams(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }

    static Stream<Named<Fn<double[], Double>>> ints() {
        return Stream.of(f("mapToDouble", x -> IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i] * i).sum()),
                f("rangeClosed", x -> IntStream.rangeClosed(1, 4).mapToDouble(i -> Math.pow(x[i] * x[i], i)).sum()),
                f("forEach", x -> {
                    var a = new double[5];
                    IntStream.range(0, 5).forEach(i -> a[i] = x[i] * x[4 - i]);
                    return norm(a);
                }), f("mapToObj", x -> IntStream.range(0, 3).mapToObj(i -> new Particle(x[i], x[i + 1], i))
                        .mapToDouble(Particle::energy).sum()),
                f("filter", x -> IntStream.range(0, 5).filter(i -> x[i] > 0).mapToDouble(i -> x[i] * x[i]).sum()),
                f("asDoubleStream", x -> IntStream.range(0, 5).map(i -> x[i] > 0 ? i : 2).asDoubleStream()
                        .map(v -> v * x[0] * x[0]).sum()),
                f("nested", x -> IntStream.range(0, 3).mapToDouble(
                        i -> IntStream.range(0, 3).mapToDouble(j -> x[i] * x[j + 1] * (i + 2 * j)).sum()).sum()),
                f("boxed", x -> IntStream.range(0, 5).boxed().mapToDouble(i -> x[i] * x[0]).sum()),
                f("counts", x -> x[0] * x[0] * IntStream.range(0, 5).filter(i -> x[i] > 0).count()
                        * IntStream.range(0, 5).map(i -> x[i] > 1 ? 2 : 1).sum()));
    }

    @ParameterizedTest
    @MethodSource("ints")
    void integers_indexWhatIsDifferentiated(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }

    private static List<Particle> particles(double[] x) {
        return List.of(new Particle(x[0] * x[1], x[2], 0), new Particle(x[3], x[0], 1), new Particle(x[4], x[1], 0));
    }

    static Stream<Named<Fn<double[], Double>>> objects() {
        return Stream.of(f("mapToDouble", x -> particles(x).stream().mapToDouble(Particle::energy).sum()),
                f("map, reduce",
                        x -> particles(x).stream().map(p -> p.mass() * p.speed()).reduce(1.0, (a, b) -> a * b)),
                f("boxes", x -> Stream.of(x[0], x[1] * x[2], x[3]).mapToDouble(Double::doubleValue).map(v -> v * v)
                        .sum()),
                f("filter, sorted, limit", x -> particles(x).stream().filter(p -> p.kind() == 0)
                        .sorted(Comparator.comparingDouble(Particle::mass)).limit(1).mapToDouble(Particle::energy)
                        .sum()),
                f("max", x -> particles(x).stream().max(Comparator.comparingDouble(Particle::energy)).get().energy()),
                f("forEach", x -> {
                    var sum = new double[1];
                    particles(x).stream().forEach(p -> sum[0] += p.energy() * p.mass());
                    return sum[0];
                }), f("toList", x -> {
                    List<Double> energies = particles(x).stream().map(Particle::energy).toList();
                    return energies.get(0) * energies.get(2);
                }), f("collect to list", x -> {
                    List<Double> energies = particles(x).stream().map(Particle::energy).collect(Collectors.toList());
                    return energies.get(0) * energies.get(1);
                }),
                f("summing, averaging", x -> particles(x).stream().collect(Collectors.summingDouble(Particle::energy))
                        * particles(x).stream().collect(Collectors.averagingDouble(p -> p.mass() * x[0]))),
                f("groupingBy", x -> {
                    var groups = particles(x).stream().collect(Collectors.groupingBy(Particle::kind,
                            Collectors.summingDouble(Particle::energy)));
                    return groups.get(0) * groups.get(1);
                }), f("partitioningBy", x -> {
                    var parts = particles(x).stream().collect(Collectors.partitioningBy(p -> p.kind() > 0));
                    return parts.get(false).get(1).energy() * parts.get(true).get(0).mass();
                }), f("toMap", x -> {
                    var map = particles(x).stream()
                            .collect(Collectors.toMap(Particle::kind, Particle::energy, Double::sum));
                    return map.get(0) * map.get(1);
                }), f("reducing, mapping", x -> particles(x).stream().collect(
                        Collectors.mapping(Particle::mass, Collectors.reducing(1.0, (a, b) -> a * Math.sin(b))))),
                f("teeing", x -> particles(x).stream().collect(Collectors.teeing(
                        Collectors.summingDouble(Particle::mass), Collectors.counting(), (s, n) -> s * s / n))),
                f("collector of functions", x -> particles(x).stream().collect(java.util.stream.Collector.of(
                        () -> new double[1], (double[] a, Particle p) -> a[0] += p.energy(), (a, b) -> a,
                        a -> a[0] * a[0]))),
                f("flatMap", x -> particles(x).stream().flatMap(p -> Stream.of(p.mass(), p.speed()))
                        .mapToDouble(v -> v * v * v).sum()),
                f("iterate", x -> Stream.iterate(x[0], v -> v * x[1]).limit(4).mapToDouble(v -> v * v).sum()),
                f("toArray", x -> {
                    Double[] a = particles(x).stream().map(Particle::energy).toArray(Double[]::new);
                    return a[0] * a[1];
                }), f("iterator", x -> {
                    double sum = 1;
                    for (var i = particles(x).stream().iterator(); i.hasNext();) sum *= i.next().energy();
                    return sum;
                }), f("looking", x -> x[0] * x[0] * particles(x).stream().map(Particle::toString)
                        .collect(Collectors.joining(",")).length() * 0 + x[1]));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objects_goThroughStreams(Fn<double[], Double> f) {
        MemoryTest.check(f, X);
    }
}
