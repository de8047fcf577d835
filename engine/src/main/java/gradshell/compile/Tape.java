package gradshell.compile;

import gradshell.Tensor;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a forward sweep leaves for the reverse sweep: stacks of numbers and of references, written forward and read
 * backward, registers for results beyond the first, and the {@link Shadows} of what is on the heap. One object is passed
 * along all generated methods of a call. Internal; public because generated code calls it.
 */
public final class Tape {
    private static final int KEEP = 1 << 20;
    private static final ThreadLocal<Tape> POOL = new ThreadLocal<>();

    private double[] doubles;
    private int[] ints;
    private int doubleTop;
    private int intTop;
    private Object[] refs;
    private int refTop;
    /** Up to where references may be left from before they were taken back. */
    private int refHigh;
    private double[] registers = new double[8];
    private final Shadows shadows;
    private final List<Shadows> tangents = new ArrayList<>();
    private final List<Shadows> outerTangents = new ArrayList<>();
    private List<Places> arguments = List.of();
    /** Null as long as no tensor has met a number. */
    private Border border;
    /** The shadow of the array that is being returned. */
    private Object passedBack;

    private final IdentityHashMap<Object, Object> standIns = new IdentityHashMap<>();
    /** The last one asked for, and what takes its place. */
    private Object replaced;
    private Object standIn;

    private Tape(double[] doubles, int[] ints, Object[] refs, Shadows shadows) {
        this.doubles = doubles;
        this.ints = ints;
        this.refs = refs;
        this.shadows = shadows;
    }

    static Tape fresh() {
        return new Tape(new double[64], new int[16], new Object[16], new Shadows());
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
        clear();
        if (doubles.length <= KEEP && ints.length <= KEEP && refs.length <= KEEP) POOL.set(this);
    }

    /** Forgets everything, as before another call. */
    void clear() {
        doubleTop = 0;
        intTop = 0;
        Arrays.fill(refs, 0, refHigh, null);
        refTop = 0;
        refHigh = 0;
        shadows.clear();
        if (!tangents.isEmpty()) tangents.subList(1, tangents.size()).clear();
        if (!tangents.isEmpty() && tangents.getFirst() != null) tangents.getFirst().clear();
        outerTangents.clear();
        arguments = List.of();
        endForward();
        border = null;
        if (!standIns.isEmpty()) standIns.clear();
        replaced = null;
        standIn = null;
        passedBack = null;
    }

    /**
     * A reader that starts where this tape ends, with zero shadows of its own. The reverse sweep only reads the stacks, so
     * readers can share those of numbers.
     */
    Tape reader() {
        Shadows fresh = shadows.zeroed();
        var own = new Object[refTop];
        for (int i = 0; i < refTop; i++) own[i] = fresh.counterpart(refs[i]);
        var reader = new Tape(doubles, ints, own, fresh);
        reader.doubleTop = doubleTop;
        reader.intTop = intTop;
        reader.refTop = refTop;
        if (border != null) reader.border = border.reader();
        return reader;
    }

    /** A tape for what is run again while this one is gone back through. It has shadows of its own for what is new. */
    Tape row() {
        return new Tape(new double[64], new int[16], new Object[16], shadows.inner());
    }

    /** Says what the function's arguments are, before it runs. */
    void arguments(List<Places> places) {
        arguments = places;
    }

    /** Gives the arguments shadows, whether or not they have been used. */
    void registerArguments() {
        arguments.forEach(places -> places.register(shadows));
        arguments = List.of();
    }

    /** Tells the numbers on the tape from others. */
    long digest() {
        long digest = refTop;
        for (int i = 0; i < doubleTop; i++) digest = StateLeaves.mixed(digest, doubles[i]);
        for (int i = 0; i < intTop; i++) digest = StateLeaves.mixed(digest, (long) ints[i]);
        return digest;
    }

    /** Lets an object have the shadow and the tangents of another one that holds the same values. */
    void share(Object object, Object like) {
        shadows.share(object, like);
        for (Shadows own : tangents) if (own != null) own.share(object, like);
    }

    /** Shows all recorded references. */
    void forEachRef(Consumer<Object> action) {
        for (int i = 0; i < refTop; i++) action.accept(refs[i]);
    }

    /** Says that tensor operations are recorded by {@code border}'s tape from the start. */
    void border(Border border) {
        this.border = border;
    }

    /** Where numbers meet tensors. */
    Border border() {
        if (border == null) border = Border.begin();
        return border;
    }

    /** Whether a tape of tensors is kept at all. */
    boolean hasBorder() {
        return border != null;
    }

    /** Adds to the cotangent of a tensor that is returned. */
    void seed(Tensor y, Tensor dy) {
        if (border != null) border.sweep().seed(y, dy.to(y.dataType()));
    }

    /** To be called when the forward sweep has ended. */
    void endForward() {
        if (border != null) border.end();
    }

    /** Where the tape ends: grows with everything that is recorded. */
    int size() {
        return doubleTop + intTop + refTop + outerTangents.size();
    }

    /** The shadows of what the function works on. */
    Shadows shadows() {
        return shadows;
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

    /** Records a shadow, or what else the reverse sweep has to find again. */
    public void pushRef(Object value) {
        if (refTop == refs.length) refs = Arrays.copyOf(refs, grown(refs.length));
        refs[refTop++] = value;
        if (refTop > refHigh) refHigh = refTop;
    }

    /**
     * The object that takes the place of one whose code can't be reached: the same each time, because its shadow is found
     * by its identity.
     *
     * @param make makes it, from Object to Object
     */
    Object standIn(Object original, MethodHandle make) {
        if (original != replaced) {
            standIn = standIns.computeIfAbsent(original, o -> made(make, o));
            replaced = original;
        }
        return standIn;
    }

    private static Object made(MethodHandle make, Object original) {
        try {
            return make.invokeExact(original);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("nothing can take the place of " + original.getClass(), e);
        }
    }

    /** Takes the last recorded reference. */
    public Object popRef() {
        return refs[--refTop];
    }

    /** The shadow of an array, a zero one if it has none yet; null of null. */
    public double[] doubles(double[] array) {
        return shadows.doubles(array);
    }

    /** The same for float. */
    public float[] floats(float[] array) {
        return shadows.floats(array);
    }

    /** The shadow of an array that came along with it, if it did. */
    public double[] passed(double[] array, double[] shadow) {
        return shadow == null ? doubles(array) : shadow;
    }

    /** The same for float. */
    public float[] passed(float[] array, float[] shadow) {
        return shadow == null ? floats(array) : shadow;
    }

    /** Hands the shadow of a method's result to its caller, or null if it has to search for it. */
    public void passBack(Object shadow) {
        passedBack = shadow;
    }

    /** The shadow of what a method has just returned. */
    public double[] passedBack(double[] array) {
        return passed(array, (double[]) takeBack());
    }

    /** The same for float. */
    public float[] passedBack(float[] array) {
        return passed(array, (float[]) takeBack());
    }

    private Object takeBack() {
        Object shadow = passedBack;
        passedBack = null;
        return shadow;
    }

    /** Lets the shadow that a method handed back be found by those who know only its array. */
    void enterPassedBack(Object array) {
        Object shadow = takeBack();
        if (shadow != null) shadows.enter(array, shadow);
    }

    /** The shadow of an array that came along with it, if it did; now it can be found, too. */
    public double[] entered(double[] array, double[] shadow) {
        return shadow == null ? doubles(array) : (double[]) shadows.enter(array, shadow);
    }

    /** The same for float. */
    public float[] entered(float[] array, float[] shadow) {
        return shadow == null ? floats(array) : (float[]) shadows.enter(array, shadow);
    }

    /** The shadows of the elements of an array of references. */
    public Rows rows(Object[] array) {
        return shadows.rows(array);
    }

    /** The shadow of {@code row}, which was read from index {@code i} of an array with these rows. */
    public double[] doublesRow(double[] row, int i, Rows rows) {
        // a row that was looked at before a loop may not be there, and its index may be none
        if (row == null) return null;
        return rows.of(row, i) instanceof double[] known ? known : rows.put(row, i, shadows.doubles(row));
    }

    /** The same for float. */
    public float[] floatsRow(float[] row, int i, Rows rows) {
        if (row == null) return null;
        return rows.of(row, i) instanceof float[] known ? known : rows.put(row, i, shadows.floats(row));
    }

    /** The same for a row that is an array of references itself. */
    public Rows rowsRow(Object[] row, int i, Rows rows) {
        if (row == null) return null;
        return rows.of(row, i) instanceof Rows known ? known : rows.put(row, i, shadows.rows(row));
    }

    /** The cells of an object, one for each floating field; zero ones if it has none yet. */
    public double[] cells(Object object) {
        return shadows.cells(object);
    }

    /** The cell of a box, or null if it holds a constant. */
    public double[] box(Object box) {
        return shadows.find(box);
    }

    /** A cell for a box just made. */
    public double[] newBox(Object box) {
        return shadows.box(box);
    }

    /** The tangent of an array in the application of forward mode with this tag; a zero one if it has none yet. */
    public double[] doubleTangents(double[] array, int tag) {
        return tangents(tag).doubles(array);
    }

    /** The same for float. */
    public float[] floatTangents(float[] array, int tag) {
        return tangents(tag).floats(array);
    }

    /** The same for an object: a number for each floating field. */
    public double[] cellTangents(Object object, int tag) {
        return tangents(tag).cells(object);
    }

    /** The same for a box. */
    public double[] boxTangent(Object box, int tag) {
        return tangents(tag).box(box);
    }

    /** The tangents of what the function works on. */
    Shadows tangents(int tag) {
        while (tangents.size() <= tag) tangents.add(null);
        if (tangents.get(tag) == null) tangents.set(tag, new Shadows());
        return tangents.get(tag);
    }

    /** Begins with no tangents of this tag; those that there are come back at the end. */
    public void beginTangents(int tag) {
        outerTangents.add(tag < tangents.size() ? tangents.set(tag, null) : null);
    }

    /** Forgets the tangents of this tag since the beginning. */
    public void endTangents(int tag) {
        Shadows outer = outerTangents.removeLast();
        if (tag < tangents.size()) tangents.set(tag, outer);
    }

    /** Where the stacks of numbers end, for {@link #reset}. */
    public long markNumbers() {
        return (long) doubleTop << 32 | intTop;
    }

    /** Where the stack of references ends. */
    public int markRefs() {
        return refTop;
    }

    /** Forgets what was recorded since the marks: the call that recorded it threw, and nothing of what it did is left. */
    public void reset(long numbers, int refs) {
        doubleTop = (int) (numbers >>> 32);
        intTop = (int) numbers;
        refTop = refs;
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
        // not twice: of a long loop's tape at most a third is left empty
        return (int) Math.min(Integer.MAX_VALUE - 8, length + (length >> 1) + 1L);
    }
}
