package gradshell.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One piece of work by one library, in a process of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class Speed {
    /** Which of {@link Work#all}. */
    @Param("add, 10 elements")
    public String work;

    /** Which library does it. */
    @Param({Work.GRADSHELL, Work.PYTORCH, Work.SAMEDIFF})
    public String library;

    private Task task;

    @Setup
    public void prepare() {
        task = Work.named(work).task().apply(Library.named(library));
    }

    @Benchmark
    public Object run() {
        return task.run();
    }
}
