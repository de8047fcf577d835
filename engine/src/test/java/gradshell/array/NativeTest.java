package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
    void missingNatives_areAClearErrorInAFreshProcess() throws Exception {
        String withoutNatives = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(linux|macosx|windows)-[a-z0-9_]+[.]jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", withoutNatives, WithoutNatives.class.getName())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(2, output.split("the native libraries of ND4J could not be started on ", -1).length - 1, output);
    }

    /** Loads what needs no natives, then fails twice where natives are needed. */
    static final class WithoutNatives {
        private WithoutNatives() {}

        public static void main(String[] args) {
            System.out.println(Shapes.format(Kernels.broadcast(new long[]{2, 1}, new long[]{3})));
            for (int i = 0; i < 2; i++) {
                try {
                    Array.full(ElementType.FLOAT, 1, 2, Storage.HEAP_BYTES);
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
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
