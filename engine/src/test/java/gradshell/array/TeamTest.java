package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    private static void assertEachOnce(Team team, int parts) {
        var times = new AtomicIntegerArray(parts);
        team.run(parts, times::incrementAndGet);
        int[] counts = IntStream.range(0, parts).map(times::get).toArray();
        assertArrayEquals(IntStream.range(0, parts).map(_ -> 1).toArray(), counts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void run_anyNumberOfParts_eachOnce(int size) {
        var team = new Team(size);
        for (int parts = 0; parts < 40; parts++) assertEachOnce(team, parts);
    }

    @Test
    void run_afterHelpersWentToSleep_wakesThem() throws InterruptedException {
        var team = new Team(3);
        for (int round = 0; round < 5; round++) {
            assertEachOnce(team, 6);
            Thread.sleep(5);
        }
    }

    @Test
    void run_partFails_othersAreDoneAndTheErrorIsThrown() {
        var team = new Team(2);
        var done = new AtomicIntegerArray(8);
        var e = assertThrows(ArithmeticException.class, () -> team.run(8, i -> {
            done.incrementAndGet(i);
            if (i == 3) throw new ArithmeticException("part 3");
        }));
        assertEquals("part 3", e.getMessage());
        for (int i = 0; i < 8; i++) assertEquals(1, done.get(i));
        assertEachOnce(team, 4);
    }

    @Test
    void run_insideAPart_isDoneByThatThread() {
        var team = new Team(2);
        var elsewhere = new AtomicIntegerArray(1);
        team.run(4, _ -> {
            Thread here = Thread.currentThread();
            team.run(5, _ -> {
                if (Thread.currentThread() != here) elsewhere.incrementAndGet(0);
            });
        });
        assertEquals(0, elsewhere.get(0));
    }

    @Test
    void run_byManyThreadsAtOnce_eachIsWhole() throws InterruptedException {
        var team = new Team(2);
        var failed = new AtomicIntegerArray(1);
        Thread[] callers = IntStream.range(0, 4).mapToObj(_ -> new Thread(() -> {
            for (int round = 0; round < 200; round++) assertEachOnce(team, 7);
        })).toArray(Thread[]::new);
        for (Thread caller : callers) {
            caller.setUncaughtExceptionHandler((_, _) -> failed.incrementAndGet(0));
            caller.start();
        }
        for (Thread caller : callers) caller.join();
        assertEquals(0, failed.get(0));
    }

    @Test
    void helpers_endWithTheProgram() {
        new Team(2).run(2, _ -> {});
        Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("tensors-"))
                .forEach(t -> assertTrue(t.isDaemon()));
    }
}
