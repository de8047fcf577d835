package gradshell.bench;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.nn.Losses.logitCrossEntropy;
import static gradshell.optim.Optimizers.adam;

import com.sun.management.GarbageCollectionNotificationInfo;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.nn.Chain;
import gradshell.optim.Optimizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The memory of a long training: all of a small Java heap is resident from the start, so what grows is outside of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class Training {
    private static final int STEPS = 10_000;
    private static final int SETTLED = 500;
    private static final Path STATUS = Path.of("/proc/self/status");

    /** What is told of the run. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counts {
        /** By how much the resident set was above that of the 500th step, as a share of it. */
        public double growth;

        /** Full collections that somebody asked for, a second. */
        public double collections;
    }

    @Benchmark
    public Object train(Counts counts) throws IOException {
        AtomicInteger collections = countForcedCollections();
        var mlp = new Mlp(128, 64);
        Chain model = OwnTensors.model(mlp);
        Params ps = params(model);
        Optimizer adam = adam(Mlp.RATE);
        Tensor x = OwnTensors.columns(mlp.x(), mlp.batch());
        Tensor y = OwnTensors.columns(mlp.y(), mlp.batch());
        long settled = 0;
        long most = 0;
        long start = System.nanoTime();
        for (int step = 1; step <= STEPS; step++) {
            adam.update(ps, gradient(() -> logitCrossEntropy(model.apply(x), y), ps));
            if (step == SETTLED) settled = resident();
            if (step > SETTLED && step % 50 == 0) most = Math.max(most, resident());
        }
        counts.growth = (double) most / settled - 1;
        counts.collections = collections.get() / ((System.nanoTime() - start) / 1e9);
        return ps;
    }

    private static AtomicInteger countForcedCollections() {
        var count = new AtomicInteger();
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((notification, _) -> {
                var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
                if (info.getGcCause().equals("System.gc()")) count.incrementAndGet();
            }, null, null);
        }
        return count;
    }

    /** In KiB. */
    private static long resident() throws IOException {
        return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
