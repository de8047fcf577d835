package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.Fn2;
import gradshell.Tensor;
import gradshell.nn.Losses;
import gradshell.nn.Reduction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss beside code that reads a number of a tensor has the gradient that the tape alone gives. */
class LossesAmongNumbersTest {
    private static final Tensor X = tensor(new double[][]{{0.2, 0.7}, {0.5, 0.2}, {0.3, 0.1}});
    private static final Tensor Y = tensor(new double[][]{{0, 1}, {1, 0}, {0, 0}});

    record Case(String name, Fn2<Tensor, Tensor, Tensor> loss) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> losses() {
        return Stream.of(new Case("mse", (p, y) -> Losses.mse(p, y, Reduction.SUM)),
                new Case("mae", (p, y) -> Losses.mae(p, y, Reduction.SUM)),
                new Case("msle", (p, y) -> Losses.msle(p, y, Reduction.SUM)),
                new Case("huber", (p, y) -> Losses.huber(p, y, Reduction.SUM)),
                new Case("crossEntropy", (p, y) -> Losses.crossEntropy(p, y, Reduction.SUM)),
                new Case("logitCrossEntropy", (p, y) -> Losses.logitCrossEntropy(p, y, Reduction.SUM)),
                new Case("binaryCrossEntropy", (p, y) -> Losses.binaryCrossEntropy(p, y, Reduction.SUM)),
                new Case("logitBinaryCrossEntropy", (p, y) -> Losses.logitBinaryCrossEntropy(p, y, Reduction.SUM)),
                new Case("klDivergence", (p, y) -> Losses.klDivergence(p, y, Reduction.SUM)),
                new Case("poisson", (p, y) -> Losses.poisson(p, y, Reduction.SUM)),
                new Case("hinge", (p, y) -> Losses.hinge(p, y, Reduction.SUM)),
                new Case("squaredHinge", (p, y) -> Losses.squaredHinge(p, y, Reduction.SUM)),
                new Case("binaryFocal", (p, y) -> Losses.binaryFocal(p, y, Reduction.SUM)),
                new Case("focal", (p, y) -> Losses.focal(p, y, Reduction.SUM)),
                new Case("siameseContrastive", (p, y) -> Losses.siameseContrastive(p, y, Reduction.SUM)),
                new Case("dice", Losses::dice),
                new Case("tversky", Losses::tversky),
                new Case("labelSmoothing", (p, _) -> Losses.labelSmoothing(p, 0.3)),
                new Case("ctc", (p, _) -> Losses.ctc(p, 1)));
    }

    @Test
    void everyLoss_isAmongTheCases() {
        assertEquals(Arrays.stream(Losses.class.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers()))
                .map(Method::getName).collect(Collectors.toSet()),
                losses().map(Case::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss_hasTheGradientOfTheTape(Case c) {
        Tensor w = scalar(0.9);
        double recorded = gradient(() -> c.loss.apply(X.times(w.square()), Y).sum(), params(w)).get(w).item();
        double read = gradient(() -> {
            double s = w.item();
            return c.loss.apply(X.times(s * s), Y).sum();
        }, params(w)).get(w).item();
        assertEquals(recorded, read, 1e-5 * (1 + Math.abs(recorded)));
    }
}
