package gradshell.show;

import java.util.function.IntUnaryOperator;

/** The numbers behind a picture's pixels, row by row from the top. */
record Raster(Size size, @SuppressWarnings("ArrayRecordComponent") double[] pixels) {
    /** How many pixels there are, and for how many elements each stands. */
    record Size(int rows, int columns, long rowsEach, long columnsEach) {
        /** The most pixels that aren't above {@code side} in either direction. */
        static Size within(int side, long height, long width) {
            return each((height + side - 1) / side, (width + side - 1) / side, height, width);
        }

        static Size each(long rowsEach, long columnsEach, long height, long width) {
            return new Size((int) ((height + rowsEach - 1) / rowsEach), (int) ((width + columnsEach - 1) / columnsEach),
                    rowsEach, columnsEach);
        }

        boolean isReduced() {
            return rowsEach > 1 || columnsEach > 1;
        }

        /** The picture in squares that are larger the fewer there are, but never so flat that nobody sees it. */
        String image(String name, int longest, int largestSquare, IntUnaryOperator colour) {
            int[] rgb = new int[rows * columns];
            for (int i = 0; i < rgb.length; i++) rgb[i] = colour.applyAsInt(i);
            int zoom = Math.clamp(longest / Math.max(rows, columns), 1, largestSquare);
            return "<img alt='%s' src='%s' width='%s' height='%s' style='image-rendering:pixelated;max-width:none;margin:0'/>"
                    .formatted(name, Png.address(rgb, columns, rows), Math.max(LEAST, columns * zoom),
                            Math.max(LEAST, rows * zoom));
        }
    }

    private static final int LEAST = 24;
}
