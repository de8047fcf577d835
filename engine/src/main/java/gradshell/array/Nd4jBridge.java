package gradshell.array;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From an INDArray to an Array of the same memory and back. */
final class Nd4jBridge {
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
        return new Array(Storage.of(buffer), type, shape, source.stride().clone(), source.offset());
    }

    static INDArray toNd4j(Array x) {
        ElementType type = x.type();
        if (x.size() == 0) return Nd4j.create(type.nd4j(), x.shape);
        for (int d = 0; d < x.rank(); d++) {
            if (x.strides[d] <= 0 && x.shape[d] > 1) return toNd4j(x.copy());
        }
        return Nd4j.create(x.storage.buffer, x.shape(), x.strides.clone(), x.offset, 'c', type.nd4j());
    }
}
