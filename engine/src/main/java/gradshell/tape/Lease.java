package gradshell.tape;

/**
 * The memory of what one sweep makes, so that it can be used again when the sweep has dropped it. Each place of the sweep's table
 * holds its cotangent; what is neither held nor given to anybody at the end of a step is needed by nobody.
 */
public interface Lease {
    /** Leaves everything to the garbage collector. */
    Lease NONE = new Lease() {
        @Override
        public void enter() {}

        @Override
        public void leave() {}

        @Override
        public void hold(Object cotangent) {}

        @Override
        public void drop(Object cotangent) {}

        @Override
        public void settle() {}

        @Override
        public void release(Object cotangent) {}

        @Override
        public boolean addInPlace(Object sum, Object dx) {
            return false;
        }
    };

    /** From now on, what this thread makes is the sweep's. */
    void enter();

    /** It is no more. */
    void leave();

    /** A place has it. */
    void hold(Object cotangent);

    /** A place has it no more. */
    void drop(Object cotangent);

    /** A step is over. */
    void settle();

    /** Somebody else gets it. */
    void release(Object cotangent);

    /** Adds to a sum of which one place has all; false when nothing was done. */
    boolean addInPlace(Object sum, Object dx);
}
