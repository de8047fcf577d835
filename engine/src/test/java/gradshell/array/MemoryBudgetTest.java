package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
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
    void manyArrays_doNotFillTheMemory() {
        long bytes = 16 << 20;
        for (int i = 0; i < 100; i++) {
            Array.allocate(ElementType.BOOL, bytes);
        }
        assertTrue(Storage.used() < 1300L << 20, () -> Storage.used() + " bytes");
    }
}
