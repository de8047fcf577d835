package gradshell.array;

/**
 * A loop that reads one block of numbers and changes others: block k of those that change is {@code x[k]}. What it reads is
 * a copy, where it may keep what it makes on the way.
 */
@FunctionalInterface
public interface Update {
    /** Works on the first {@code n} numbers of each. */
    void run(double[][] x, double[] constant, int n);
}
