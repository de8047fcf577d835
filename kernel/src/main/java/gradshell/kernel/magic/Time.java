package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code %time}. */
final class Time implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%time CODE", "%%time");
    }

    @Override
    public String summary() {
        return "Runs code once and says how long it took, its compilation not counted.";
    }

    @Override
    public Argument argument() {
        return Argument.JAVA;
    }

    @Override
    public CellResult run(Call call) {
        var taken = new long[2];
        UnaryOperator<Runnable> measured = code -> () -> {
            var threads = ManagementFactory.getThreadMXBean();
            long cpu = threads.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            code.run();
            taken[0] = System.nanoTime() - start;
            taken[1] = threads.getCurrentThreadCpuTime() - cpu;
        };
        CellResult result = call.java().run(call.code(), call.io(), measured);
        if (result instanceof CellResult.Done)
            call.print("took " + Durations.text((double) taken[0]) + ", " + Durations.text((double) taken[1])
                    + " of it computing");
        return result;
    }
}
