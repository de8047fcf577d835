package gradshell.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A row of the table.
 *
 * @param task how a library is asked for it
 * @param mark how many times PyTorch's speed it must reach
 * @param tolerance how far the libraries' numbers may be apart, relative to their size
 */
record Work(String name, Function<Library, Task> task, double mark, double tolerance) {
    static final String GRADSHELL = "Gradshell";
    static final String PYTORCH = "PyTorch";
    static final String SAMEDIFF = "SameDiff";
    static final String EPOCH = "epoch of Fashion-MNIST, MLP 784-128-10, batches of 64";

    /** Adam's ε stands beside the root of the corrected mean in Gradshell, of the mean as it is elsewhere. */
    private static final double ADAM_TOLERANCE = 0.02;

    private static final int MILLION = 1_000_000;
    private static final Mlp NETWORK = new Mlp(128, 64);

    Work(String name, Function<Library, Task> task, double mark) {
        this(name, task, mark, 1e-4);
    }

    static List<Work> all() {
        return List.of(new Work("add, 10 elements", library -> library.add(10), 5),
                new Work("add, 100 elements", library -> library.add(100), 5),
                new Work("add, 1,000 elements", library -> library.add(1000), 5),
                new Work("tanh, 1,000 elements", library -> library.tanh(1000), 5),
                new Work("matrix + column, 25 × 40", library -> library.addColumn(25, 40), 5),
                new Work("gradient of Σ tanh(a b + c), 10 elements", library -> library.chainGradient(10), 8),
                new Work("gradient of Σ tanh(a b + c), 1,000 elements", library -> library.chainGradient(1000), 8),
                new Work("the same, 25 × 40, b a column", library -> library.chainGradient(25, 40), 8),
                new Work("gradient of Dense(3 → 2, sigmoid), mse", Library::denseGradient, 10),
                new Work("MLP 784-128-10, batch 64, loss and gradient", library -> library.mlpGradient(NETWORK), 1.5),
                new Work("MLP 784-128-10, batch 64, step of Adam", library -> library.adamStep(NETWORK), 2,
                        ADAM_TOLERANCE),
                new Work("MLP 784-32-10, batch 128, loss and gradient",
                        library -> library.mlpGradient(new Mlp(32, 128)),
                        1.5),
                new Work("add, 10⁶ elements", library -> library.add(MILLION), 1),
                new Work("tanh, 10⁶ elements", library -> library.tanh(MILLION), 1),
                new Work("exp, 10⁶ elements", library -> library.exp(MILLION), 1),
                new Work("sum, 10⁶ elements", library -> library.sum(MILLION), 1),
                new Work("softmax, 1000 × 1000", library -> library.softmax(1000, 1000), 1),
                new Work("matmul, 512 × 512", library -> library.matmul(512), 0.85),
                new Work("matmul, 2048 × 2048", library -> library.matmul(2048), 0.85),
                new Work("LeNet-like network, batch 64, step of Adam", library -> library.leNetStep(new LeNet(64)), 1,
                        1e-3),
                // after different shuffles the libraries have learnt the same, but not the same numbers
                new Work(EPOCH, library -> library.epoch(NETWORK), 1.5, 0.1));
    }

    static Work named(String name) {
        return all().stream().filter(work -> work.name.equals(name)).findFirst().orElseThrow();
    }

    /** Fails unless all libraries come to the same numbers. */
    void check(List<Library> libraries) {
        float[] expected = task.apply(libraries.getFirst()).numbers();
        for (Library other : libraries.subList(1, libraries.size())) {
            float[] actual = task.apply(other).numbers();
            double apart = norm(Numbers.change(expected, actual)) / norm(expected);
            if (actual.length != expected.length || !(apart <= tolerance))
                throw new IllegalStateException("%s: %s and %s don't compute the same, they are %.2g apart: %s… and %s…"
                        .formatted(name, libraries.getFirst().getClass().getSimpleName(),
                                other.getClass().getSimpleName(), apart, start(expected), start(actual)));
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) sum += (double) value * value;
        return Math.sqrt(sum);
    }

    private static String start(float[] values) {
        return Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 5)));
    }
}
