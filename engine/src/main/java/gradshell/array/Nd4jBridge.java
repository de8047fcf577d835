package gradshell.array;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.NDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From an INDArray to an Array of the same memory and back. */
final class Nd4jBridge {
    /** The storages that ND4J knows, by address: two arrays of one memory must count its changes together. */
    private static final Map<Long, Known> KNOWN = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Storage> FORGOTTEN = new ReferenceQueue<>();

    private Nd4jBridge() {}

    static Array of(INDArray source) {
        ElementType type = ElementType.of(source.dataType());
        if (source.isAttached()) {
            throw new IllegalArgumentException("the INDArray's memory belongs to a workspace, which takes it back when "
                    + "it is closed; use its detach()");
        }
        long[] shape = source.shape().clone();
        // Nd4j.empty() says it has no dimensions, which would be a scalar
        if (source.isEmpty()) return Array.allocate(type, shape.length == 0 ? new long[]{0} : shape);
        // a view's buffer is a window of the original one, and knows where it starts; its address is the original's
        DataBuffer window = source.data();
        DataBuffer buffer = window.originalDataBuffer() == null ? window : window.originalDataBuffer();
        return new Array(storage(buffer), type, shape, source.stride().clone(), source.offset());
    }

    static INDArray toNd4j(Array x) {
        ElementType type = x.type();
        if (x.size() == 0) return Nd4j.create(type.nd4j(), x.shape);
        long[] strides = x.strides.clone();
        for (int d = 0; d < x.rank(); d++) {
            if (x.shape[d] == 1) strides[d] = 1;
            if (strides[d] <= 0) return toNd4j(x.copy());
        }
        DataBuffer buffer = x.storage.buffer();
        if (known(buffer) != x.storage) remember(x.storage);
        // what Nd4j.create would make in the end
        return new NDArray(buffer, x.shape(), strides, x.offset, 'c', type.nd4j());
    }

    private static Storage storage(DataBuffer buffer) {
        Storage known = known(buffer);
        return known == null ? remember(Storage.of(buffer)) : known;
    }

    private static Storage known(DataBuffer buffer) {
        Known known = KNOWN.get(buffer.address());
        Storage storage = known == null ? null : known.get();
        // the address alone may have been given away anew since
        return storage != null && storage.isKnownBy(buffer) ? storage : null;
    }

    private static Storage remember(Storage storage) {
        for (Reference<?> gone = FORGOTTEN.poll(); gone != null; gone = FORGOTTEN.poll()) {
            KNOWN.remove(((Known) gone).address, gone);
        }
        KNOWN.put(storage.memory().address(), new Known(storage));
        return storage;
    }

    private static final class Known extends WeakReference<Storage> {
        private final long address;

        Known(Storage storage) {
            super(storage, FORGOTTEN);
            address = storage.memory().address();
        }
    }
}
