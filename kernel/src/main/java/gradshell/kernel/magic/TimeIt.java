package gradshell.kernel.magic;

import gradshell.kernel.shell.Cell;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.JavaShell;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** {@code %timeit}. */
final class TimeIt implements Magic {
    private static final String HEAD = "gradshell.kernel.magic.Loop.of(times$ -> { for (long i$ = 0; i$ < times$; i$++) { ";
    private static final int RUNS = 7;
    /** How long a run should take at least. */
    private static final long RUN_NANOS = 150_000_000;

    @Override
    public List<String> forms() {
        return List.of("%timeit CODE", "%%timeit");
    }

    @Override
    public String summary() {
        return "Runs code many times, once it is warm, and says how long one time takes.";
    }

    @Override
    public Argument argument() {
        return Argument.JAVA;
    }

    @Override
    public CellResult run(Call call) throws Exception {
        JavaShell java = call.java();
        // first as it stands, so that an error points at the user's own text
        Optional<CellResult.Failed> wrong = java.check(call.code());
        if (wrong.isPresent()) return wrong.get();
        String code = call.code().code().strip();
        if (code.isEmpty()) throw call.wrongUse();
        var value = loop("gradshell.kernel.magic.Loop.use(" + code.replaceFirst(";$", "") + "\n);");
        var loop = java.check(value).isEmpty() ? value : loop(code + "\n;");
        var made = java.run(loop, call.io(), UnaryOperator.identity());
        if (!(made instanceof CellResult.Done(Object compiled, _))) return made;
        return call.done(call.stoppable(() -> measure((Loop) compiled)));
    }

    private static Cell loop(String code) {
        return new Cell("%timeit", HEAD + code + " } })");
    }

    private static String measure(Loop loop) throws Exception {
        try {
            long times = 1;
            long taken = time(loop, times);
            while (taken < RUN_NANOS && times < 1L << 40) {
                times *= taken < RUN_NANOS / 10 ? 10 : 2;
                taken = time(loop, times);
            }
            var each = new double[RUNS];
            for (int i = 0; i < RUNS; i++) each[i] = time(loop, times) / (double) times;
            double mean = DoubleStream.of(each).average().orElseThrow();
            double variance = DoubleStream.of(each).map(t -> (t - mean) * (t - mean)).sum() / (RUNS - 1);
            return "%s ± %s each (mean and deviation of %d runs of %,d)".formatted(Durations.text(mean),
                    Durations.text(Math.sqrt(variance)), RUNS, times);
        } finally {
            Loop.forget();
        }
    }

    private static long time(Loop loop, long times) throws Exception {
        long start = System.nanoTime();
        loop.run(times);
        return System.nanoTime() - start;
    }
}
