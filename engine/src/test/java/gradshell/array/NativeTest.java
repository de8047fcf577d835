package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NativeTest {
    @Test
    void warmUp_twice_isFine() {
        Native.warmUp();
        Native.warmUp();
        assertEquals(1, Array.full(ElementType.FLOAT, 1).item());
    }

    @Test
    void failure_staysTheSameClearError() {
        Error cause = new UnsatisfiedLinkError("no jnind4jcpu");
        Native.Start start = new Native.Start(() -> {
            throw cause;
        });
        Exception first = assertThrows(IllegalStateException.class, start::ensure);
        Exception second = assertThrows(IllegalStateException.class, start::ensure);
        assertEquals(first.getMessage(), second.getMessage());
        assertSame(cause, second.getCause());
        assertTrue(first.getMessage().contains(System.getProperty("os.arch")), first.getMessage());
        assertTrue(first.getMessage().contains("linux-x86_64, linux-arm64, linux-armhf, macosx-x86_64, macosx-arm64"),
                first.getMessage());
    }

    @Test
    void ensure_fromManyThreads_runsOnceAndAllWait() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger tooEarly = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Native.Start start = new Native.Start(() -> {
            begun.countDown();
            await(finish);
            runs.incrementAndGet();
        });
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                start.ensure();
                if (runs.get() != 1) tooEarly.incrementAndGet();
            });
        }
        begun.await();
        finish.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, runs.get());
        assertEquals(0, tooEarly.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
