package gradshell.array;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts the native memory in use. It is freed when the garbage collector finds its owner unreachable, but the
 * collector sees only the small objects on the heap and would let native memory grow until the machine has none left.
 * So where the count passes a threshold, a collection is asked for; the next threshold lies so far above what was then
 * still in use that collections stay rare.
 */
final class MemoryBudget {
    private static final long MEGABYTE = 1 << 20;

    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();
    private final AtomicLong used = new AtomicLong();
    private final long lowest;
    private final LongSupplier total;
    private volatile long threshold;

    /** Collections are asked for above {@code lowest} bytes; more than {@code total} are never given. */
    MemoryBudget(long lowest, LongSupplier total) {
        this.lowest = lowest;
        this.total = total;
        threshold = lowest;
    }

    /** That of this machine: its lowest threshold is derived from the heap's limit, as direct buffers' limit is. */
    static MemoryBudget ofMachine() {
        long quarterOfHeap = Runtime.getRuntime().maxMemory() / 4;
        return new MemoryBudget(Math.clamp(quarterOfHeap, 64 * MEGABYTE, 1024 * MEGABYTE),
                MemoryBudget::mostOfMachine);
    }

    /** Nine tenths of what the machine has. */
    static long mostOfMachine() {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return machine.getTotalMemorySize() / 10 * 9;
    }

    /** Makes sure that so much more may be allocated, or throws OutOfMemoryError. */
    void request(long bytes) {
        release();
        if (used.get() + bytes <= threshold) return;
        collect(bytes);
        if (used.get() + bytes > total.getAsLong()) {
            throw new OutOfMemoryError("a tensor of " + megabytes(bytes) + " MB doesn't fit into memory: "
                    + megabytes(used.get()) + " MB of at most " + megabytes(total.getAsLong())
                    + " MB are in use by tensors");
        }
    }

    /** Counts {@code bytes} until {@code owner} is unreachable; then {@code release} runs, which must not know the owner. */
    void claim(Object owner, long bytes, Runnable release) {
        used.addAndGet(bytes);
        claims.add(new Claim(owner, unreachable, bytes, release));
    }

    long used() {
        release();
        return used.get();
    }

    private void release() {
        for (Reference<?> claim = unreachable.poll(); claim != null; claim = unreachable.poll()) {
            release((Claim) claim);
        }
    }

    private void release(Claim claim) {
        if (!claims.remove(claim)) return;
        used.addAndGet(-claim.bytes);
        claim.release.run();
    }

    private synchronized void collect(long bytes) {
        release();
        if (used.get() + bytes <= threshold) return;
        System.gc();
        try {
            // unreachable objects arrive one after the other, soon after the collection
            Reference<?> claim = unreachable.remove(20);
            while (claim != null) {
                release((Claim) claim);
                claim = unreachable.remove(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threshold = Math.max(lowest, Math.min(2 * used.get(), total.getAsLong()));
    }

    private static long megabytes(long bytes) {
        return bytes / MEGABYTE;
    }

    private static final class Claim extends PhantomReference<Object> {
        private final long bytes;
        private final Runnable release;

        Claim(Object owner, ReferenceQueue<Object> queue, long bytes, Runnable release) {
            super(owner, queue);
            this.bytes = bytes;
            this.release = release;
        }
    }
}
