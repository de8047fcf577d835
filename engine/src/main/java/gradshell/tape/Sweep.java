package gradshell.tape;

import java.util.List;

/** One run backwards over a tape, with its own table of cotangents. */
public final class Sweep {
    private final Tape tape;
    private final Object[] cotangents;
    private final List<Tape> later;
    private Lease lease;
    private int at;

    /** Starts at the end of {@code tape}, which has been run. */
    public Sweep(Tape tape) {
        this.tape = tape;
        this.at = tape.mark();
        this.cotangents = new Object[tape.leafCount() + at];
        this.later = Recorder.laterThan(tape);
        this.lease = Recorder.isUnobserved() ? tape.cotangents().lease() : Lease.NONE;
    }

    /** Adds {@code dy} to the cotangent of {@code y}; without effect when the tape doesn't follow {@code y}. */
    public Sweep seed(Traced y, Object dy) {
        var slot = tape.slot(y);
        if (slot >= tape.leafCount() + at) {
            throw new IllegalStateException("the sweep has passed " + y.describe() + " already");
        }
        if (slot >= 0) {
            accumulate(slot, dy);
        }
        return this;
    }

    /** Runs back what was recorded after {@code x}, so that all of its cotangent has arrived. */
    public Sweep reverseTo(Traced x) {
        var slot = tape.slot(x);
        return slot < tape.leafCount() ? this : reverseTo(slot - tape.leafCount() + 1);
    }

    /** Runs back what was recorded after {@code mark}; 0 is the beginning. */
    public Sweep reverseTo(int mark) {
        if (!Recorder.isUnobserved()) {
            giveUpLease();
        }
        lease.enter();
        try {
            while (at > mark) {
                at--;
                var out = tape.leafCount() + at;
                var dy = cotangents[out];
                if (dy != null && tape.entry(at).operation != Operation.LEAF) {
                    stepTellingPlace(tape.entry(at), dy);
                    cotangents[out] = null;
                    lease.drop(dy);
                    lease.settle();
                }
            }
        } finally {
            lease.leave();
        }
        return this;
    }

    /** To whoever records what the sweep does, its cotangents are values like all others. */
    private void giveUpLease() {
        for (var cotangent : cotangents) {
            if (cotangent != null) {
                lease.release(cotangent);
            }
        }
        lease = Lease.NONE;
    }

    /** What has arrived at {@code x}, or null for nothing. */
    public Object cotangent(Traced x) {
        var slot = tape.slot(x);
        if (slot < 0 || cotangents[slot] == null) {
            return null;
        }
        lease.release(cotangents[slot]);
        return cotangents[slot];
    }

    private void stepTellingPlace(Tape.Entry entry, Object dy) {
        try {
            step(entry, dy);
        } catch (RuntimeException | Error e) {
            RecordedAt.tell(e, entry.operation.name, entry.operation.place);
            throw e;
        }
    }

    private void step(Tape.Entry entry, Object dy) {
        var operation = entry.operation;
        operation.checkUnchanged();
        checkConstant(operation);
        for (var i = 0; i < entry.slots.length; i++) {
            if (entry.slots[i] >= 0) {
                var dx = operation.adjoint.back(dy, i);
                if (dx != null) {
                    accumulate(entry.slots[i], dx);
                }
            }
        }
    }

    private void checkConstant(Operation operation) {
        for (var outside : later) {
            for (var x : operation.saved) {
                if (outside.hasLeaf(x)) {
                    throw new IllegalStateException(
                            "%s: this pullback was taken before the gradient it is used in, so its %s is a constant to it, but a parameter of that gradient; take the pullback inside"
                                    .formatted(operation.name, x.describe()));
                }
            }
        }
    }

    private void accumulate(int slot, Object dx) {
        var sum = cotangents[slot];
        if (sum == null) {
            cotangents[slot] = dx;
            lease.hold(dx);
        } else if (!lease.addInPlace(sum, dx)) {
            cotangents[slot] = tape.cotangents().add(sum, dx);
            lease.hold(cotangents[slot]);
            lease.drop(sum);
        }
    }
}
