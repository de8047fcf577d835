package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.ignore;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Tensors.full;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;

import java.util.ArrayList;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final Tensor t = tensor(1, 2, 3);

    /** Runs {@code code} on another thread and waits for it. */
    private static <T> T elsewhere(Callable<T> code) {
        try (var pool = Executors.newSingleThreadExecutor()) {
            return pool.submit(code).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void operationOnAnotherThread_isRefusedWhenUsed() {
        assertRefused(IllegalStateException.class, () -> gradient(x -> elsewhere(() -> x.exp()).sum(), t), "sum", "exp",
                "another thread", "(3)");
    }

    @Test
    void operationOnAnotherThread_isRefusedAsResult() {
        assertRefused(IllegalStateException.class, () -> gradient(x -> elsewhere(() -> x.exp().sum()), t), "result",
                "another thread");
    }

    @Test
    void operationOnAnotherThread_overParameters() {
        assertRefused(IllegalStateException.class, () -> gradient(() -> elsewhere(() -> t.exp()).sum(), params(t)),
                "exp");
    }

    @Test
    void operationOnAnotherThread_underIgnore() {
        assertValues(gradient(x -> x.times(ignore(() -> elsewhere(() -> x.square()))).sum(), t), 1, 4, 9);
    }

    @Test
    void operationOnAnotherThread_onConstants() {
        assertValues(gradient(x -> x.times(elsewhere(() -> t.square())).sum(), t), 1, 4, 9);
    }

    @Test
    void gradientsOnTwoThreads_ofSharedParameters() throws Exception {
        var ps = params(t);
        var together = new CyclicBarrier(2);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var results = new ArrayList<Future<Tensor>>();
            for (var k = 1; k <= 2; k++) {
                var factor = k;
                results.add(pool.submit(() -> gradient(() -> {
                    await(together);
                    var y = t.square().times(factor);
                    await(together);
                    return y.sum();
                }, ps).get(t)));
            }
            assertValues(results.get(0).get(), 2, 4, 6);
            assertValues(results.get(1).get(), 4, 8, 12);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void backOnManyThreads_givesTheSame() throws Exception {
        var pb = pullback(x -> x.exp().times(x).sum(), ones(3));
        try (var pool = Executors.newFixedThreadPool(4)) {
            var results = new ArrayList<Future<Tensor>>();
            for (var i = 0; i < 40; i++) {
                var dy = scalar(i);
                results.add(pool.submit(() -> pb.back(dy)));
            }
            for (var i = 0; i < 40; i++) {
                assertValues(results.get(i).get().minus(full(2 * Math.E * i, 3)).div(i + 1), 0, 0, 0);
            }
        }
    }
}
