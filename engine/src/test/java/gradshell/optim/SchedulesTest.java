package gradshell.optim;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.tensor;
import static java.lang.Math.PI;
import static java.lang.Math.abs;
import static java.lang.Math.asin;
import static java.lang.Math.cos;
import static java.lang.Math.pow;
import static java.lang.Math.sin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DataType;
import gradshell.Params;
import gradshell.Tensor;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Schedules against the formulas in the documentation and tests of ParameterSchedulers.jl 0.4. */
class SchedulesTest {
    @Test
    void decays_follow() {
        check(Schedules.expDecay(0.3, 0.9), t -> 0.3 * pow(0.9, t - 1));
        check(Schedules.invDecay(0.3, 0.1, 2), t -> 0.3 / pow(1 + (t - 1) * 0.1, 2));
        check(Schedules.polyDecay(0.3, 2, 50), t -> t > 50 ? 0 : 0.3 * pow(1 - (t - 1) / 50.0, 2));
        check(Schedules.stepDecay(0.3, 0.5, 7), t -> 0.3 * pow(0.5, Math.floorDiv(t - 1, 7)));
        check(Schedules.stepDecay(0.3, 0.5, 3, 8), t -> 0.3 * (t <= 3 ? 1 : t <= 11 ? 0.5 : 0.25));
        check(Schedules.constant(0.2), _ -> 0.2);
    }

    @Test
    void waves_follow() {
        IntToDoubleFunction triangle = t -> 2 / PI * abs(asin(sin(PI * (t - 1) / 6)));
        IntToDoubleFunction sine = t -> abs(sin(PI * (t - 1) / 6));
        check(Schedules.triangle(0.9, 0.2, 6), t -> 0.7 * triangle.applyAsDouble(t) + 0.2);
        check(Schedules.triangleDecay2(0.2, 0.9, 6),
                t -> 0.7 * triangle.applyAsDouble(t) / pow(2, Math.floorDiv(t - 1, 6)) + 0.2);
        check(Schedules.triangleExp(0.2, 0.9, 6, 0.9), t -> 0.7 * triangle.applyAsDouble(t) * pow(0.9, t - 1) + 0.2);
        check(Schedules.sine(0.9, 0.2, 6), t -> 0.7 * sine.applyAsDouble(t) + 0.2);
        check(Schedules.sineDecay2(0.9, 0.2, 6),
                t -> 0.7 * sine.applyAsDouble(t) / pow(2, Math.floorDiv(t - 1, 6)) + 0.2);
        check(Schedules.sineExp(0.9, 0.2, 6, 0.9), t -> 0.7 * sine.applyAsDouble(t) * pow(0.9, t - 1) + 0.2);
    }

    @Test
    void cosAnneal_follows() {
        check(Schedules.cosAnneal(0.2, 0.9, 6), t -> 0.7 * (1 + cos(PI * ((t - 1) % 6) / 6)) / 2 + 0.2);
        check(Schedules.cosAnneal(0.2, 0.9, 6, false), t -> 0.7 * (1 + cos(PI * (t - 1) / 6)) / 2 + 0.2);
        assertEquals(0.9, Schedules.cosAnneal(0.2, 0.9, 6).at(7), 1e-15);
        assertEquals(0.2, Schedules.cosAnneal(0.2, 0.9, 6, false).at(7), 1e-15);
    }

    @Test
    void oneCycle_goesUpAndDownOnce() {
        IntToDoubleFunction expected = t -> {
            if (t > 50) return 0.01;
            return t <= 15
                    ? 1e-4 + (0.1 - 1e-4) * (1 + cos(PI * (t + 15 - 1) / 15)) / 2
                    : 0.01 + (0.1 - 0.01) * (1 + cos(PI * (t - 15 - 1) / 35)) / 2;
        };
        check(Schedules.oneCycle(50, 0.1, 1e-4, 0.01, 0.3), expected);
        Schedule usual = Schedules.oneCycle(50, 0.1);
        assertEquals(0.1 / 25, usual.at(1), 1e-15);
        assertEquals(0.1, usual.at(14), 1e-15);
        assertEquals(0.1 / 1e5, usual.at(51), 1e-15);
    }

    @Test
    void schedulesOfSchedules_follow() {
        Schedule log = t -> Math.log(t);
        Schedule root = t -> Math.sqrt(t);
        check(Schedules.sequence(List.of(log, root), 4, 3), t -> t > 4 ? Math.sqrt(t - 4) : Math.log(t));
        check(Schedules.sequence(List.of(log, root), 4), t -> t > 4 ? Math.sqrt(t - 4) : Math.log(t));
        check(Schedules.loop(log, 7), t -> Math.log((t - 1) % 7 + 1));
        check(Schedules.interpolator(log, 5), t -> Math.log(Math.floorDiv(t + 4, 5)));
        check(Schedules.shifted(log, 5), t -> Math.log(t + 4));
        check(Schedules.composed(p -> Schedules.expDecay(p[0], p[1]), root, Schedules.constant(0.9)),
                t -> Math.sqrt(t) * pow(0.9, t - 1));
        Schedule five = Schedules.shortened(log, 5);
        assertEquals(Math.log(5), five.at(5));
        var error = assertThrows(IllegalStateException.class, () -> five.at(6));
        assertEquals("this schedule ends after 5 steps, and this is step 6", error.getMessage());
    }

    @Test
    void optimizer_takesTheValueOfItsStepFrom1() {
        Tensor p = tensor(DataType.DOUBLE, 0);
        Params ps = params(p);
        Optimizer opt = Optimizers.descent(Schedules.expDecay(0.5, 0.1));
        for (int t = 0; t < 3; t++) opt.update(ps, gradient(() -> p.sum(), ps));
        assertEquals(-0.555, p.get(0), 1e-15);
        Optimizer adam = Optimizers.adam(t -> t == 1 ? 0.1 : 0).adjust("beta1", Schedules.constant(0.5));
        for (int t = 0; t < 3; t++) adam.update(ps, gradient(() -> p.sum(), ps));
        assertEquals(-0.655, p.get(0), 1e-8);
    }

    @Test
    void toString_isTheCallThatMakesIt() {
        assertEquals("cosAnneal(0.0, 0.1, 10, true)", Schedules.cosAnneal(0, 0.1, 10).toString());
        assertEquals("loop(stepDecay(0.1, 0.5, 3, 4), 9)",
                Schedules.loop(Schedules.stepDecay(0.1, 0.5, 3, 4), 9).toString());
        assertEquals("sequence(List.of(t -> …, 0.1), 5)",
                Schedules.sequence(List.of(_ -> 1, Schedules.constant(0.1)), 5).toString());
        assertEquals("composed(t -> …, 0.5)",
                Schedules.composed(p -> Schedules.constant(p[0]), Schedules.constant(0.5)).toString());
        assertEquals("descent(t -> …)", Optimizers.descent(t -> 0.1 / t).toString());
    }

    @Test
    void settings_thatMakeNoSense_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Schedules.stepDecay(0.1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Schedules.sequence(List.of(_ -> 1), 1, 2));
        assertThrows(IllegalArgumentException.class, () -> Schedules.interpolator(_ -> 1, 0));
        var error = assertThrows(IllegalArgumentException.class, () -> Schedules.sine(0, 1, 0));
        assertEquals("sine: the period must be at least 1, but it is 0", error.getMessage());
    }

    private static void check(Schedule schedule, IntToDoubleFunction expected) {
        for (int t = 1; t <= 60; t++) assertEquals(expected.applyAsDouble(t), schedule.at(t), 1e-14, "step " + t);
    }
}
