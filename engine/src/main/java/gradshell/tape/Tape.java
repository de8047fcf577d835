package gradshell.tape;

import gradshell.tape.Traced.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Follows leaves and everything computed from them while a function runs.
 *
 * <p>1. A thread has a stack of tapes. An operation is recorded on each of them that follows one of its inputs, which is
 * why gradients inside gradients come out right: while an inner tape is run backwards it records no more, but the outer
 * ones record what it does.
 *
 * <p>2. After {@link #run} a tape never changes, so that any number of {@link Sweep}s may run over it, at the same time too.
 *
 * <p>3. An operation on another thread can't be recorded in an order that means anything. If it uses what a tape follows,
 * its output is tagged as a stray of that tape, and the tape's thread refuses it (see {@link #checkStray}).
 */
public final class Tape {
    private static final ThreadLocal<Frame> TOP = new ThreadLocal<>();
    private static final AtomicLong SERIALS = new AtomicLong();
    private static volatile Tape[] active = {};

    /** Stands for this tape in the links of what it recorded. */
    private final Object key = new Object();
    private final long serial = SERIALS.incrementAndGet();
    private final Thread owner = Thread.currentThread();
    private final IdentityHashMap<Traced, Integer> leaves = new IdentityHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final BinaryOperator<Object> adder;
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

    /** A tape that follows {@code leaves} and adds cotangents with {@code adder}. */
    public Tape(Collection<? extends Traced> leaves, BinaryOperator<Object> adder) {
        this.adder = adder;
        for (var leaf : leaves) {
            this.leaves.putIfAbsent(leaf, this.leaves.size());
        }
    }

    /** Whether no thread records anything, so that {@link #record} would do nothing. */
    public static boolean idle() {
        return active.length == 0;
    }

    /** Runs {@code f} with this tape recording; once. */
    public <Y> Y run(Supplier<Y> f) {
        activate(this, true);
        var outer = TOP.get();
        TOP.set(new Frame.Recording(this, outer));
        try {
            return f.get();
        } finally {
            restore(outer);
            activate(this, false);
        }
    }

    /** Runs {@code f} with no tape of this thread recording. */
    public static <Y> Y paused(Supplier<Y> f) {
        var outer = TOP.get();
        if (outer == null) {
            return f.get();
        }
        var stopped = recording(outer).stream().filter(t -> !t.paused).toList();
        TOP.set(new Frame.Paused(outer));
        stopped.forEach(t -> t.paused = true);
        try {
            return f.get();
        } finally {
            stopped.forEach(t -> t.paused = false);
            restore(outer);
        }
    }

    /** Runs {@code f} with no tape recording, and adds to {@code seen} what this thread's tapes follow and {@code f} used. */
    public static <Y> Y probed(Set<Traced> seen, Supplier<Y> f) {
        var outer = TOP.get();
        TOP.set(new Frame.Probing(seen, outer));
        try {
            return f.get();
        } finally {
            restore(outer);
        }
    }

    /**
     * Runs {@code f}, refusing that it reads the numbers of what a tape follows: what is computed from plain numbers looks
     * constant to the tape.
     */
    public static <Y> Y guarded(String name, Supplier<Y> f) {
        var outer = TOP.get();
        if (outer == null) {
            return f.get();
        }
        TOP.set(new Frame.Guarded(name, outer));
        try {
            return f.get();
        } finally {
            restore(outer);
        }
    }

    /** To be called when the numbers of {@code x} are read. */
    public static void read(Traced x) {
        if (idle()) {
            return;
        }
        for (var frame = TOP.get(); frame != null && !(frame instanceof Frame.Paused); frame = frame.outer()) {
            if (frame instanceof Frame.Guarded(var name, var outer)
                    && recording(outer).stream().anyMatch(t -> t.slot(x) >= 0)) {
                throw new UnsupportedOperationException(
                        "%s: a second derivative is being taken, but the rule reads the numbers of %s, through which it can't be followed; write the rule with tensor operations (or wrap the reading in ignore if nothing is computed from it)"
                                .formatted(name, x.describe()));
            }
        }
    }

    /** How many tapes of this thread record now. */
    public static int depth() {
        return recording(TOP.get()).size();
    }

    /** Whether a tape of this thread records, or is probed for, {@code x}. */
    public static boolean follows(Traced x) {
        return !idle() && recording(TOP.get()).stream().anyMatch(t -> t.slot(x) >= 0);
    }

    /**
     * Tells every recording tape that {@code out} was computed from {@code inputs}.
     *
     * @param saves whether {@code adjoint} uses the values of the inputs or of the output, so that they must not change
     */
    public static void record(String name, Traced out, boolean saves, Adjoint adjoint, Traced... inputs) {
        var all = active;
        if (all.length == 0) {
            return;
        }
        Operation operation = null;
        for (var frame = TOP.get(); frame != null && !(frame instanceof Frame.Paused); frame = frame.outer()) {
            if (frame instanceof Frame.Probing probing) {
                collect(probing, name, inputs);
                break;
            }
            if (frame instanceof Frame.Recording(var tape, var _)) {
                var slots = tape.slots(name, inputs);
                if (slots != null) {
                    operation = operation == null ? Operation.of(name, out, saves, adjoint, inputs) : operation;
                    out.link = new Link(tape.key, tape.leaves.size() + tape.entries.size(), null, out.link);
                    tape.entries.add(new Entry(operation, slots));
                }
            }
        }
        for (var tape : all) {
            if (tape.owner != Thread.currentThread() && !tape.paused && tape.concerns(inputs)) {
                out.link = new Link(tape.key, -1, name, out.link);
            }
        }
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

    Object add(Object a, Object b) {
        return adder.apply(a, b);
    }

    /**
     * The tapes recording on this thread that began after this one ended: to them the values this tape kept are constants.
     * A leaf of theirs among those values would be taken for a variable in some rules and for a constant in others.
     */
    List<Tape> later() {
        return recording(TOP.get()).stream().filter(t -> t.serial > serial).toList();
    }

    boolean hasLeaf(Traced x) {
        return leaves.containsKey(x);
    }

    private int[] slots(String name, Traced[] inputs) {
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

    /** For another thread: leaves don't change after the tape is visible, links don't after their object is. */
    private boolean concerns(Traced[] inputs) {
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

    /** Adds what the frames outside of {@code probing} follow, for the probes there too. */
    private static void collect(Frame.Probing probing, String name, Traced... inputs) {
        for (Frame frame = probing; frame != null && !(frame instanceof Frame.Paused); frame = frame.outer()) {
            if (frame instanceof Frame.Probing(var seen, var outer)) {
                for (var tape : recording(outer)) {
                    for (var x : inputs) {
                        tape.checkStray(name, x);
                        if (tape.slot(x) >= 0) {
                            seen.add(x);
                        }
                    }
                }
            }
        }
    }

    /** The tapes outside of {@code top} up to the first pause, recording or probed. */
    private static List<Tape> recording(Frame top) {
        var tapes = new ArrayList<Tape>();
        for (var frame = top; frame != null && !(frame instanceof Frame.Paused); frame = frame.outer()) {
            if (frame instanceof Frame.Recording(var tape, var _)) {
                tapes.add(tape);
            }
        }
        return tapes;
    }

    private static void restore(Frame outer) {
        if (outer == null) {
            TOP.remove();
        } else {
            TOP.set(outer);
        }
    }

    private static synchronized void activate(Tape tape, boolean on) {
        var tapes = new ArrayList<>(Arrays.asList(active));
        if (on) {
            tapes.add(tape);
        } else {
            tapes.removeIf(t -> t == tape);
        }
        active = tapes.toArray(Tape[]::new);
    }
}
