package gradshell.compile.bench;

import gradshell.DoubleFn;
import gradshell.Gradshell;
import gradshell.compile.SourceCode;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The first gradient of a function nobody has seen before, in a process that has taken others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class FirstGradient {
    static final String SHORT = "ten lines";
    static final String LONG = "3,000 terms";

    private static final String TEN_LINES = """
            static double f(double x) {
                double s = 1 + MADE * x;
                for (int i = 0; i < 5; i++) {
                    if (s > 2) s = Math.sqrt(s) + x;
                    else s += Math.sin(x * s);
                }
                double t = x * x - s;
                t = Math.max(t, -s / 3);
                return t * s;
            }
            """;

    /** Which function. */
    @Param({SHORT, LONG})
    public String length;

    private int made;
    private DoubleFn f;

    @Setup(Level.Iteration)
    public void makeNew() {
        String name = "Fresh" + made++;
        String code = length.equals(SHORT) ? TEN_LINES.replace("MADE", String.valueOf(made)) : terms();
        String text = "public class %s {%n%s%nstatic gradshell.DoubleFn f = x -> f(x);%n}%n".formatted(name, code);
        f = SourceCode.function(SourceCode.load(name, text), "f");
    }

    /** One straight line of assignments, 3,000 terms long. */
    private String terms() {
        String line = "s = s * 0.9 + Math.sin(x + %d) * x;%n".formatted(made);
        return "static double f(double x) {\ndouble s = x;\n" + String.join("", Collections.nCopies(1000, line))
                + "return s;\n}\n";
    }

    @Benchmark
    public double gradient() {
        return Gradshell.gradient(f, 1.1);
    }
}
