package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory in blocks, which are given out again: fresh memory costs more to touch than most operations cost to do.
 * Small blocks are cut from slabs, large ones are allocations of their own; blocks come in four sizes for each power of
 * two, so that one that is returned fits what is asked for next. The only place that asks ND4J for memory.
 */
final class Pool {
    private static final int ALIGNMENT = 64;
    private static final long SLAB = 8 << 20;
    private static final long LARGE = SLAB / 8;
    /** Larger blocks are not kept: hardly anything will be asked for that fits. */
    private static final long HUGE = 256 << 20;

    private final Map<Long, Deque<MemorySegment>> free = new HashMap<>();
    /** What owns the large blocks, by address. */
    private final Map<Long, DataBuffer> owners = new HashMap<>();
    private final long most;
    private long kept;
    private MemorySegment slab = MemorySegment.NULL;

    /** A pool that keeps at most {@code most} bytes in large blocks that nobody uses. */
    Pool(long most) {
        this.most = most;
    }

    /** The bytes of a block that holds {@code bytes}. */
    static long blockSize(long bytes) {
        long least = Math.max(bytes, ALIGNMENT);
        long step = Math.max(ALIGNMENT, Long.highestOneBit(least) / 4);
        return (least + step - 1) / step * step;
    }

    /** A block of {@link #blockSize}, with whatever it happens to hold. */
    synchronized MemorySegment take(long bytes) {
        long size = blockSize(bytes);
        Deque<MemorySegment> blocks = free.get(size);
        if (blocks == null || blocks.isEmpty()) return size >= LARGE ? fresh(size) : cut(size);
        if (size >= LARGE) kept -= size;
        return blocks.pop();
    }

    /** Takes back a block that nothing uses any more. */
    synchronized void give(MemorySegment block) {
        long size = block.byteSize();
        if (size >= LARGE) {
            if (size >= HUGE || kept + size > most) {
                owners.remove(block.address()).close();
                return;
            }
            kept += size;
        }
        free.computeIfAbsent(size, _ -> new ArrayDeque<>()).push(block);
    }

    private MemorySegment fresh(long size) {
        DataBuffer owner = allocate(size);
        MemorySegment block = MemorySegment.ofAddress(owner.address()).reinterpret(size);
        owners.put(block.address(), owner);
        return block;
    }

    private MemorySegment cut(long size) {
        if (slab.byteSize() < size) {
            DataBuffer owner = allocate(SLAB + ALIGNMENT);
            long address = (owner.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            // slabs are for ever: where there was so much in use once, it will be again
            owners.put(address, owner);
            slab = MemorySegment.ofAddress(address).reinterpret(SLAB);
        }
        MemorySegment block = slab.asSlice(0, size);
        slab = slab.asSlice(size);
        return block;
    }

    private static DataBuffer allocate(long bytes) {
        Native.warmUp();
        // through the factory: Nd4j.createBuffer would take memory of a workspace that the user has open
        try {
            return Nd4j.getDataBufferFactory().create(DataType.INT64, (bytes + Long.BYTES - 1) / Long.BYTES, false);
        } catch (RuntimeException e) {
            var error = new OutOfMemoryError(
                    "the system gives no more memory for tensors, " + (bytes >> 20) + " MB were asked of it");
            error.initCause(e);
            throw error;
        }
    }
}
