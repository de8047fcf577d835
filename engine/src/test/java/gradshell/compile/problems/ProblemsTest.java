package gradshell.compile.problems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.Gradshell;
import gradshell.compile.Leaves;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    static List<Problem<?>> problems() {
        return Problem.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    <A> void gradientByHand_agreesWithDifferences(Problem<A> problem) {
        double[] expected = Leaves.differences(problem.f()::apply, problem.argument(), 1e-4);
        close(expected, problem.gradient().apply(problem.argument()), 1e-7);
    }

    @ParameterizedTest
    @MethodSource("problems")
    <A> void gradient_agreesWithTheOneByHand(Problem<A> problem) {
        double[] before = Leaves.of(problem.argument());
        var result = Gradshell.withGradient(problem.f(), problem.argument());
        double value = problem.f().apply(problem.argument());
        assertEquals(value, result.value(), 1e-12 * Math.abs(value));
        close(Leaves.of(problem.gradient().apply(problem.argument())), result.gradient(), 1e-10);
        assertArrayEquals(before, Leaves.of(problem.argument()), "the argument is unharmed");
    }

    @Test
    void kmeans_hasADiagonalHessian() {
        double[][] points = {{0, 0.2}, {1, 0.9}, {1.2, 1}};
        double[][] centroids = {{0.1, 0}, {1, 1}};
        double[][] expected = KMeans.diagonalHessian(centroids, points);
        double[][] step = {{0.3, -0.2}, {0.5, 0.4}};
        double[] product = Leaves.of(Gradshell.hvp(c -> KMeans.cost(c, points), centroids, step));
        double[] diagonal = Leaves.of(expected);
        double[] along = Leaves.of(step);
        for (int i = 0; i < product.length; i++) assertEquals(diagonal[i] * along[i], product[i], 1e-12);
    }

    @Test
    void saddle_isFoundByDescent() {
        double[] place = Leaves.of(Saddle.point());
        assertArrayEquals(new double[4], place, 1e-4);
    }

    @Test
    void particle_isSentThroughTheOrigin() {
        double[] w = Descent.minimise(x -> Particle.miss(x[0]), new double[]{0});
        assertEquals(0, Particle.miss(w[0]), 1e-4);
    }

    private static void close(double[] expected, Object gradient, double tolerance) {
        double[] actual = Leaves.of(gradient);
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], actual[i], tolerance * (1 + Math.abs(expected[i])), "number " + i);
    }
}
