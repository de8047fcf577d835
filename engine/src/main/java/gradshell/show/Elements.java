package gradshell.show;

import gradshell.Tensor;

/**
 * A tensor's elements by their place in row-major order. Of a huge tensor no copy is made: each element asked for is
 * looked up, and a block is stood for by one of its own instead of by their mean.
 */
final class Elements {
    private static final int MOST_COPIED = 1 << 22;

    private final Tensor x;
    private final double[] copy;

    Elements(Tensor x) {
        this.x = x;
        copy = x.size() <= MOST_COPIED ? x.toDoubleArray() : null;
    }

    /** Whether all of them are at hand. */
    boolean areAll() {
        return copy != null;
    }

    double at(long place) {
        if (copy != null) return copy[(int) place];
        long[] index = new long[x.rank()];
        long rest = place;
        for (int dim = index.length - 1; dim >= 0; dim--) {
            index[dim] = rest % x.size(dim);
            rest /= x.size(dim);
        }
        return x.get(index);
    }

    /** The numbers for so many pixels of a plane of elements that are {@code down} and {@code right} places apart. */
    Raster raster(long first, long height, long down, long width, long right, Raster.Size size) {
        double[] pixels = new double[size.rows() * size.columns()];
        for (int i = 0; i < pixels.length; i++) {
            long top = i / size.columns() * size.rowsEach();
            long left = i % size.columns() * size.columnsEach();
            long bottom = copy == null ? top + 1 : Math.min(height, top + size.rowsEach());
            long end = copy == null ? left + 1 : Math.min(width, left + size.columnsEach());
            double sum = 0;
            for (long row = top; row < bottom; row++)
                for (long column = left; column < end; column++) sum += at(first + row * down + column * right);
            pixels[i] = sum / ((bottom - top) * (end - left));
        }
        return new Raster(size, pixels);
    }
}
