package gradshell.bench;

import gradshell.data.Batch;
import gradshell.data.Data;

/** Fashion-MNIST for libraries that want a sample in a row: images {@code (n, 784)} and one-hot labels {@code (n, 10)}. */
@SuppressWarnings("ArrayRecordComponent")
record Clothes(int count, float[] images, float[] labels) {
    /** How many of the first to learn from where it's only to be seen that a network learns. */
    static final int FEW = 6400;

    static Clothes train() {
        return of(Data.fashionMnist().train());
    }

    static Clothes test() {
        return of(Data.fashionMnist().test());
    }

    private static Clothes of(Batch batch) {
        return new Clothes((int) batch.size(), batch.x().t().toFloatArray(),
                Data.oneHotBatch(batch.y(), Mlp.OUT).t().toFloatArray());
    }

    /** The share of samples whose largest score is their label's; {@code scores} are laid out as {@link #labels} are. */
    float accuracy(float[] scores) {
        int right = 0;
        for (int i = 0; i < count; i++) if (labels[i * Mlp.OUT + largest(scores, i)] == 1) right++;
        return (float) right / count;
    }

    private static int largest(float[] scores, int sample) {
        int best = 0;
        for (int j = 1; j < Mlp.OUT; j++) if (scores[sample * Mlp.OUT + j] > scores[sample * Mlp.OUT + best]) best = j;
        return best;
    }
}
