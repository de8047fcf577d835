package gradshell.compile;

import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import gradshell.DoubleFn;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods of the JDK that swallow numbers: each is refused where it is called, and told by its name. */
@SuppressWarnings({"FutureReturnValueIgnored", "ThreadLocalUsage", "DoNotUseScanner"})
class LibraryRefusalsTest {
    private static Arguments refused(String construct, DoubleFn f) {
        return arguments(construct, f);
    }

    static List<Arguments> swallowing() {
        return List.of(
                // numbers in other forms
                refused("BigDecimal.valueOf", x -> BigDecimal.valueOf(x).doubleValue()),
                refused("constructor of BigDecimal", x -> new BigDecimal(x).doubleValue()),
                refused("Double.doubleToLongBits", x -> Double.longBitsToDouble(Double.doubleToLongBits(x))),
                refused("Float.floatToIntBits", x -> Float.intBitsToFloat(Float.floatToIntBits((float) x))),
                refused("Double.valueOf", x -> Double.valueOf("" + x)),
                refused("Float.parseFloat", x -> Float.parseFloat("" + x)),
                refused("Double.parseDouble", x -> Double.parseDouble(List.of("" + x).get(0))),
                refused("constructor of BigDecimal", x -> new BigDecimal(Double.toString(x)).doubleValue()),
                refused("Scanner.nextDouble", x -> new Scanner("" + x).nextDouble()),
                // memory that isn't an array or an object of the user's
                refused("DoubleBuffer.wrap", x -> DoubleBuffer.wrap(new double[]{x}).get(0)),
                refused("ByteBuffer.putDouble", x -> ByteBuffer.allocate(8).putDouble(x).getDouble(0)),
                refused("Array.setDouble", x -> {
                    var a = new double[1];
                    Array.setDouble(a, 0, x);
                    return a[0];
                }), refused("DoubleAdder.add", x -> {
                    var sum = new DoubleAdder();
                    sum.add(x);
                    return sum.sum();
                }), refused("DoubleSummaryStatistics.accept", x -> {
                    var statistics = new DoubleSummaryStatistics();
                    statistics.accept(x);
                    return statistics.getAverage();
                }), refused("ThreadLocal.set", x -> {
                    var local = new ThreadLocal<Double>();
                    local.set(x);
                    return local.get();
                }),
                // streams and arrays
                refused("DoubleStream.summaryStatistics", x -> DoubleStream.of(x).summaryStatistics().getSum()),
                refused("DoubleStream.parallel", x -> DoubleStream.of(x).parallel().sum()),
                refused("DoubleStream.spliterator", x -> DoubleStream.of(x).spliterator().estimateSize() * x),
                refused("DoubleStream.mapToLong", x -> DoubleStream.of(x).mapToLong(Math::round).sum() * x),
                refused("DoubleStream.mapMulti",
                        x -> DoubleStream.of(x).mapMulti((v, sink) -> sink.accept(v)).sum()),
                refused("List.parallelStream", x -> List.of(x).parallelStream().mapToDouble(v -> v).sum()),
                refused("Gatherers.fold", x -> List.of(x).stream()
                        .gather(java.util.stream.Gatherers.fold(() -> 0.0, Double::sum)).findFirst().get()),
                refused("Collectors.summarizingDouble",
                        x -> List.of(x).stream().collect(Collectors.summarizingDouble(v -> v * x)).getSum()),
                refused("List.spliterator",
                        x -> StreamSupport.stream(Arrays.asList(x, x).spliterator(), false).mapToDouble(v -> v).sum()),
                refused("Arrays.parallelPrefix", x -> {
                    double[] a = {x, x};
                    Arrays.parallelPrefix(a, Double::sum);
                    return a[1];
                }), refused("Arrays.parallelSetAll", x -> {
                    var a = new double[2];
                    Arrays.parallelSetAll(a, i -> x * i);
                    return a[1];
                }),
                // other threads
                refused("CompletableFuture.supplyAsync", x -> CompletableFuture.supplyAsync(() -> x * x).join()),
                refused("CompletableFuture.completedFuture", x -> CompletableFuture.completedFuture(x).join()),
                refused("ForkJoinPool.submit", x -> {
                    var sum = new double[1];
                    ForkJoinPool.commonPool().submit(() -> sum[0] = x).join();
                    return sum[0];
                }), refused("constructor of Thread", x -> {
                    var sum = new double[1];
                    new Thread(() -> sum[0] = x * x).start();
                    return sum[0];
                }));
    }

    @ParameterizedTest
    @MethodSource("swallowing")
    void method_isRefusedByName(String construct, DoubleFn f) {
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2));
        assertTrue(e.getMessage().contains(construct), e.getMessage());
        assertEquals("LibraryRefusalsTest.java", e.getStackTrace()[0].getFileName(), e.getMessage());
        assertTrue(e.getStackTrace()[0].getLineNumber() > 0, e.getMessage());
    }
}
