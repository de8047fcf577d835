package gradshell.array;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hook;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.stopGradient;
import static gradshell.Tensors.full;
import static gradshell.Tensors.rand;
import static gradshell.Tensors.seed;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Losses.logitCrossEntropy;
import static gradshell.optim.Optimizers.adam;

import gradshell.Fn0;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.nn.Chain;
import gradshell.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training that is disturbed in every way for some seconds: tensors of the loss are kept, losses and hooks throw, the thread is
 * interrupted, and another one takes gradients meanwhile. Beside it an equal model learns undisturbed, and both must stay equal.
 * A program of its own, which fails with an exception.
 */
final class Soak {
    private static final int STASHED = 30;
    /** In MB: twice what is allowed before a collection; and with the heap of 256 and all that a JVM and ND4J take. */
    private static final long MOST_BLOCKS = 512;
    private static final long MOST_RESIDENT = MOST_BLOCKS + 256 + 350;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Tensor x = rand(784, 300);
    private final Tensor y = full(0.1, 10, 300);
    private final Queue<Stashed> stash = new ArrayDeque<>();
    private final AtomicReference<Throwable> elsewhere = new AtomicReference<>();
    private volatile boolean ended;

    /** What was kept, maybe as ND4J sees it, and what it held. */
    private static final class Stashed {
        private final Tensor tensor;
        private final INDArray array;
        private final float[] values;

        /** {@code array} may be null. */
        Stashed(Tensor tensor, INDArray array, float... values) {
            this.tensor = tensor;
            this.array = array;
            this.values = values;
        }

        void check() {
            float[] now = array == null ? tensor.toFloatArray() : array.dup('c').data().asFloat();
            if (!Arrays.equals(values, now)) throw new AssertionError("a stashed tensor changed");
        }
    }

    private static final class Disturbance extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A model and what trains it. */
    private static final class Learner {
        final Chain model = chain(dense(784, 200, relu), dense(200, 200, relu), dense(200, 10));
        final Params ps = params(model);
        final Optimizer adam = adam();
    }

    private Soak() {}

    /** Takes the seconds that it shall last. */
    public static void main(String[] args) throws Exception {
        new Soak().run(TimeUnit.SECONDS.toNanos(Long.parseLong(args[0])));
        checkNothingIsLeft();
    }

    private void run(long duration) throws Exception {
        seed(1);
        var disturbed = new Learner();
        seed(1);
        var undisturbed = new Learner();
        Thread training = Thread.currentThread();
        var others = List.of(new Thread(() -> interrupt(training)), new Thread(this::sweep));
        others.forEach(Thread::start);
        long start = System.nanoTime();
        long resident = 0;
        long blocks = 0;
        int interrupts = 0;
        int step = 0;
        for (; System.nanoTime() - start < duration && elsewhere.get() == null; step++) {
            disturb(disturbed, step);
            learn(disturbed, loss(disturbed));
            learn(undisturbed, () -> logitCrossEntropy(undisturbed.model.apply(x), y));
            if (Thread.interrupted()) interrupts++;
            if (step % 10 > 0) continue;
            checkEqual(disturbed, undisturbed);
            blocks = Math.max(blocks, Storage.used());
            resident = Math.max(resident, resident());
        }
        ended = true;
        // not by join: the last interrupt may still be on its way
        while (others.stream().anyMatch(Thread::isAlive)) Thread.onSpinWait();
        if (Thread.interrupted()) interrupts++;
        if (elsewhere.get() != null) throw new AssertionError("on the other thread", elsewhere.get());
        stash.forEach(Stashed::check);
        System.out.printf("%d steps, %d interrupts; at most %d MB resident, %d MB in blocks%n", step, interrupts,
                resident, blocks >> 20);
        if (interrupts == 0) throw new AssertionError("no interrupt came");
        if (resident > MOST_RESIDENT) throw new AssertionError("too much is resident");
        if (blocks >> 20 > MOST_BLOCKS) throw new AssertionError("too much is in blocks");
    }

    /** What is unreachable is found, sooner or later. */
    private static void checkNothingIsLeft() throws InterruptedException {
        for (int tries = 0; Storage.used() > 0; tries++) {
            if (tries == 100) throw new AssertionError(Storage.used() + " bytes were not returned");
            System.gc();
            Thread.sleep(20);
        }
    }

    private static void learn(Learner learner, Fn0<Tensor> loss) {
        learner.adam.update(learner.ps, gradient(loss, learner.ps));
    }

    /** The same loss, of which much is kept. */
    private Fn0<Tensor> loss(Learner learner) {
        return () -> {
            Tensor hidden = stash(learner.model.slice(0, 1).apply(x));
            return logitCrossEntropy(learner.model.slice(1, 3).apply(hook(dy -> stash(dy.t()).t(), hidden)), y);
        };
    }

    /** Gradients that come to nothing, or are kept. */
    private void disturb(Learner learner, int step) {
        switch (step % 4) {
            case 0 -> thrown(() -> {
                Tensor stashed = stash(learner.model.apply(x));
                if (stashed.rank() == 2) throw new Disturbance();
                return stashed;
            }, learner.ps);
            case 1 -> thrown(() -> logitCrossEntropy(learner.model.apply(x.plus(hook(_ -> {
                throw new Disturbance();
            }, learner.ps.get("0.bias").sum()))), y), learner.ps);
            case 2 -> gradient(loss(learner), learner.ps).map(this::stash);
            default -> {
                var pullback = pullback((Tensor in) -> learner.model.apply(in), x);
                Tensor first = stash(pullback.back(y));
                if (!Arrays.equals(first.toFloatArray(), pullback.back(y).toFloatArray()))
                    throw new AssertionError("the second way back differs");
            }
        }
    }

    private static void thrown(Fn0<Tensor> loss, Params ps) {
        try {
            gradient(loss, ps);
        } catch (Disturbance e) {
            return;
        }
        throw new AssertionError("the loss didn't throw");
    }

    /** Keeps a tensor for a while, every third as an INDArray; then looks whether it is still the same. */
    private Tensor stash(Tensor kept) {
        // cut off, because the numbers of what a gradient follows can't be read
        float[] values = stopGradient(kept).toFloatArray();
        boolean shared = stash.size() % 3 == 0;
        stash.add(new Stashed(kept, shared ? stopGradient(kept).toNd4j() : null, values));
        if (stash.size() > STASHED) stash.remove().check();
        return kept;
    }

    private void interrupt(Thread training) {
        while (!ended) {
            training.interrupt();
            LockSupport.parkNanos(3_000_000);
        }
    }

    /** One pullback, again and again. */
    private void sweep() {
        try {
            var pullback = pullback((Tensor in) -> in.times(in).tanh().plus(in.t().exp().t()), rand(500, 500));
            Tensor dy = rand(500, 500);
            float[] expected = pullback.back(dy).toFloatArray();
            while (!ended) {
                if (!Arrays.equals(expected, pullback.back(dy).toFloatArray()))
                    throw new AssertionError("a way back differs");
                LockSupport.parkNanos(5_000_000);
            }
        } catch (RuntimeException | Error e) {
            elsewhere.set(e);
        }
    }

    private static void checkEqual(Learner a, Learner b) {
        for (String name : a.ps.names())
            if (!a.ps.get(name).allClose(b.ps.get(name), 1e-4)) throw new AssertionError(name + " differs");
    }

    /** In MB; where the system doesn't say, none. */
    private static long resident() throws IOException {
        if (!Files.exists(STATUS)) return 0;
        return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10).findFirst().orElseThrow();
    }
}
