package gradshell.compile.problems;

import gradshell.Fn;
import java.util.List;
import java.util.function.UnaryOperator;

/** A scalar function, its gradient written by hand, and where to compare them. */
public record Problem<A>(String name, Fn<A, Double> f, UnaryOperator<A> gradient, A argument) {
    /** All of them, small enough for a test. */
    public static List<Problem<?>> all() {
        return List.of(Lse.problem(10), Llsq.problem(4, 9), Ode.problem(4, 5), Det.problem(4), KMeans.problem(3, 9, 2),
                Gmm.problem(7, 3, 3), Ba.problem(2, 3, 5), Lstm.problem(2, 4, 5), Particle.problemByHand(),
                Particle.problem(), Saddle.problem());
    }

    @Override
    public String toString() {
        return name;
    }
}
