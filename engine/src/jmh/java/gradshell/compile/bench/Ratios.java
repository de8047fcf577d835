package gradshell.compile.bench;

import gradshell.Gradshell;
import gradshell.compile.Leaves;
import gradshell.compile.problems.Problem;
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

/** A function, its gradient, and its adjoint written by hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class Ratios {
    /** Which function; the report gives all of {@link Workloads}. */
    @Param("loop sum")
    public String work;

    private Problem<?> problem;

    @Setup
    public void check() {
        problem = Workloads.named(work);
        double[] expected = Leaves.of(byHand());
        double[] actual = Leaves.of(gradient());
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= 1e-9 * (1 + Math.abs(expected[i]))))
                throw new AssertionError(work + ": " + actual[i] + " for " + expected[i] + " at " + i);
        }
    }

    @Benchmark
    public Object primal() {
        return primal(problem);
    }

    @Benchmark
    public Object gradient() {
        return gradient(problem);
    }

    @Benchmark
    public Object byHand() {
        return byHand(problem);
    }

    private static <A> Object primal(Problem<A> problem) {
        return problem.f().apply(problem.argument());
    }

    private static <A> Object gradient(Problem<A> problem) {
        return Gradshell.gradient(problem.f(), problem.argument());
    }

    private static <A> Object byHand(Problem<A> problem) {
        return problem.gradient().apply(problem.argument());
    }
}
