package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final long MEGABYTE = 1 << 20;

    private final Pool pool = new Pool(8 * MEGABYTE);

    @Test
    void blockSize_isHardlyMoreThanAskedFor() {
        for (long bytes = 1; bytes < 100 * MEGABYTE; bytes += bytes / 3 + 1) {
            long size = Pool.blockSize(bytes);
            assertTrue(size >= bytes && size <= Math.max(256, bytes + bytes / 4), bytes + " bytes in " + size);
            assertEquals(0, size % 64);
        }
    }

    @Test
    void block_thatCameBack_isGivenOutNext() {
        for (long bytes : new long[]{20_000, 3 * MEGABYTE}) {
            MemorySegment first = pool.take(bytes);
            MemorySegment second = pool.take(bytes);
            assertNotEquals(first.address(), second.address());
            pool.give(first);
            assertEquals(first.address(), pool.take(bytes - 100).address());
        }
    }

    @Test
    void blocks_areAlignedAndApart() {
        long end = 0;
        for (int i = 0; i < 1000; i++) {
            MemorySegment block = pool.take(17_000 + i);
            assertEquals(0, block.address() % 64);
            assertTrue(block.address() >= end || block.address() + block.byteSize() < end);
            block.fill((byte) i);
            end = block.address() + block.byteSize();
        }
    }

    @Test
    void largeBlocks_beyondWhatIsKept_goBackToTheSystem() {
        MemorySegment[] blocks = new MemorySegment[6];
        for (int i = 0; i < blocks.length; i++) blocks[i] = pool.take(3 * MEGABYTE);
        for (MemorySegment block : blocks) pool.give(block);
        for (int i = 0; i < blocks.length; i++) pool.take(3 * MEGABYTE).fill((byte) 1);
    }

    @Test
    void moreThanTheSystemGives_isAnError() {
        Error e = assertThrows(OutOfMemoryError.class, () -> pool.take(1L << 46));
        assertEquals("the system gives no more memory for tensors, 67108864 MB were asked of it", e.getMessage());
        assertEquals(MEGABYTE, pool.take(MEGABYTE).byteSize());
    }
}
