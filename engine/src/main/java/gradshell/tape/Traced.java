package gradshell.tape;

/** An object with an identity that tapes can follow. */
public abstract class Traced {
    /** The tapes that recorded this object as an output; set before another thread can see the object. */
    Link link;

    /** Only what {@link Tape} follows. */
    protected Traced() {}

    /** Counts the changes of the value in place. */
    protected abstract long version();

    /** What messages call it, such as {@code Tensor (2, 3)}. */
    protected abstract String describe();

    /**
     * Where a tape has an object. The link names the tape by its key, so that a value a user keeps doesn't keep the whole
     * tape alive.
     *
     * @param slot the object's slot on that tape; meaningless for a stray
     * @param stray the operation by which the value left the tape's thread, or null when it is on the tape
     */
    record Link(Object key, int slot, String stray, Link next) {}
}
