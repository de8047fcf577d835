package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Streams in the shapes people use. */
public final class Streams {
    private Streams() {}

    public static List<Case<?>> cases() {
        return List.of(on("sum", x -> Arrays.stream(x).sum(), 1, 2, 3).is(_ -> new double[]{1, 1, 1}),
                on("map and sum", x -> Arrays.stream(x).map(Math::sin).sum(), 1, 2, 3),
                on("map by a lambda", x -> Arrays.stream(x).map(e -> e * e).sum(), 1, 2, 3),
                on("captured in map", x -> Arrays.stream(x).map(e -> e * x[0]).sum(), 1, 2, 3),
                on("range, mapToDouble", x -> IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).sum(), 1, 2,
                        3),
                on("rangeClosed", x -> IntStream.rangeClosed(1, 4).mapToDouble(i -> Math.pow(x[0], i)).sum(), 1.3),
                on("average", x -> Arrays.stream(x).average().getAsDouble(), 1, 2, 3),
                on("average, orElse", x -> Arrays.stream(x).map(e -> e * e).average().orElse(0), 1, 2, 3),
                on("max", x -> Arrays.stream(x).max().getAsDouble(), 1, 3, 2),
                on("min", x -> Arrays.stream(x).map(e -> e * e).min().orElse(0), 1, -0.5, 2),
                on("filter", x -> Arrays.stream(x).filter(e -> e > 1.5).sum(), 1, 2, 3),
                on("reduce", x -> Arrays.stream(x).reduce(1, (a, b) -> a * b + b), 1, 2, 3),
                on("reduce without a start", x -> Arrays.stream(x).reduce((a, b) -> a * b).getAsDouble(), 1, 2, 3),
                on("toArray", x -> ArrayReads.product(Arrays.stream(x).map(e -> e + x[1]).toArray()), 1, 2, 3),
                on("limit and skip", x -> Arrays.stream(x).skip(1).limit(2).map(e -> e * e).sum(), 1, 2, 3, 4),
                at("DoubleStream.of", x -> DoubleStream.of(x, x * x, 3).map(e -> e * e).sum(), 1.3),
                at("iterate", x -> DoubleStream.iterate(x, y -> y * y * 0.5).limit(4).sum(), 1.3),
                at("range of a number", x -> IntStream.range(0, 5).mapToDouble(i -> i * x).map(Math::cos).sum(), 1.3),
                at("generate", x -> DoubleStream.generate(() -> x * x).limit(3).sum(), 1.3),
                at("list stream", x -> List.of(x, x * x).stream().mapToDouble(e -> e * 2).sum(), 1.3),
                at("list stream, Double::doubleValue",
                        x -> List.of(x, x * x).stream().mapToDouble(Double::doubleValue).sum(), 1.3),
                at("boxed map", x -> List.of(x, 2.0).stream().map(e -> e * x).reduce(0.0, Double::sum), 1.3),
                at("collected", x -> Containers.sum(Stream.of(x, x * x).map(e -> e + 1).toList()), 1.3),
                at("mapToObj",
                        x -> IntStream.range(1, 4).mapToObj(i -> new Records.Point(x * i, i))
                                .mapToDouble(Records.Point::norm).sum(),
                        1.3),
                at("Collectors.toList", x -> Containers.sum(Stream.of(x, x * x).collect(Collectors.toList())), 1.3),
                at("boxed", x -> DoubleStream.of(x, x * x).boxed().mapToDouble(e -> e * e).sum(), 1.3),
                at("sum of records",
                        x -> Stream.of(new Records.Point(x, 1), new Records.Point(2, x))
                                .mapToDouble(Records.Point::norm).sum(),
                        1.3),
                at("nested",
                        x -> IntStream.range(0, 3)
                                .mapToDouble(i -> IntStream.range(0, i).mapToDouble(j -> x * i * j).sum() * x).sum(),
                        1.3),
                at("forEach", Streams::forEach, 1.3),
                on("argument by stream and loop", x -> Arrays.stream(x).sum() * ArrayReads.squaredNorm(x), 1, 2, 3),
                on("any and all", x -> Arrays.stream(x).anyMatch(e -> e > 2.5) ? x[0] * x[0] : x[1], 1, 2, 3),
                on("count", x -> Arrays.stream(x).filter(e -> e > 1.5).count() * x[0], 1, 2, 3),
                at("iterate, bounded", x -> DoubleStream.iterate(x, y -> y < 20, y -> y * x).sum(), 1.3),
                on("matrix rows",
                        x -> Arrays.stream(new double[][]{x, {1, 2, 3}}).mapToDouble(ArrayReads::squaredNorm).sum(), 1,
                        2, 3),
                at("concat", x -> DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(x * x, 2)).sum(), 1.3));
    }

    public static double forEach(double x) {
        double[] s = {0};
        IntStream.range(0, 4).forEach(i -> s[0] = s[0] * x + i);
        return s[0];
    }
}
