package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.List;

/** Memory that is kept for the time after a cell has filled the rest: to say so, and to compile the cell that lets go of it. */
final class Reserve {
    /** So small that a collector needs no region of its own for one. */
    private static final int BLOCK = 256 << 10;
    private static final int BLOCKS = Math.clamp(Runtime.getRuntime().maxMemory() / 8, 16 << 20, 64 << 20) / BLOCK;
    /** Blocks that are left for a cell to run with. */
    private static final int LEFT = 16;

    private static final List<byte[]> HELD = new ArrayList<>(BLOCKS);

    private Reserve() {}

    /** Lets go of it if {@code thrown} says that memory is full. */
    static synchronized void useFor(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) if (t instanceof OutOfMemoryError) HELD.clear();
    }

    /** Takes it, or as much of it as there is room for; nothing to do where it is whole. */
    static synchronized void fill() {
        if (HELD.size() == BLOCKS) return;
        if (free() < (BLOCKS - HELD.size() + LEFT) * (long) BLOCK) System.gc();
        try {
            while (HELD.size() < BLOCKS && free() > LEFT * (long) BLOCK) HELD.add(new byte[BLOCK]);
        } catch (OutOfMemoryError _) {
            // what is free is in pieces: the cell needs some of them
            HELD.subList(Math.max(0, HELD.size() - LEFT), HELD.size()).clear();
        }
    }

    private static long free() {
        var machine = Runtime.getRuntime();
        return machine.maxMemory() - machine.totalMemory() + machine.freeMemory();
    }
}
