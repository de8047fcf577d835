package gradshell.bench;

/** A network 784 → hidden → 10 with relu between, the loss of which is the cross-entropy of its logits; and a batch for it. */
record Mlp(int hidden, int batch) {
    static final int IN = 784;
    static final int OUT = 10;
    static final double RATE = 0.001;

    /** {@code (hidden, IN)}, as the weights of a layer are in Gradshell and PyTorch. */
    float[] weight1() {
        return Numbers.weights(hidden, IN);
    }

    /** {@code (OUT, hidden)}. */
    float[] weight2() {
        return Numbers.weights(OUT, hidden);
    }

    /** {@code (batch, IN)}. */
    float[] x() {
        return Numbers.pixels(batch * IN);
    }

    /** {@code (batch, OUT)}. */
    float[] y() {
        return Numbers.oneHot(batch, OUT);
    }

    /** The parameters, weight and bias of one layer and then the other; biases begin with zero. */
    float[] parameters() {
        return Numbers.joined(weight1(), new float[hidden], weight2(), new float[OUT]);
    }
}
