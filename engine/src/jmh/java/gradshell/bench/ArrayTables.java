package gradshell.bench;

import static gradshell.compile.bench.Figures.atLeast;
import static gradshell.compile.bench.Figures.atMost;
import static gradshell.compile.bench.Figures.number;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures tensors beside the other libraries, and what they take of memory. */
final class ArrayTables {
    private static final double SAMEDIFF_MARK = 3;

    private ArrayTables() {}

    /** The rows whose name contains {@code part}, and all that is told besides them when it is empty. */
    static String measure(String part) throws RunnerException {
        List<Work> works = Work.all().stream().filter(work -> work.name().contains(part)).toList();
        var libraries = Stream.of(Work.GRADSHELL, Work.PYTORCH, Work.SAMEDIFF).map(Library::named).toList();
        works.forEach(work -> work.check(libraries));
        var table = new StringBuilder("""
                | work | Gradshell, µs | PyTorch, µs | SameDiff, µs | PyTorch ÷ Gradshell | SameDiff ÷ Gradshell (≥ %s) |
                |---|---|---|---|---|---|
                """.formatted(number(SAMEDIFF_MARK)));
        for (Work work : works) table.append(row(work));
        if (part.isEmpty()) {
            table.append("%n| what | measured | mark |%n|---|---|---|%n".formatted());
            table.append(memory()).append(bridge());
        }
        return table.toString();
    }

    private static String row(Work work) throws RunnerException {
        var options = options(Speed.class).param("work", work.name());
        if (work.name().equals(Work.EPOCH)) // once through is long enough to be measured by itself
            options.warmupTime(TimeValue.milliseconds(1)).measurementTime(TimeValue.milliseconds(1))
                    .warmupIterations(1).measurementIterations(3);
        Map<String, Double> times = new HashMap<>();
        for (RunResult result : new Runner(options.build()).run())
            times.put(result.getParams().getParam("library"), median(result));
        double own = times.get(Work.GRADSHELL);
        double pytorch = times.get(Work.PYTORCH);
        double samediff = times.get(Work.SAMEDIFF);
        return "| %s | %s | %s | %s | %s (≥ %s) | %s |%n".formatted(work.name(), number(own), number(pytorch),
                number(samediff), atLeast(work.mark(), pytorch / own), number(work.mark()),
                atLeast(SAMEDIFF_MARK, samediff / own));
    }

    private static String memory() throws RunnerException {
        var result = new Runner(options(Training.class).build()).runSingle();
        double growth = result.getSecondaryResults().get("growth").getScore();
        double collections = result.getSecondaryResults().get("collections").getScore();
        return figure("resident set over 10,000 steps of the MLP, above that of step 500, %", 100 * growth, 5)
                + figure("full collections asked for meanwhile, a second", collections, 1);
    }

    private static String bridge() throws RunnerException {
        var rows = new StringBuilder();
        for (RunResult result : new Runner(options(Bridge.class).build()).run()) {
            boolean out = result.getPrimaryResult().getLabel().equals("toNd4j");
            rows.append(
                    figure((out ? "`toNd4j`" : "`Tensor.of`") + " of 10 × 10, no copy, µs", median(result) / 1000, 6));
        }
        return rows.toString();
    }

    private static String figure(String what, double measured, double mark) {
        return "| %s | %s | ≤ %s |%n".formatted(what, atMost(mark, measured), number(mark));
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder().include(benchmark.getName() + "\\.").shouldFailOnError(true);
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }
}
