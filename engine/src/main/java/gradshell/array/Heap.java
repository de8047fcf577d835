package gradshell.array;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.ref.WeakReference;

/** What the Java heap does for arrays: it holds them as long as it has room, and it finds out which ones nobody has. */
final class Heap {
    private static final long MEGABYTE = 1 << 20;
    /** How much is allocated between two looks at the room. */
    private static final long STRIDE = 8 * MEGABYTE;
    private static final int CHUNK = 64 << 10;

    private static final long MOST = Runtime.getRuntime().maxMemory();
    /** Where what survives collections lies: the only one of the heap's pools that has a threshold. */
    private static final MemoryPoolMXBean TENURED = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()).findFirst()
            .orElse(null);

    /** Threads may count over each other: it needn't be exact. */
    private static long untilLook;
    private static boolean room = true;
    /** Volatile, so that the JIT can't see that nobody wants it. */
    private static volatile byte[] garbage;

    private Heap() {}

    /** Whether what lives long leaves half of the heap free, so that {@code bytes} more do no harm. */
    static boolean hasRoom(long bytes) {
        untilLook -= bytes;
        if (untilLook < 0) {
            untilLook = STRIDE;
            room = TENURED != null && TENURED.getUsage().getUsed() < MOST / 2;
        }
        return room;
    }

    /**
     * Makes garbage, but no more than {@code most} bytes, until the collector has looked through the young objects, which
     * takes it a few milliseconds, where {@code System.gc()} would look through all there are.
     */
    static void collectYoung(long most) {
        var canary = new WeakReference<>(new Object());
        for (long made = 0; made < most && !canary.refersTo(null); made += garbage.length) garbage = new byte[CHUNK];
        garbage = new byte[0];
    }
}
