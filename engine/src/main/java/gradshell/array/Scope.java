package gradshell.array;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The arrays that a thread makes for itself and that no user's code can have, so that their memory goes back as soon as they
 * are dropped, and not when the garbage collector comes by.
 *
 * <p>
 * While a scope is entered, the memory of each array that the thread makes belongs to it, and nobody holds it. At
 * {@link #settle}, what nobody holds is returned; from then on its use is an error. {@link #hold} and {@link #drop} count, for
 * views as for the array they look into. What is to be seen by anybody else is given away by {@link #release}, and what runs a
 * user's code inside does it {@link #outside}. Internal.
 */
public final class Scope {
    /** Whether all arrays take part, so that tests find any use of memory that was returned. */
    static final boolean STRICT = Boolean.getBoolean("gradshell.strictMemory");

    /** Smaller memory isn't worth the counting. */
    private static final long LEAST = STRICT ? 0 : 16 << 10;

    private static final ThreadLocal<Scope> ENTERED = new ThreadLocal<>();

    /** What may have nobody to hold it. */
    private final List<Storage> loose = new ArrayList<>();
    private Scope outer;

    /** To be called where memory is made. */
    static void made(Storage storage, long bytes) {
        if (bytes < LEAST) return;
        Scope scope = ENTERED.get();
        if (scope != null) scope.take(storage);
    }

    private void take(Storage storage) {
        storage.scope = this;
        storage.holders = 0;
        storage.isNew = true;
        loose.add(storage);
    }

    /** From now on this thread's arrays belong to this scope; until {@link #leave}. */
    public void enter() {
        outer = ENTERED.get();
        ENTERED.set(this);
    }

    /** Ends what {@link #enter} began. */
    public void leave() {
        ENTERED.set(outer);
        outer = null;
    }

    /** What {@code work} gives, when what else it has made is not needed any more. */
    public static Array only(Supplier<Array> work) {
        var scope = new Scope();
        scope.enter();
        Array result;
        try {
            result = work.get();
            scope.hold(result);
            scope.settle();
        } finally {
            scope.leave();
        }
        Storage storage = result.storage;
        if (storage.scope == scope) {
            storage.scope = null;
            made(storage, storage.memory().byteSize());
        }
        return result;
    }

    /** Runs a user's code: what it makes belongs to no scope. */
    public static <T> T outside(Supplier<T> code) {
        Scope entered = ENTERED.get();
        if (entered == null) return code.get();
        ENTERED.set(null);
        try {
            return code.get();
        } finally {
            ENTERED.set(entered);
        }
    }

    /** Counts one who has {@code x}. */
    public void hold(Array x) {
        if (x.storage.scope == this) x.storage.holders++;
    }

    /** Counts one less. */
    public void drop(Array x) {
        Storage storage = x.storage;
        if (storage.scope == this && --storage.holders == 0) loose.add(storage);
    }

    /** Returns the memory that nobody holds. */
    public void settle() {
        for (Storage storage : loose) {
            storage.isNew = false;
            if (storage.scope == this && storage.holders == 0) storage.giveBack();
        }
        loose.clear();
    }

    /** Lets others have {@code x}: its memory goes back when it is unreachable. */
    public static void release(Array x) {
        x.storage.scope = null;
    }

    /**
     * Adds {@code x} to {@code sum} in its own memory.
     *
     * @return false, and nothing is done, unless {@code sum} has that memory for itself and one holder, who has had it before the
     * last {@link #settle}
     */
    public boolean addInPlace(Array sum, Array x) {
        Storage storage = sum.storage;
        if (storage.scope != this || storage.holders != 1 || storage.isNew || storage == x.storage) return false;
        return Elementwise.addInPlace(sum, x);
    }
}
