package gradshell.optim;

import java.util.function.DoublePredicate;

/** A number that a rule is set by, under the name by which {@code adjust} knows it. */
final class Setting {
    static final String RATE = "learningRate";

    final String name;
    /** Whether the call that makes the rule gives it. */
    final boolean isArgument;
    private final DoublePredicate allowed;
    private final String bounds;
    private final double usual;
    private Schedule schedule;

    private Setting(String name, Schedule schedule, double usual, boolean isArgument, DoublePredicate allowed,
            String bounds) {
        this.name = name;
        this.usual = usual;
        this.isArgument = isArgument;
        this.allowed = allowed;
        this.bounds = bounds;
        set(schedule);
    }

    static Setting rate(double value) {
        return rate(Schedules.constant(value));
    }

    static Setting rate(Schedule schedule) {
        return from0(RATE, schedule, Double.NaN, true);
    }

    static Setting from0(String name, double value) {
        return from0(name, Schedules.constant(value), value, true);
    }

    /** One that only {@code adjust} changes. */
    static Setting epsilon(double value) {
        return from0("epsilon", Schedules.constant(value), value, false);
    }

    static Setting share(String name, double value) {
        return share(name, value, true);
    }

    /** One that only {@code adjust} changes. */
    static Setting hidden(String name, double value) {
        return share(name, value, false);
    }

    private static Setting share(String name, double value, boolean isArgument) {
        return new Setting(name, Schedules.constant(value), value, isArgument, v -> v >= 0 && v < 1,
                "must be from 0 up and below 1");
    }

    private static Setting from0(String name, Schedule schedule, double usual, boolean isArgument) {
        return new Setting(name, schedule, usual, isArgument, v -> v >= 0 && Double.isFinite(v),
                "must be a number from 0 up");
    }

    void set(Schedule schedule) {
        if (Schedules.isConstant(schedule)) checked(schedule.at(1), "");
        this.schedule = schedule;
    }

    double at(int t) {
        double value = schedule.at(t);
        return allowed.test(value) ? value : checked(value, " at step " + t);
    }

    private double checked(double value, String when) {
        if (allowed.test(value)) return value;
        throw new IllegalArgumentException((name.equals(RATE) ? "the learning rate" : name) + " " + bounds
                + ", but it is " + value + when);
    }

    /** What follows the call that makes the rule: nothing, unless this is no argument of it and has been changed. */
    String adjustment() {
        return isArgument || toString().equals(Double.toString(usual))
                ? ""
                : ".adjust(\"" + name + "\", " + this + ")";
    }

    @Override
    public String toString() {
        return Schedules.text(schedule);
    }
}
