package gradshell.compile.bench;

import static gradshell.compile.bench.Figures.atMost;
import static gradshell.compile.bench.Figures.number;

import gradshell.compile.problems.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the measurements of plain Java and tells them in Markdown, with the mark each must reach and a word where one is missed. */
public final class Report {
    private record Row(String work, double primal, double gradient, double byHand) {
        double toPrimal() {
            return gradient / primal;
        }

        double toHand() {
            return gradient / byHand;
        }
    }

    private Report() {}

    /** Runs everything. */
    public static String measure() throws RunnerException {
        var figures = new StringBuilder();
        figure(figures, "memory of a loop of 10⁷ steps, bytes a step", Memory.bytesAStep(), 24);
        figure(figures, "the same by `checkpointed`, bytes ÷ √(10⁷)", Memory.bytesCheckpointed() / Math.sqrt(1e7), 200);
        figure(figures, "allocated by an operation, bytes beyond shadow and gradient",
                Math.max(0, Memory.bytesAnOperation() - 2 * Double.BYTES), 0.1);
        figure(figures, "class metadata over 10,000 gradients, bytes", (double) Memory.metadataGrowth(), 0);
        var ratios = ratios();
        scaling(figures);
        for (RunResult result : run(FirstGradient.class)) {
            boolean small = result.getParams().getParam("length").equals(FirstGradient.SHORT);
            figure(figures, "first gradient, " + result.getParams().getParam("length") + ", ms", time(result) / 1e6,
                    small ? 30 : 500);
        }
        return ratios + "\n| what | measured | mark |\n|---|---|---|\n" + figures;
    }

    private static Collection<RunResult> run(Class<?> benchmark, String... works) throws RunnerException {
        var options = new OptionsBuilder().include(benchmark.getName() + "\\.").shouldFailOnError(true);
        if (works.length > 0) options.param("work", works);
        return new Runner(options.build()).run();
    }

    /** Of the calls of a warm function the tenth percentile, which the machine's other work doesn't move; of first ones the median. */
    private static double time(RunResult result) {
        boolean warm = result.getParams().getMode() == Mode.SampleTime;
        return result.getPrimaryResult().getStatistics().getPercentile(warm ? 10 : 50);
    }

    private static String ratios() throws RunnerException {
        String[] works = Workloads.all().stream().map(Problem::name).toArray(String[]::new);
        var times = new TreeMap<String, Double>();
        for (RunResult result : run(Ratios.class, works))
            times.put(result.getParams().getParam("work") + result.getPrimaryResult().getLabel(), time(result));
        List<Row> rows = Arrays.stream(works).map(work -> new Row(work, times.get(work + "primal"),
                times.get(work + "gradient"), times.get(work + "byHand"))).toList();
        var table = new StringBuilder("""
                | work | function, µs | gradient, µs | by hand, µs | gradient ÷ function (≤ 4) | gradient ÷ by hand |
                |---|---|---|---|---|---|
                """);
        for (var row : rows)
            table.append("| %s | %s | %s | %s | %s | %s |%n".formatted(row.work, number(row.primal / 1000),
                    number(row.gradient / 1000), number(row.byHand / 1000), atMost(4, row.toPrimal()),
                    number(row.toHand())));
        return table.append("| median | | | | %s (≤ 3) | %s (≤ 1.5) |%n"
                .formatted(atMost(3, median(rows, Row::toPrimal)), atMost(1.5, median(rows, Row::toHand)))).toString();
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> ratio) {
        double[] sorted = rows.stream().mapToDouble(ratio).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static void scaling(StringBuilder figures) throws RunnerException {
        var times = new TreeMap<Integer, Double>();
        for (RunResult result : run(Scaling.class))
            times.put(Integer.valueOf(result.getParams().getParam("size")), time(result));
        times.forEach((size, time) -> {
            var smaller = times.lowerEntry(size);
            if (smaller != null)
                figure(figures, "time for %,d elements ÷ for %,d".formatted(size, smaller.getKey()),
                        time / smaller.getValue(), 11);
        });
    }

    private static void figure(StringBuilder figures, String what, double measured, double mark) {
        figures.append("| %s | %s | ≤ %s |%n".formatted(what, atMost(mark, measured), number(mark)));
    }
}
