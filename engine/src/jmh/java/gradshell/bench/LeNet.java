package gradshell.bench;

/**
 * A network after LeCun et al. 1998 for images of 28 × 28: windows of 5 × 5 with 6 and with 16 filters, each followed by relu and
 * the largest of 2 × 2, then dense layers of 120, 84 and 10 with relu between; and a batch for it. Numbers are laid out as in
 * PyTorch: weights {@code (out, in, row, column)}, of dense layers {@code (out, in)}; images {@code (batch, row, column)}.
 */
record LeNet(int batch) {
    static final int SIDE = 28;
    static final int WINDOW = 5;
    static final int[] FILTERS = {1, 6, 16};
    /** The side of the images that come to the dense layers. */
    static final int LAST_SIDE = 4;
    static final int[] FEATURES = {16 * LAST_SIDE * LAST_SIDE, 120, 84, 10};
    static final int LAYERS = 5;

    /** The weight of a layer from 0 on, convolutions first. */
    float[] weight(int layer) {
        return layer < 2
                ? Numbers.weights(FILTERS[layer + 1], FILTERS[layer] * WINDOW * WINDOW)
                : Numbers.weights(FEATURES[layer - 1], FEATURES[layer - 2]);
    }

    /** How many biases a layer has; they begin with zero. */
    int biases(int layer) {
        return layer < 2 ? FILTERS[layer + 1] : FEATURES[layer - 1];
    }

    float[] x() {
        return Numbers.pixels(batch * SIDE * SIDE);
    }

    /** {@code (batch, 10)}. */
    float[] y() {
        return Numbers.oneHot(batch, FEATURES[3]);
    }
}
