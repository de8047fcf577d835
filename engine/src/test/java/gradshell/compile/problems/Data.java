package gradshell.compile.problems;

import java.util.Random;

/** Made-up numbers, the same in each run. */
final class Data {
    private final Random random;

    Data(long seed) {
        random = new Random(seed);
    }

    double[] vector(int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    double[][] matrix(int rows, int columns) {
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) matrix[i] = vector(columns);
        return matrix;
    }
}
