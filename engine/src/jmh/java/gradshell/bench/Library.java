package gradshell.bench;

/**
 * A library that is measured. Each takes the same numbers, from {@link Numbers}, lays them out as suits it, and holds what a
 * program would hold: inputs and parameters are made before, results and whatever else a call makes are part of its time.
 */
interface Library {
    /** {@code a + b} of vectors. */
    Task add(int n);

    /** {@code tanh(a)} of a vector. */
    Task tanh(int n);

    /** {@code exp(a)} of a vector. */
    Task exp(int n);

    /** The sum of a vector. */
    Task sum(int n);

    /** {@code A + b} of a matrix and a column. */
    Task addColumn(int rows, int columns);

    /** The gradient of {@code Σ tanh(a b + c)} in all three, which are vectors. */
    Task chainGradient(int n);

    /** The same of matrices A and C and a column b. */
    Task chainGradient(int rows, int columns);

    /** The gradient of a {@code Dense(3 → 2, sigmoid)}'s mean squared error at one sample, in weight and bias. */
    Task denseGradient();

    /** The softmax of each row of a matrix. */
    Task softmax(int rows, int columns);

    /** The product of two square matrices. */
    Task matmul(int n);

    /** The loss of a network and its gradient in all parameters. */
    Task mlpGradient(Mlp mlp);

    /** The same, and a step of Adam with it. */
    Task adamStep(Mlp mlp);

    /** The loss of a convolutional network, its gradient in all parameters, and a step of Adam with it; the numbers are the gradient. */
    Task leNetStep(LeNet net);

    /**
     * One pass of Adam's steps through Fashion-MNIST in shuffled batches. The number is the accuracy on the test's images after a
     * pass through {@link Clothes#FEW}.
     */
    Task epoch(Mlp mlp);

    /** The library of that name. */
    static Library named(String name) {
        return switch (name) {
            case Work.GRADSHELL -> new OwnTensors();
            case Work.PYTORCH -> new PyTorch();
            case Work.SAMEDIFF -> new SameDiffGraphs();
            default -> throw new IllegalArgumentException("no library is called " + name);
        };
    }
}
