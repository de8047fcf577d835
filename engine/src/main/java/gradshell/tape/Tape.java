package gradshell.tape;

import gradshell.tape.Traced.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Follows leaves and everything computed from them while a function runs; {@link Recorder} brings it the operations. After
 * {@link #run} a tape never changes, so that any number of {@link Sweep}s may run over it, at the same time too.
 */
public final class Tape {
    private static final AtomicLong SERIALS = new AtomicLong();
    private static final int[] NO_SLOTS = {};

    /** Stands for this tape in the links of what it recorded. */
    private final Object key = new Object();
    private final long serial = SERIALS.incrementAndGet();
    private final Thread owner = Thread.currentThread();
    private final IdentityHashMap<Traced, Integer> leaves = new IdentityHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Cotangents cotangents;
    private volatile boolean paused;

    /**
     * An operation on this tape with its inputs' slots, -1 for an input that is not followed. The output's slot is the
     * number of leaves plus the entry's index.
     */
    static final class Entry {
        final Operation operation;
        final int[] slots;

        Entry(Operation operation, int[] slots) {
            this.operation = operation;
            this.slots = slots;
        }
    }

    /** A tape that follows {@code leaves}, of which {@code cotangents} come back. */
    public Tape(Collection<? extends Traced> leaves, Cotangents cotangents) {
        this.cotangents = cotangents;
        for (var leaf : leaves) {
            this.leaves.putIfAbsent(leaf, this.leaves.size());
        }
    }

    /** Starts recording what this thread does, up to {@link #end}; for where {@link #run} can't be wrapped around it. */
    public void begin() {
        Recorder.begin(this);
    }

    /** Ends what {@link #begin} started. */
    public void end() {
        Recorder.end(this);
    }

    /** Runs {@code f} with this tape recording; once. */
    public <Y> Y run(Supplier<Y> f) {
        return Recorder.recorded(this, f);
    }

    /** Refuses {@code x} when it was computed on another thread from what this tape follows. */
    public void checkStray(String name, Traced x) {
        for (var link = x.link; link != null; link = link.next()) {
            if (link.key() == key && link.stray() != null) {
                throw new IllegalStateException(
                        "%s: its %s was computed by %s on another thread, where this gradient can't follow it; do the parallel work outside the gradient, or sequentially"
                                .formatted(name, x.describe(), link.stray()));
            }
        }
    }

    /** Follows {@code x}, which was just made, as a leaf from now on. */
    public void leaf(Traced x) {
        append(Operation.LEAF, x, NO_SLOTS);
    }

    /** Whether this tape follows {@code x}. */
    public boolean follows(Traced x) {
        return slot(x) >= 0;
    }

    /** The place the tape has reached, for {@link Sweep#reverseTo}. */
    public int mark() {
        return entries.size();
    }

    /** The slot of {@code x}, or -1 when it is not followed. */
    int slot(Traced x) {
        for (var link = x.link; link != null; link = link.next()) {
            if (link.key() == key && link.stray() == null) {
                return link.slot();
            }
        }
        var leaf = leaves.get(x);
        return leaf == null ? -1 : leaf;
    }

    Entry entry(int index) {
        return entries.get(index);
    }

    int leafCount() {
        return leaves.size();
    }

    Cotangents cotangents() {
        return cotangents;
    }

    /** Whether the tape began after {@code other}. */
    boolean isLaterThan(Tape other) {
        return serial > other.serial;
    }

    boolean hasLeaf(Traced x) {
        return leaves.containsKey(x);
    }

    boolean isPaused() {
        return paused;
    }

    void pause(boolean on) {
        paused = on;
    }

    /** Adds an operation on inputs with these slots. */
    void append(Operation operation, Traced out, int[] slots) {
        out.link = new Link(key, leaves.size() + entries.size(), null, out.link);
        entries.add(new Entry(operation, slots));
    }

    /** The slots of the inputs, or null when none is followed. */
    int[] slots(String name, Traced... inputs) {
        int[] slots = null;
        for (var i = 0; i < inputs.length; i++) {
            checkStray(name, inputs[i]);
            var slot = slot(inputs[i]);
            if (slot >= 0) {
                if (slots == null) {
                    slots = new int[inputs.length];
                    Arrays.fill(slots, -1);
                }
                slots[i] = slot;
            }
        }
        return slots;
    }

    /** Tags {@code out} as a stray if another thread computes it from what this tape follows. */
    void tagStray(String name, Traced out, Traced... inputs) {
        if (owner != Thread.currentThread() && !paused && concerns(inputs)) {
            out.link = new Link(key, -1, name, out.link);
        }
    }

    /** For another thread: leaves don't change after the tape is visible, links don't after their object is. */
    private boolean concerns(Traced... inputs) {
        for (var x : inputs) {
            for (var link = x.link; link != null; link = link.next()) {
                if (link.key() == key) {
                    return true;
                }
            }
            if (leaves.containsKey(x)) {
                return true;
            }
        }
        return false;
    }
}
