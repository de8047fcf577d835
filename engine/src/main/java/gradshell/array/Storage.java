package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataBuffer;

/**
 * The memory of arrays. What isn't large lies in a Java array: nothing has to be counted, returned or aligned for it, and the
 * JIT knows such arrays best. What is lies in a block of native memory, which goes back to the {@link Pool} when the storage
 * is unreachable. What ND4J or a user made is used where it lies. Whoever works on {@link #memory()} must keep the
 * storage reachable meanwhile.
 */
final class Storage {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfByte BOOL = ValueLayout.JAVA_BYTE;

    /**
     * The largest storage that lies on the heap. Garbage of that size makes the collector come by itself, and G1 has small
     * regions of a megabyte, of which an array of more than half has one for itself.
     */
    static final int HEAP_BYTES = (512 << 10) - 64;

    private static final MemoryBudget BUDGET = MemoryBudget.ofMachine();
    private static final Pool POOL = new Pool(MemoryBudget.mostOfMachine() / 8);

    private final ElementType type;
    private final long size;
    /** The Java array; null where the memory is native. */
    private Object values;
    private MemorySegment memory;
    /** What ND4J knows this memory by; null until it does. */
    private DataBuffer buffer;
    /** Whether the memory is the buffer's own. */
    private final boolean foreign;
    private long version;
    /** What counts the memory in use; null on the heap and where the memory is the buffer's. */
    private MemoryBudget.Claim claim;
    /** What returns the memory before it is unreachable, and how many hold it there; null when nothing does. */
    Scope scope;
    int holders;
    boolean isNew;

    /** On the heap. */
    private Storage(ElementType type, int size) {
        this.type = type;
        this.size = size;
        foreign = false;
        switch (type) {
            case FLOAT -> {
                float[] array = new float[size];
                values = array;
                memory = MemorySegment.ofArray(array);
            }
            case DOUBLE -> {
                double[] array = new double[size];
                values = array;
                memory = MemorySegment.ofArray(array);
            }
            case INT -> {
                int[] array = new int[size];
                values = array;
                memory = MemorySegment.ofArray(array);
            }
            case LONG -> {
                long[] array = new long[size];
                values = array;
                memory = MemorySegment.ofArray(array);
            }
            case BOOL -> {
                byte[] array = new byte[size];
                values = array;
                memory = MemorySegment.ofArray(array);
            }
        }
    }

    /** In the native memory of the pool. */
    private Storage(ElementType type, long size) {
        this.type = type;
        this.size = size;
        foreign = false;
        memory = block();
    }

    /** In the memory of a buffer that ND4J or a user made. */
    private Storage(DataBuffer buffer) {
        this.type = ElementType.of(buffer.dataType());
        this.size = buffer.length();
        this.buffer = buffer;
        foreign = true;
        memory = MemorySegment.ofAddress(buffer.address()).reinterpret(size * type.bytes());
    }

    /** A block of the pool's, until this storage is unreachable. */
    private MemorySegment block() {
        // more than any machine has, and not yet beyond a long
        BUDGET.request(size > Long.MAX_VALUE / 16 ? Long.MAX_VALUE / 2 : size * type.bytes());
        MemorySegment block = POOL.take(size * type.bytes());
        claim = BUDGET.claim(this, block.byteSize(), () -> POOL.give(block));
        return block;
    }

    /** Room for {@code size} elements, whatever they happen to be. */
    static Storage allocate(ElementType type, long size) {
        long elements = Math.max(1, size);
        Storage storage = elements <= HEAP_BYTES / type.bytes() && Heap.hasRoom(elements * type.bytes())
                ? new Storage(type, (int) elements)
                : new Storage(type, elements);
        Scope.made(storage, elements * type.bytes());
        return storage;
    }

    /** Returns the memory, which nobody uses any more: an error from now on. What ND4J knows has to wait. */
    void giveBack() {
        scope = null;
        if (buffer != null) return;
        if (Scope.STRICT) memory.fill((byte) -1);
        memory = null;
        values = null;
        if (claim != null) BUDGET.release(claim);
    }

    /** That of a buffer which ND4J or a user made. */
    static Storage of(DataBuffer buffer) {
        return new Storage(buffer);
    }

    /** The Java array that holds the elements, BOOL as bytes that are 0 or 1; null where the memory is native. */
    Object values() {
        return values;
    }

    /** Moves the elements from the heap into native memory, for good. */
    synchronized void leaveHeap() {
        if (memory().isNative()) return;
        MemorySegment block = block();
        MemorySegment.copy(memory, 0, block, 0, memory.byteSize());
        memory = block;
        values = null;
    }

    /** What ND4J knows this memory by; it leaves the heap for that. */
    synchronized DataBuffer buffer() {
        if (foreign) return buffer;
        leaveHeap();
        if (buffer == null || buffer.wasClosed()) buffer = SharedBuffer.of(this, type, memory.address(), size);
        return buffer;
    }

    boolean isKnownBy(DataBuffer other) {
        return buffer == other;
    }

    /** The bytes of all storages that were allocated and not yet found unreachable. */
    static long used() {
        return BUDGET.used();
    }

    /** The bytes; IllegalStateException after {@link #giveBack}, and where the user has closed the INDArray they came from. */
    MemorySegment memory() {
        if (memory == null) throw new IllegalStateException("the memory of this tensor was returned and is used again");
        if (foreign && buffer.wasClosed()) {
            throw new IllegalStateException(
                    "the memory of this tensor is gone: the INDArray that shares it was closed");
        }
        return memory;
    }

    long version() {
        return version;
    }

    void changed() {
        version++;
    }

    double get(ElementType type, long i) {
        try {
            return getDouble(memory(), type, i);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    void set(ElementType type, long i, double value) {
        try {
            setDouble(memory(), type, i, value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    void write(float... values) {
        copyIn(MemorySegment.ofArray(values));
    }

    void write(double... values) {
        copyIn(MemorySegment.ofArray(values));
    }

    void write(long... values) {
        copyIn(MemorySegment.ofArray(values));
    }

    private void copyIn(MemorySegment values) {
        try {
            MemorySegment.copy(values, 0, memory(), 0, values.byteSize());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    void read(float[] values, long from) {
        copyOut(MemorySegment.ofArray(values), from * Float.BYTES);
    }

    void read(double[] values, long from) {
        copyOut(MemorySegment.ofArray(values), from * Double.BYTES);
    }

    void read(long[] values, long from) {
        copyOut(MemorySegment.ofArray(values), from * Long.BYTES);
    }

    private void copyOut(MemorySegment values, long from) {
        try {
            MemorySegment.copy(memory(), from, values, 0, values.byteSize());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    static double getDouble(MemorySegment memory, ElementType type, long i) {
        return switch (type) {
            case FLOAT -> memory.getAtIndex(FLOAT, i);
            case DOUBLE -> memory.getAtIndex(DOUBLE, i);
            default -> getLong(memory, type, i);
        };
    }

    static void setDouble(MemorySegment memory, ElementType type, long i, double value) {
        switch (type) {
            case FLOAT -> memory.setAtIndex(FLOAT, i, (float) value);
            case DOUBLE -> memory.setAtIndex(DOUBLE, i, value);
            case INT -> memory.setAtIndex(INT, i, (int) value);
            case LONG -> memory.setAtIndex(LONG, i, (long) value);
            case BOOL -> memory.set(BOOL, i, (byte) (value != 0 ? 1 : 0));
        }
    }

    /** The element of an integer or BOOL array. */
    static long getLong(MemorySegment memory, ElementType type, long i) {
        return switch (type) {
            case INT -> memory.getAtIndex(INT, i);
            case LONG -> memory.getAtIndex(LONG, i);
            case BOOL -> memory.get(BOOL, i) != 0 ? 1 : 0;
            case FLOAT -> (long) memory.getAtIndex(FLOAT, i);
            case DOUBLE -> (long) memory.getAtIndex(DOUBLE, i);
        };
    }

    static void setLong(MemorySegment memory, ElementType type, long i, long value) {
        switch (type) {
            case FLOAT -> memory.setAtIndex(FLOAT, i, (float) value);
            case DOUBLE -> memory.setAtIndex(DOUBLE, i, (double) value);
            case INT -> memory.setAtIndex(INT, i, (int) value);
            case LONG -> memory.setAtIndex(LONG, i, value);
            case BOOL -> memory.set(BOOL, i, (byte) (value != 0 ? 1 : 0));
        }
    }
}
