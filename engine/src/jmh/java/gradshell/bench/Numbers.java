package gradshell.bench;

import java.util.Random;

/** The numbers that each library works on, the same in every process. */
final class Numbers {
    private Numbers() {}

    /** Between -1 and 1; {@code which} tells apart the inputs of one task. */
    static float[] uniform(int n, int which) {
        return uniform(n, which, 1);
    }

    private static float[] uniform(int n, int which, double bound) {
        Random random = new Random(which);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        return values;
    }

    /** The weights of a layer, row by row, of the size that keeps variances as they are. */
    static float[] weights(int out, int in) {
        return uniform(out * in, out, Math.sqrt(6.0 / (in + out)));
    }

    /** Pixels between 0 and 1. */
    static float[] pixels(int n) {
        float[] values = uniform(n, n);
        for (int i = 0; i < n; i++) values[i] = Math.abs(values[i]);
        return values;
    }

    /** For each sample a row of zeros with a one. */
    static float[] oneHot(int samples, int classes) {
        Random random = new Random(samples);
        float[] values = new float[samples * classes];
        for (int i = 0; i < samples; i++) values[i * classes + random.nextInt(classes)] = 1;
        return values;
    }

    /** {@code 0} to {@code n - 1} in a random order. */
    static int[] shuffled(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    static float[] joined(float[]... parts) {
        int n = 0;
        for (float[] part : parts) n += part.length;
        float[] all = new float[n];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** How much was added to get from {@code before} to {@code after}. */
    static float[] change(float[] before, float[] after) {
        float[] change = new float[before.length];
        for (int i = 0; i < change.length; i++) change[i] = after[i] - before[i];
        return change;
    }
}
