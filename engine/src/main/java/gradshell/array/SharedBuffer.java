package gradshell.array;

import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.BooleanIndexer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.Indexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.LongIndexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's view of memory that is ours. Its pointer keeps the storage, so that the memory lives as long as either. */
@SuppressWarnings("UnusedVariable") // the owner is there to be reachable
final class SharedBuffer {
    private SharedBuffer() {}

    static DataBuffer of(Storage owner, ElementType type, long address, long size) {
        Native.warmUp();
        Pointer pointer = switch (type) {
            case FLOAT -> new Floats(owner, address, size);
            case DOUBLE -> new Doubles(owner, address, size);
            case INT -> new Ints(owner, address, size);
            case LONG -> new Longs(owner, address, size);
            case BOOL -> new Booleans(owner, address, size);
        };
        Indexer indexer = switch (pointer) {
            case FloatPointer p -> FloatIndexer.create(p);
            case DoublePointer p -> DoubleIndexer.create(p);
            case IntPointer p -> IntIndexer.create(p);
            case LongPointer p -> LongIndexer.create(p);
            case BooleanPointer p -> BooleanIndexer.create(p);
            default -> throw new IllegalStateException("no indexer for " + type);
        };
        return Nd4j.getDataBufferFactory().create(pointer, type.nd4j(), size, indexer);
    }

    private static final class Floats extends FloatPointer {
        final Storage owner;

        Floats(Storage owner, long at, long size) {
            super((Pointer) null);
            this.owner = owner;
            address = at;
            limit = size;
            capacity = size;
        }
    }

    private static final class Doubles extends DoublePointer {
        final Storage owner;

        Doubles(Storage owner, long at, long size) {
            super((Pointer) null);
            this.owner = owner;
            address = at;
            limit = size;
            capacity = size;
        }
    }

    private static final class Ints extends IntPointer {
        final Storage owner;

        Ints(Storage owner, long at, long size) {
            super((Pointer) null);
            this.owner = owner;
            address = at;
            limit = size;
            capacity = size;
        }
    }

    private static final class Longs extends LongPointer {
        final Storage owner;

        Longs(Storage owner, long at, long size) {
            super((Pointer) null);
            this.owner = owner;
            address = at;
            limit = size;
            capacity = size;
        }
    }

    private static final class Booleans extends BooleanPointer {
        final Storage owner;

        Booleans(Storage owner, long at, long size) {
            super((Pointer) null);
            this.owner = owner;
            address = at;
            limit = size;
            capacity = size;
        }
    }
}
