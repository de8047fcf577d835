package gradshell.optim;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers that depend on the step, for learning rates and other settings. Steps count from 1, and the values are those of
 * Julia's ParameterSchedulers: below, t is the step, and the waves go between the smaller and the larger of {@code a} and
 * {@code b}, {@code lo} and {@code hi}.
 */
public final class Schedules {
    private Schedules() {}

    /** A schedule and the call that makes it. */
    private record Named(String code, Schedule schedule) implements Schedule {
        @Override
        public double at(int t) {
            return schedule.at(t);
        }

        @Override
        public String toString() {
            return code;
        }
    }

    private record Constant(double value) implements Schedule {
        @Override
        public double at(int t) {
            return value;
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    static boolean isConstant(Schedule schedule) {
        return schedule instanceof Constant;
    }

    private static Schedule named(String name, Schedule schedule, Object... arguments) {
        return new Named(
                Arrays.stream(arguments).map(Schedules::text).collect(Collectors.joining(", ", name + "(", ")")),
                schedule);
    }

    /** As code: of a lambda, whose own text is an address, that it is one. */
    static String text(Object argument) {
        if (argument instanceof List<?> list)
            return list.stream().map(Schedules::text).collect(Collectors.joining(", ", "List.of(", ")"));
        return argument.getClass().isHidden() ? "t -> …" : argument.toString();
    }

    /** Always {@code value}. */
    public static Schedule constant(double value) {
        return new Constant(value);
    }

    /**
     * {@code start} for the first number of {@code steps}, {@code start · decay} for the second, and so on; after the last
     * one it stays. One number alone holds for every length.
     */
    public static Schedule stepDecay(double start, double decay, int... steps) {
        if (steps.length == 0) throw new IllegalArgumentException("stepDecay: a number of steps is needed");
        for (int step : steps) atLeast1("stepDecay", "a number of steps", step);
        int[] lengths = steps.clone();
        return named("stepDecay", t -> start * Math.pow(decay, lengths.length == 1
                ? (t - 1) / lengths[0]
                : passed(t, lengths)), start, decay,
                Arrays.stream(steps).mapToObj(Integer::toString).collect(Collectors.joining(", ")));
    }

    /** The number of lengths that lie before step {@code t}. */
    private static int passed(int t, int... lengths) {
        int i = 0;
        for (int end = 0; i < lengths.length; i++) {
            end += lengths[i];
            if (t <= end) break;
        }
        return i;
    }

    /** {@code start · decayᵗ⁻¹}. */
    public static Schedule expDecay(double start, double decay) {
        return named("expDecay", t -> start * Math.pow(decay, t - 1), start, decay);
    }

    /** {@code start (1 - (t - 1) / steps)^degree}, and 0 after so many steps. */
    public static Schedule polyDecay(double start, double degree, int steps) {
        atLeast1("polyDecay", "the number of steps", steps);
        return named("polyDecay", t -> start * Math.pow(Math.max(0, 1 - (t - 1.0) / steps), degree), start, degree,
                steps);
    }

    /** {@code start / (1 + decay (t - 1))^degree}. */
    public static Schedule invDecay(double start, double decay, double degree) {
        return named("invDecay", t -> start / Math.pow(1 + (t - 1) * decay, degree), start, decay, degree);
    }

    /** From {@code lo} up to {@code hi} in half a period, and down again. */
    public static Schedule triangle(double a, double b, int period) {
        atLeast1("triangle", "the period", period);
        return named("triangle", t -> between(a, b, triangle(t, period)), a, b, period);
    }

    /** {@link #triangle}, half as high in each further period. */
    public static Schedule triangleDecay2(double a, double b, int period) {
        atLeast1("triangleDecay2", "the period", period);
        return named("triangleDecay2", t -> between(a, b, Math.scalb(triangle(t, period), -((t - 1) / period))), a, b,
                period);
    }

    /** {@link #triangle}, lower by {@code decay} at each step. */
    public static Schedule triangleExp(double a, double b, int period, double decay) {
        atLeast1("triangleExp", "the period", period);
        return named("triangleExp", t -> between(a, b, triangle(t, period) * Math.pow(decay, t - 1)), a, b, period,
                decay);
    }

    /** Half waves of a sine, each a period long: {@code lo + (hi - lo) |sin(π (t - 1) / period)|}. */
    public static Schedule sine(double a, double b, int period) {
        atLeast1("sine", "the period", period);
        return named("sine", t -> between(a, b, sine(t, period)), a, b, period);
    }

    /** {@link #sine}, half as high in each further period. */
    public static Schedule sineDecay2(double a, double b, int period) {
        atLeast1("sineDecay2", "the period", period);
        return named("sineDecay2", t -> between(a, b, Math.scalb(sine(t, period), -((t - 1) / period))), a, b, period);
    }

    /** {@link #sine}, lower by {@code decay} at each step. */
    public static Schedule sineExp(double a, double b, int period, double decay) {
        atLeast1("sineExp", "the period", period);
        return named("sineExp", t -> between(a, b, sine(t, period) * Math.pow(decay, t - 1)), a, b, period, decay);
    }

    /** {@link #cosAnneal(double, double, int, boolean)} with restarts. */
    public static Schedule cosAnneal(double a, double b, int period) {
        return cosAnneal(a, b, period, true);
    }

    /**
     * From {@code hi} down to {@code lo} along a cosine (Loshchilov and Hutter 2017), {@code lo + (hi - lo)(1 + cos(π (t - 1) / period)) / 2};
     * then at once back to {@code hi} with {@code restart}, else up again.
     */
    public static Schedule cosAnneal(double a, double b, int period, boolean restart) {
        atLeast1("cosAnneal", "the period", period);
        return named("cosAnneal", t -> between(a, b, cosine(restart ? (t - 1) % period : t - 1, period)), a, b, period,
                restart);
    }

    /** {@link #oneCycle(int, double, double, double, double)} from {@code max / 25} to {@code max / 100000}, a quarter of it up. */
    public static Schedule oneCycle(int steps, double max) {
        return oneCycle(steps, max, max / 25, max / 1e5, 0.25);
    }

    /**
     * Up from {@code start} to {@code max} for the share {@code up} of the steps, then down to {@code end}, both along a cosine
     * (Smith and Topin 2018). It stays at {@code end}, where Flux has an error.
     */
    public static Schedule oneCycle(int steps, double max, double start, double end, double up) {
        atLeast1("oneCycle", "the number of steps", steps);
        if (!(up >= 0 && up <= 1))
            throw new IllegalArgumentException(
                    "oneCycle: the share of the way up must be from 0 to 1, but it is " + up);
        int top = (int) Math.ceil(up * steps);
        return named("oneCycle", t -> {
            if (t > steps) return end;
            return t <= top
                    ? start + (max - start) * (1 - cosine(t - 1, top))
                    : end + (max - end) * cosine(t - 1 - top, steps - top);
        }, steps, max, start, end, up);
    }

    /** Each of {@code schedules}, from its own step 1, for its number of steps; the last one goes on. */
    public static Schedule sequence(List<Schedule> schedules, int... steps) {
        List<Schedule> all = List.copyOf(schedules);
        if (all.isEmpty() || (steps.length != all.size() && steps.length != all.size() - 1))
            throw new IllegalArgumentException("sequence: " + all.size()
                    + " schedules need as many numbers of steps, or none for the last, but there are " + steps.length);
        for (int step : steps) atLeast1("sequence", "a number of steps", step);
        int[] lengths = Arrays.copyOf(steps, all.size() - 1);
        return named("sequence", t -> {
            int i = passed(t, lengths);
            return all.get(i).at(t - Arrays.stream(lengths, 0, i).sum());
        }, all, Arrays.stream(steps).mapToObj(Integer::toString).collect(Collectors.joining(", ")));
    }

    /** The first {@code period} steps of {@code schedule}, again and again. */
    public static Schedule loop(Schedule schedule, int period) {
        atLeast1("loop", "the period", period);
        return named("loop", t -> schedule.at((t - 1) % period + 1), schedule, period);
    }

    /** Each step of {@code schedule} for {@code rate} steps: with the batches of an epoch as rate, a schedule of epochs. */
    public static Schedule interpolator(Schedule schedule, double rate) {
        if (!(rate > 0))
            throw new IllegalArgumentException("interpolator: the rate must be positive, but it is " + rate);
        return named("interpolator", t -> schedule.at((int) Math.ceil(t / rate)), schedule, rate);
    }

    /** {@code schedule} from its step {@code first} on. */
    public static Schedule shifted(Schedule schedule, int first) {
        return named("shifted", t -> schedule.at(t - 1 + first), schedule, first);
    }

    /** {@code schedule} for so many steps; a further one is refused. */
    public static Schedule shortened(Schedule schedule, int steps) {
        return named("shortened", t -> {
            if (t <= steps) return schedule.at(t);
            throw new IllegalStateException("this schedule ends after " + steps + " steps, and this is step " + t);
        }, schedule, steps);
    }

    /**
     * A schedule whose own numbers have schedules: at step t the value of {@code make(values of parameters at t)}, as
     * {@code composed(p -> expDecay(p[0], 0.9), cosAnneal(0, 1, 10))}.
     */
    public static Schedule composed(Function<double[], Schedule> make, Schedule... parameters) {
        Schedule[] all = parameters.clone();
        return named("composed", t -> make.apply(Arrays.stream(all).mapToDouble(p -> p.at(t)).toArray()).at(t),
                Stream.concat(Stream.of(make), Arrays.stream(all)).toArray());
    }

    private static double between(double a, double b, double share) {
        return Math.min(a, b) + Math.abs(a - b) * share;
    }

    private static double triangle(int t, int period) {
        return 2 / Math.PI * Math.abs(Math.asin(Math.sin(Math.PI * (t - 1) / period)));
    }

    private static double sine(int t, int period) {
        return Math.abs(Math.sin(Math.PI * (t - 1) / period));
    }

    /** From 1 at 0 to 0 at {@code length}. */
    private static double cosine(int at, int length) {
        return (1 + Math.cos(Math.PI * at / length)) / 2;
    }

    private static void atLeast1(String schedule, String what, int value) {
        if (value < 1)
            throw new IllegalArgumentException(schedule + ": " + what + " must be at least 1, but it is " + value);
    }
}
