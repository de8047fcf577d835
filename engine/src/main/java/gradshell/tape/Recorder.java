package gradshell.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings operations to the tapes that are to know of them.
 *
 * <p>1. A thread has a stack of tapes. An operation is recorded on each of them that follows one of its inputs, which is
 * why gradients inside gradients come out right: while an inner tape is run backwards it records no more, but the outer
 * ones record what it does.
 *
 * <p>2. An operation on another thread can't be recorded in an order that means anything. If it uses what a tape follows,
 * its output is tagged as a stray of that tape, and the tape's thread refuses it (see {@link Tape#checkStray}).
 */
public final class Recorder {
    private static final ThreadLocal<Frame> TOP = new ThreadLocal<>();
    private static volatile Tape[] active = {};

    private Recorder() {}

    /** Whether no thread records anything, so that {@link #record} would do nothing. */
    public static boolean idle() {
        return active.length == 0;
    }

    /** Whether nothing that this thread does is recorded or collected by anybody. */
    static boolean isUnobserved() {
        var frame = TOP.get();
        return frame == null || frame instanceof Frame.Paused;
    }

    static <Y> Y recorded(Tape tape, Supplier<Y> f) {
        activate(tape, true);
        try {
            return within(new Frame.Recording(tape, TOP.get()), f);
        } finally {
            activate(tape, false);
        }
    }

    static void begin(Tape tape) {
        activate(tape, true);
        TOP.set(new Frame.Recording(tape, TOP.get()));
    }

    static void end(Tape tape) {
        activate(tape, false);
        if (TOP.get() instanceof Frame.Recording(var top, var outer) && top == tape) {
            leave(outer);
        }
    }

    /** Runs {@code f} with no tape of this thread recording. */
    public static <Y> Y paused(Supplier<Y> f) {
        var stopped = recording(TOP.get()).stream().filter(t -> !t.isPaused()).toList();
        stopped.forEach(t -> t.pause(true));
        try {
            return within(new Frame.Paused(TOP.get()), f);
        } finally {
            stopped.forEach(t -> t.pause(false));
        }
    }

    /** Runs {@code f} with no tape recording, and adds to {@code seen} what this thread's tapes follow and {@code f} used. */
    public static <Y> Y probed(Set<Traced> seen, Supplier<Y> f) {
        return within(new Frame.Probing(seen, TOP.get()), f);
    }

    /**
     * Runs {@code f}, refusing that it reads the numbers of what a tape follows: what is computed from plain numbers looks
     * constant to the tape.
     */
    public static <Y> Y guarded(String name, Supplier<Y> f) {
        return guarded(name, new HashSet<>(), f);
    }

    /** The same, and adds to {@code used} what this thread's tapes follow and {@code f} used. */
    public static <Y> Y guarded(String name, Set<Traced> used, Supplier<Y> f) {
        return within(new Frame.Guarded(name, used, new HashSet<>(), TOP.get()), f);
    }

    private static <Y> Y within(Frame frame, Supplier<Y> f) {
        TOP.set(frame);
        try {
            return f.get();
        } finally {
            leave(frame.outer());
        }
    }

    private static void leave(Frame outer) {
        if (outer == null) {
            TOP.remove();
        } else {
            TOP.set(outer);
        }
    }

    /**
     * To be called when the numbers of {@code x} are read.
     *
     * @return whether a tape of this thread follows {@code x}, but can't follow the numbers
     */
    public static boolean read(Traced x) {
        if (idle()) {
            return false;
        }
        var followed = false;
        for (var frame = TOP.get(); frame != null && !(frame instanceof Frame.Paused); frame = frame.outer()) {
            if (frame instanceof Frame.Probing probing) {
                collect(probing, "reading", x);
                return followed;
            }
            if (frame instanceof Frame.Guarded(var name, var _, var _, var outer)
                    && isFollowed(outer, x)) {
                throw new UnsupportedOperationException(
                        "%s: a second derivative is being taken, but the rule reads the numbers of %s, through which it can't be followed; write the rule with tensor operations (or wrap the reading in ignore if nothing is computed from it)"
                                .formatted(name, x.describe()));
            }
            followed |= frame instanceof Frame.Recording(var tape, var _) && tape.follows(x);
        }
        return followed;
    }

    /** How many tapes of this thread record now. */
    public static int depth() {
        return recording(TOP.get()).size();
    }

    /** Whether a tape of this thread records, or is probed for, {@code x}. */
    public static boolean follows(Traced x) {
        return !idle() && isFollowed(TOP.get(), x);
    }

    /** Whether a tape of this thread other than {@code tape} follows {@code x}. */
    public static boolean followsBesides(Tape tape, Traced x) {
        return !idle() && recording(TOP.get()).stream().anyMatch(t -> t != tape && t.slot(x) >= 0);
    }

    private static boolean isFollowed(Frame top, Traced x) {
        return recording(top).stream().anyMatch(t -> t.slot(x) >= 0);
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
            if (frame instanceof Frame.Guarded(var _, var used, var made, var outer)) {
                for (var x : inputs) {
                    if (!made.contains(x) && isFollowed(outer, x)) {
                        used.add(x);
                    }
                }
                made.add(out);
            }
            if (frame instanceof Frame.Recording(var tape, var _)) {
                var slots = tape.slots(name, inputs);
                if (slots != null) {
                    operation = operation == null ? Operation.of(name, out, saves, adjoint, inputs) : operation;
                    tape.append(operation, out, slots);
                }
            }
        }
        for (var tape : all) {
            tape.tagStray(name, out, inputs);
        }
    }

    /**
     * The tapes recording on this thread that began after {@code tape}, which has ended: to them the values it kept are
     * constants. A leaf of theirs among those values would be taken for a variable in some rules and for a constant in others.
     */
    static List<Tape> laterThan(Tape tape) {
        return recording(TOP.get()).stream().filter(t -> t.isLaterThan(tape)).toList();
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
