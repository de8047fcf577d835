package gradshell.compile.corpus;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.jvp;
import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import gradshell.Fn;
import java.util.List;

/** Gradients inside gradients. */
public final class SecondOrder {
    private SecondOrder() {}

    public static List<Case<?>> cases() {
        return List.of(at("slope of a slope", x -> gradient(y -> y * y * y, x), 1.3).is(x -> 6 * x),
                at("slope of sin", x -> gradient(Math::sin, x), 1.3).is(x -> -Math.sin(x)),
                at("captures the outer number", x -> gradient(y -> x * y * y, 3), 1.3).is(_ -> 6.0),
                at("captured and given", x -> gradient(y -> x * y * y, x * x), 1.3).is(x -> 6 * x * x),
                at("perturbations kept apart", x -> x * gradient(y -> x + y, 1), 1.3).is(_ -> 1.0),
                at("in a loop", SecondOrder::newton, 2).is(x -> 0.5 / Math.sqrt(x)),
                at("of a loop", x -> gradient(y -> ControlFlow.power(y), x), 1.1),
                at("of a function with branches", x -> gradient(ControlFlow::ifElse, x), 1.1),
                at("of calls", x -> gradient(y -> Calls.fastPower(y, 5), x) * x, 1.1).is(x -> 25 * Math.pow(x, 4)),
                at("one of two slopes", x -> gradient((y, z) -> y * y * z, x, 2)[0], 1.1).is(_ -> 4.0),
                at("both slopes", x -> gradient((y, z) -> y * y * z, x, x)[0] + gradient((y, z) -> y * z * z, x, x)[1],
                        1.1),
                at("second slope outside", x -> hessian(y -> y * y * y * y, x), 1.1).is(x -> 24 * x),
                at("tangent inside", x -> jvp(y -> y * y * x, x, 2), 1.1).is(x -> 8 * x),
                on("slope of an array", x -> gradient((Fn<double[], Double>) ArrayReads::product, x)[0], 2, 3, 4)
                        .is(x -> new double[]{0, x[2], x[1]}),
                on("norm of a gradient",
                        x -> ArrayReads.squaredNorm(gradient((Fn<double[], Double>) ArrayReads::variance, x)),
                        2, 3, 5),
                on("step downhill inside", SecondOrder::step, 0.3, 0.8));
    }

    public static double newton(double x) {
        double y = 1;
        for (int i = 0; i < 6; i++) {
            double at = y;
            y -= (at * at - x) / gradient(z -> z * z - x, at);
        }
        return y;
    }

    public static double step(double[] x) {
        double[] slope = gradient((Fn<double[], Double>) y -> y[0] * y[0] * x[1] + Math.sin(y[1]), x);
        return (x[0] - 0.1 * slope[0]) * (x[1] - 0.1 * slope[1]);
    }
}
