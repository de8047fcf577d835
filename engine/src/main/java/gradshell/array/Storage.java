package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A block of native memory, owned by an ND4J buffer and freed by ND4J once that is unreachable; the one place where
 * memory is allocated. Whoever works on {@link #memory()} must keep the storage reachable meanwhile.
 */
final class Storage {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfByte BOOL = ValueLayout.JAVA_BYTE;

    private static final MemoryBudget BUDGET = MemoryBudget.ofMachine();

    /** Null where the memory is the heap's. */
    final DataBuffer buffer;
    private final MemorySegment memory;
    private long version;

    private Storage(DataBuffer buffer, MemorySegment memory) {
        this.buffer = buffer;
        this.memory = memory;
    }

    private static Storage of(DataBuffer buffer, ElementType type) {
        return new Storage(buffer,
                MemorySegment.ofAddress(buffer.address()).reinterpret(buffer.length() * type.bytes()));
    }

    /** Room for {@code size} elements, whatever they happen to be. */
    static Storage allocate(ElementType type, long size) {
        Native.warmUp();
        long elements = Math.max(1, size);
        // more than any machine has, and not yet beyond a long
        BUDGET.request(elements > Long.MAX_VALUE / 16 ? Long.MAX_VALUE / 2 : elements * type.bytes());
        // through the factory: Nd4j.createBuffer would take memory of a workspace that the user has open
        DataBuffer buffer = Nd4j.getDataBufferFactory().create(type.nd4j(), elements, false);
        BUDGET.claim(buffer, elements * type.bytes());
        return of(buffer, type);
    }

    /** One element on the heap. */
    static Storage scalar(ElementType type, double value) {
        MemorySegment memory = MemorySegment.ofArray(new long[1]);
        setDouble(memory, type, 0, value);
        return new Storage(null, memory);
    }

    /** The bytes of all storages that were allocated and not yet found unreachable. */
    static long used() {
        return BUDGET.used();
    }

    /** That of a buffer which ND4J or a user made. */
    static Storage of(DataBuffer buffer) {
        return of(buffer, ElementType.of(buffer.dataType()));
    }

    /** The bytes; IllegalStateException where the user has closed the INDArray they came from. */
    MemorySegment memory() {
        if (buffer != null && buffer.wasClosed()) {
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
