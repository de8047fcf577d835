package gradshell.compile;

import java.util.Arrays;

/**
 * What a forward sweep leaves for the reverse sweep: two stacks of primitives, written forward and read backward, and
 * registers for results beyond the first. One object is passed along all generated methods of a call. Internal; public
 * because generated code calls it.
 */
public final class Tape {
    private static final int KEEP = 1 << 20;
    private static final ThreadLocal<Tape> POOL = new ThreadLocal<>();

    private double[] doubles;
    private int[] ints;
    private int doubleTop;
    private int intTop;
    private double[] registers = new double[8];

    private Tape(double[] doubles, int[] ints) {
        this.doubles = doubles;
        this.ints = ints;
    }

    static Tape fresh() {
        return new Tape(new double[64], new int[16]);
    }

    /** A tape for one call on this thread; a call inside that call gets another one. */
    static Tape acquire() {
        Tape tape = POOL.get();
        if (tape == null) return fresh();
        POOL.set(null);
        return tape;
    }

    /** Gives a tape back for the thread's next call, unless it grew so large that it should be collected. */
    void release() {
        doubleTop = 0;
        intTop = 0;
        if (doubles.length <= KEEP && ints.length <= KEEP) POOL.set(this);
    }

    /** A reader that starts where this tape ends; the reverse sweep only reads the stacks, so readers can share them. */
    Tape reader() {
        var reader = new Tape(doubles, ints);
        reader.doubleTop = doubleTop;
        reader.intTop = intTop;
        return reader;
    }

    int size() {
        return doubleTop + intTop;
    }

    /** Records a value. */
    public void push(double value) {
        if (doubleTop == doubles.length) growDoubles();
        doubles[doubleTop++] = value;
    }

    /** Takes the last recorded value. */
    public double pop() {
        return doubles[--doubleTop];
    }

    /** Records a count or the number of a branch. */
    public void pushInt(int value) {
        if (intTop == ints.length) growInts();
        ints[intTop++] = value;
    }

    /** Takes the last count or number of a branch. */
    public int popInt() {
        return ints[--intTop];
    }

    /** Hands over a result beyond the first. */
    public void setRegister(int index, double value) {
        if (index >= registers.length) registers = Arrays.copyOf(registers, 2 * index);
        registers[index] = value;
    }

    /** A result beyond the first, right after the call. */
    public double register(int index) {
        return registers[index];
    }

    private void growDoubles() {
        doubles = Arrays.copyOf(doubles, grown(doubles.length));
    }

    private void growInts() {
        ints = Arrays.copyOf(ints, grown(ints.length));
    }

    private static int grown(int length) {
        if (length == Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("the gradient's tape holds more than " + length
                    + " values; shorten the loop or split the function");
        }
        return (int) Math.min(Integer.MAX_VALUE - 8, 2L * length);
    }
}
