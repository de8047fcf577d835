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
 * So where the count passes a threshold, a collection is brought about: of the young objects, which takes little time and
 * finds what was used for a moment, or of all. The next threshold lies so far above what was then still in use that
 * collections stay rare.
 */
final class MemoryBudget {
    private static final long MEGABYTE = 1 << 20;
    private static final long SECOND = 1_000_000_000;
    /** More garbage than that takes longer to make than a collection of everything. */
    private static final long MOST_GARBAGE = Math.min(Runtime.getRuntime().maxMemory(), 1024 * MEGABYTE);

    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();
    private final AtomicLong used = new AtomicLong();
    private final long lowest;
    private final LongSupplier total;
    private final Runnable collectYoung;
    private final Runnable collectAll;
    private volatile long threshold;
    /** What the collections of everything make it; between them it may grow a little. */
    private long settled;
    private long lastOfAll = System.nanoTime() - SECOND;

    /** Collections are brought about above {@code lowest} bytes; more than {@code total} are never given. */
    MemoryBudget(long lowest, LongSupplier total) {
        this(lowest, total, () -> Heap.collectYoung(MOST_GARBAGE), System::gc);
    }

    MemoryBudget(long lowest, LongSupplier total, Runnable collectYoung, Runnable collectAll) {
        this.lowest = lowest;
        this.total = total;
        this.collectYoung = collectYoung;
        this.collectAll = collectAll;
        threshold = lowest;
        settled = lowest;
    }

    /** That of this machine: its lowest threshold is the heap's limit, as that of direct buffers is. */
    static MemoryBudget ofMachine() {
        long heap = Runtime.getRuntime().maxMemory();
        return new MemoryBudget(Math.clamp(heap, 128 * MEGABYTE, 1024 * MEGABYTE), MemoryBudget::mostOfMachine);
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

    /**
     * Counts {@code bytes} until {@code owner} is unreachable, or the claim is released; then {@code release} runs, which must
     * not know the owner.
     */
    Claim claim(Object owner, long bytes, Runnable release) {
        used.addAndGet(bytes);
        Claim claim = new Claim(owner, unreachable, bytes, release);
        claims.add(claim);
        return claim;
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

    /** Once; the second time it does nothing. */
    void release(Claim claim) {
        if (!claims.remove(claim)) return;
        used.addAndGet(-claim.bytes);
        claim.release.run();
    }

    private synchronized void collect(long bytes) {
        release();
        if (used.get() + bytes <= threshold) return;
        long before = used.get();
        collectYoung.run();
        releaseFound();
        boolean worthIt = before - used.get() >= lowest / 4;
        if (worthIt && used.get() + bytes <= threshold) return;
        boolean isUrgent = used.get() + bytes > Math.min(2 * settled, total.getAsLong());
        if (isUrgent || System.nanoTime() - lastOfAll >= SECOND) {
            collectAll.run();
            releaseFound();
            lastOfAll = System.nanoTime();
            settled = Math.max(lowest, Math.min(2 * used.get(), total.getAsLong()));
            threshold = Math.max(settled, granted(bytes));
        } else {
            threshold = Math.max(threshold, granted(bytes + lowest / 4));
        }
    }

    /** What is in use with {@code bytes} more; what is refused must not keep what comes after it from being counted. */
    private long granted(long bytes) {
        long wanted = used.get() + bytes;
        return wanted > total.getAsLong() ? 0 : wanted;
    }

    /** What a collection has found arrives bit by bit, soon after it; an interrupt can wait so long. */
    private void releaseFound() {
        boolean interrupted = Thread.interrupted();
        try {
            Reference<?> claim = unreachable.remove(20);
            while (claim != null) {
                release((Claim) claim);
                claim = unreachable.remove(2);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static long megabytes(long bytes) {
        return bytes / MEGABYTE;
    }

    /** Some bytes of an owner. */
    static final class Claim extends PhantomReference<Object> {
        private final long bytes;
        private final Runnable release;

        Claim(Object owner, ReferenceQueue<Object> queue, long bytes, Runnable release) {
            super(owner, queue);
            this.bytes = bytes;
            this.release = release;
        }
    }
}
