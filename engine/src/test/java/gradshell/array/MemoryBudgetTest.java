package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void unreachableOwners_areNotCountedForLong() {
        MemoryBudget budget = new MemoryBudget(1000, () -> 1_000_000);
        for (int i = 0; i < 100; i++) {
            budget.request(100);
            budget.claim(new Object(), 100, () -> {});
            assertTrue(budget.used() <= 2000, () -> budget.used() + " bytes");
        }
    }

    @Test
    void reachableOwners_stayCounted() {
        MemoryBudget budget = new MemoryBudget(100, () -> 10_000);
        Object owner = new Object();
        try {
            budget.claim(owner, 900, () -> {});
            budget.request(500);
            assertEquals(900, budget.used());
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    @Test
    void beyondTheTotal_isAnError() {
        MemoryBudget budget = new MemoryBudget(1 << 20, () -> 10 << 20);
        Object owner = new Object();
        try {
            budget.claim(owner, 8 << 20, () -> {});
            Error e = assertThrows(OutOfMemoryError.class, () -> budget.request(3 << 20));
            assertEquals("a tensor of 3 MB doesn't fit into memory: 8 MB of at most 10 MB are in use by tensors",
                    e.getMessage());
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    @Test
    void beyondTheTotal_isAnErrorTheNextTimeToo() {
        MemoryBudget budget = new MemoryBudget(1 << 20, () -> 10 << 20);
        for (long bytes : new long[]{1L << 40, 11 << 20, 1L << 40})
            assertThrows(OutOfMemoryError.class, () -> budget.request(bytes));
        budget.request(9 << 20);
        assertThrows(OutOfMemoryError.class, () -> budget.request(11 << 20));
    }

    @Test
    void unreachableYoungOwners_needNoCollectionOfEverything() {
        AtomicInteger all = new AtomicInteger();
        MemoryBudget budget = new MemoryBudget(1000, () -> 1_000_000, () -> Heap.collectYoung(4L << 30),
                all::incrementAndGet);
        for (int i = 0; i < 100; i++) {
            budget.request(100);
            budget.claim(new Object(), 100, () -> {});
        }
        assertEquals(0, all.get());
    }

    @Test
    void collectionsOfEverything_areASecondApart_untilItIsUrgent() {
        AtomicInteger all = new AtomicInteger();
        MemoryBudget budget = new MemoryBudget(100_000, () -> 1_000_000, () -> {}, all::incrementAndGet);
        Object owner = new Object();
        try {
            long start = System.nanoTime();
            while (budget.used() < 190_000) {
                budget.request(1000);
                budget.claim(owner, 1000, () -> {});
            }
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            assertTrue(all.get() >= 1 && all.get() <= 1 + seconds, () -> all + " in " + seconds + " s");
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    @Test
    void refusedRequest_leavesTheThresholdWhereItWas() {
        AtomicInteger all = new AtomicInteger();
        MemoryBudget budget = new MemoryBudget(1000, () -> 1_000_000, () -> {}, all::incrementAndGet);
        assertThrows(OutOfMemoryError.class, () -> budget.request(2_000_000));
        int before = all.get();
        Object owner = new Object();
        try {
            budget.claim(owner, 5000, () -> {});
            budget.request(100);
            assertEquals(before + 1, all.get());
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    @Test
    void interruptedThread_getsMemoryAndStaysInterrupted() {
        MemoryBudget budget = new MemoryBudget(1000, () -> 10_000);
        Thread.currentThread().interrupt();
        try {
            for (int i = 0; i < 300; i++) {
                budget.request(100);
                budget.claim(new Object(), 100, () -> {});
            }
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void arrays_stayOnTheHeapWhileItHasRoom() {
        assertNotNull(Array.allocate(ElementType.FLOAT, 100_000).storage.values());
        assertNull(Array.allocate(ElementType.FLOAT, 150_000).storage.values());
    }

    @Test
    void manyArrays_doNotFillTheMemory() {
        long bytes = 16 << 20;
        for (int i = 0; i < 100; i++) {
            Array.allocate(ElementType.BOOL, bytes);
        }
        assertTrue(Storage.used() < 1300L << 20, () -> Storage.used() + " bytes");
    }
}
