package gradshell.optim;

/**
 * A number that depends on the step, such as a learning rate: {@code adam(cosAnneal(0, 0.01, 100))}. Made by {@link Schedules};
 * a lambda is one as well, {@code adam(t -> 0.1 / t)}. An optimizer counts the steps of each parameter.
 */
@FunctionalInterface
public interface Schedule {
    /** The value at step {@code t}, counted from 1 as in Julia's ParameterSchedulers. */
    double at(int t);
}
