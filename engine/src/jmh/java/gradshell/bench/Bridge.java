package gradshell.bench;

import gradshell.Tensor;
import gradshell.Tensors;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Between a tensor and ND4J's array, each time of one that nobody has asked before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class Bridge {
    private Tensor tensor;
    private INDArray array;

    @Setup
    public void checkThatNothingIsCopied() {
        arrays();
        array.putScalar(0, 1, 7);
        tensor.toNd4j().putScalar(0, 2, 8);
        if (Tensor.of(array).get(0, 1) != 7 || tensor.get(0, 2) != 8)
            throw new IllegalStateException("a tensor and its INDArray don't share their memory");
    }

    @Setup(Level.Invocation)
    public void arrays() {
        tensor = Tensors.zeros(10, 10);
        array = Nd4j.zeros(10, 10);
    }

    @Benchmark
    public INDArray toNd4j() {
        return tensor.toNd4j();
    }

    @Benchmark
    public Tensor of() {
        return Tensor.of(array);
    }
}
