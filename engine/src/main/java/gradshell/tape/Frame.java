package gradshell.tape;

import java.util.Set;

/** What a thread does with the operations it runs, innermost first. */
sealed interface Frame {
    /** The frame that was innermost before, or null. */
    Frame outer();

    /** Records on {@code tape} and on everything outside. */
    record Recording(Tape tape, Frame outer) implements Frame {}

    /** Nothing is recorded, neither here nor outside. */
    record Paused(Frame outer) implements Frame {}

    /**
     * As outside, but reading the numbers of what is followed outside is refused in the name of {@code rule}.
     *
     * @param used what is followed outside and was used, unless it was {@code made} inside
     */
    record Guarded(String rule, Set<Traced> used, Set<Traced> made, Frame outer) implements Frame {}

    /** Nothing is recorded, but what the frames outside follow is collected when it is used. */
    record Probing(Set<Traced> seen, Frame outer) implements Frame {}
}
