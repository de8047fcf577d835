package gradshell.math;

import static gradshell.RuleCheck.any;
import static gradshell.RuleCheck.rule;
import static gradshell.RuleCheck.other;
import static gradshell.RuleCheck.positive;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.indices;
import static gradshell.math.Elements.chunk;
import static gradshell.math.Elements.cummax;
import static gradshell.math.Elements.cummin;
import static gradshell.math.Elements.cumprod;
import static gradshell.math.Elements.extrema;
import static gradshell.math.Elements.findMax;
import static gradshell.math.Elements.findMin;
import static gradshell.math.Elements.partialSort;
import static gradshell.math.Elements.pick;
import static gradshell.math.Elements.roll;
import static gradshell.math.Elements.scatter;
import static gradshell.math.Elements.sortDescending;
import static gradshell.math.Elements.unique;
import static gradshell.math.Elements.unstack;
import static gradshell.math.Fourier.complex;
import static gradshell.math.Fourier.complexAbs;
import static gradshell.math.Fourier.complexTimes;
import static gradshell.math.Fourier.conj;
import static gradshell.math.Fourier.fft;
import static gradshell.math.Fourier.ifft;
import static gradshell.math.Fourier.im;
import static gradshell.math.Fourier.irfft;
import static gradshell.math.Fourier.re;
import static gradshell.math.Fourier.rfft;
import static gradshell.math.Matrices.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.DataType;
import gradshell.RuleCheck;
import gradshell.Tensor;
import gradshell.Tensors;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation of this package against central differences, as the tensors' own are. */
class MatrixRulesTest {
    /** Values far from each other, so that a step leaves their order. */
    private static Tensor spread(Tensor x) {
        var k = Math.min(Matrix.rows(x), Matrix.columns(x));
        var steps = diagm(arange(1, k + 1.0).to(x.dataType()).times(2));
        var rows = steps.pad(0, 0, Matrix.rows(x) - k).pad(1, 0, Matrix.columns(x) - k);
        return x.times(0.25).plus(rows);
    }

    private static Tensor symmetric(Tensor x) {
        return spread(x.plus(Matrix.transposed(x)));
    }

    private static Stream<RuleCheck> products() {
        return Stream.of(rule("einsum", (x, y) -> einsum("ij,jk->ik", x, y), any(2, 3), other(3, 4)),
                rule("einsum, implicit", (x, y) -> einsum("ji,jk", x, y), any(3, 2), other(3, 2)),
                rule("einsum, diagonal", x -> einsum("iji->ij", x), any(2, 3, 2)),
                rule("einsum, trace", x -> einsum("ii", x), any(3, 3)),
                rule("einsum, ellipsis", (x, y) -> einsum("...ij,...jk->...ki", x, y), any(2, 1, 2, 3), other(3, 3, 2)),
                rule("einsum, dot", (x, y) -> einsum("ij,ij->j", x, y), any(2, 3), other(2, 3)),
                rule("einsum, elementwise", (x, y) -> einsum("ij,j->ji", x, y), any(2, 3), other(3)),
                rule("einsum, three", (x, y, z) -> einsum("ij,jk,k->i", x, y, z), any(2, 3), other(3, 4), any(4)),
                rule("einsum, view", (x, y) -> einsum("ij,kj", x.t(), y.flip(1)), any(3, 2), other(2, 3)),
                rule("kron", (x, y) -> kron(x, y), any(2, 3), other(3, 2)),
                rule("kron, vectors", (x, y) -> kron(x, y), any(3), other(2)),
                rule("cross", (x, y) -> cross(x, y), any(3), other(3)),
                rule("cross, batch", (x, y) -> cross(x, y), any(3, 2), other(3, 1)),
                rule("diag", x -> diag(x, 1), any(3, 4)), rule("diag, below", x -> diag(x, -2), any(2, 4, 3)),
                rule("diagm", x -> diagm(x), any(3)), rule("diagm, beside", x -> diagm(x, -1), any(2, 3)),
                rule("diagm, above", x -> diagm(x, 2), any(2)), rule("tril", x -> tril(x), any(3, 4)),
                rule("tril, beside", x -> tril(x, -1), any(2, 3, 3)), rule("triu", x -> triu(x, 1), any(4, 3)),
                rule("pNorm", x -> pNorm(x, 3), any(2, 3)), rule("pNorm, 1.5", x -> pNorm(x, 1.5, 0), any(2, 3)),
                rule("pNorm, 1", x -> pNorm(x, 1, 1), any(2, 3)), rule("pNorm, 2", x -> pNorm(x, 2, 1), any(2, 3)),
                rule("pNorm, largest", x -> pNorm(x, Double.POSITIVE_INFINITY), any(2, 3)),
                rule("pNorm, half", x -> pNorm(x, 0.5), positive(3)), rule("pNorm, scalar", x -> pNorm(x, 3), any()),
                rule("unitVector", x -> unitVector(x, 0), any(3, 2)));
    }

    private static Stream<RuleCheck> factorizations() {
        return Stream.of(rule("svd, U", x -> svd(spread(x)).u(), any(3, 3)),
                rule("svd, s", x -> svd(spread(x)).s(), any(3, 2)),
                rule("svd, V", x -> svd(spread(x)).v(), any(2, 3)),
                rule("svd, tall", x -> svd(spread(x)).u(), any(4, 2)),
                rule("svd, wide", x -> svd(spread(x)).v().square(), any(2, 3, 5)), rule("svd", x -> {
                    var parts = svd(spread(x));
                    return parts.u().matmul(parts.v().t()).plus(parts.s().sum());
                }, any(3, 3)), rule("svdvals", x -> svdvals(spread(x)), any(2, 3, 2)),
                rule("svdvals, view", x -> svdvals(spread(x).t().flip(0)), any(2, 3)),
                rule("eigh, values", x -> eigh(symmetric(x)).values(), any(3, 3)),
                rule("eigh", x -> eigh(symmetric(x)).vectors(), any(2, 3, 3)),
                rule("eigvalsh", x -> eigvalsh(symmetric(x)), any(3, 3)),
                rule("eigvals", x -> eigvals(spread(x)), any(3, 3)),
                rule("eigvals, symmetric", x -> eigvals(x.plus(diagm(arange(3).to(x.dataType()).times(2)))),
                        zeros(3, 3)),
                rule("eig", x -> eig(spread(x)).vectors(), any(2, 3, 3)),
                rule("qr, Q", x -> qr(spread(x)).q(), any(3, 3)),
                rule("qr", x -> qr(spread(x)).r(), any(2, 4, 3)), rule("qr, wide", x -> {
                    var parts = qr(spread(x));
                    return cat(1, parts.q(), parts.r());
                }, any(2, 4)), rule("lu, L", x -> lu(spread(x)).l(), any(3, 3)),
                rule("lu", x -> lu(spread(x).flip(1)).u(), any(2, 3, 3)),
                rule("lu, tall", x -> lu(spread(x)).l(), any(4, 2)),
                rule("lu, wide", x -> lu(spread(x)).u(), any(2, 5)));
    }

    private static RuleCheck.Input zeros(long... shape) {
        return type -> Tensors.zeros(type, shape);
    }

    private static Stream<RuleCheck> functions() {
        return Stream.of(rule("triangularSolve", (a, b) -> triangularSolve(spread(a), b, true), any(3, 3), other(3, 2)),
                rule("triangularSolve, lower", (a, b) -> triangularSolve(spread(a), b, false), any(3, 3), other(3)),
                rule("triangularSolve, batch", (a, b) -> triangularSolve(spread(a), b, true), any(3, 3),
                        other(2, 3, 1)),
                rule("pinv", x -> pinv(spread(x)), any(3, 3)), rule("pinv, tall", x -> pinv(spread(x)), any(2, 4, 2)),
                rule("pinv, wide", x -> pinv(spread(x)), any(2, 3)),
                rule("lstsq", (a, b) -> lstsq(spread(a), b), any(4, 2), other(4)),
                rule("lstsq, wide", (a, b) -> lstsq(spread(a), b), any(2, 3), other(2, 2)),
                rule("sylvester", (a, b, c) -> sylvester(spread(a), spread(b), c), any(3, 3), other(2, 2), any(3, 2)),
                rule("lyapunov", (a, c) -> lyapunov(spread(a), c), any(3, 3), other(3, 3)),
                rule("expm", x -> expm(x), any(3, 3)),
                rule("expm, large", x -> expm(x.times(5).minus(eye(2).times(9))), any(2, 2)),
                rule("matrixPower", x -> matrixPower(x, 5), any(2, 2)),
                rule("matrixPower, inverse", x -> matrixPower(spread(x), -3),
                        any(3, 3)),
                rule("matrixPower, none", x -> matrixPower(x, 0), any(2, 2)),
                rule("symmetricFunction", x -> symmetricFunction(v -> Math.sqrt(v), symmetric(x)), any(3, 3)),
                rule("symmetricFunction, batch", x -> symmetricFunction(v -> v * v * v, symmetric(x)), any(2, 2, 2)));
    }

    private static Stream<RuleCheck> elements() {
        var to = indices(2, 0, 2, 2, 0, 3);
        return Stream.of(rule("cumprod", x -> cumprod(x, 1), any(2, 5)),
                rule("cumprod, zero", x -> cumprod(x.minus(0.7), 0), any(4)),
                rule("cummax", x -> cummax(x, 0), any(5, 2)), rule("cummin", x -> cummin(x, 1), any(2, 5)),
                rule("chunk", x -> chunk(x, 2, 1).getLast(), any(2, 3)),
                rule("unstack", x -> unstack(x, 0).getLast(), any(2, 3)), rule("roll", x -> roll(x, 1, 2), any(2, 3)),
                rule("roll, back", x -> roll(x, 0, -4), any(3, 2)),
                rule("partialSort", x -> partialSort(x, 2, 1), any(2, 4)),
                rule("sortDescending", x -> sortDescending(x, 0), any(5)),
                rule("unique", x -> unique(x.take(0, 1, 0, 1, 2)).values(), any(3)),
                rule("extrema", x -> extrema(x, 1).first().plus(extrema(x, 1).second()), any(2, 3)),
                rule("findMax", x -> findMax(x, 1).first(), any(2, 3)),
                rule("findMin", x -> findMin(x, 0).first(), any(2, 3)),
                rule("pick", x -> pick(x, indices(1, 0, 1, 1).reshape(2, 2)), any(3, 2)),
                rule("pick, two", x -> pick(x, indices(1, 0, 1), indices(2, 0, 2)), any(2, 2, 3)),
                rule("scatter, two",
                        x -> scatter(Scatter.PROD, x, new long[]{2, 3}, indices(1, 0, 1), indices(2, 0, 2)), any(2, 3)),
                rule("scatter", x -> scatter(Scatter.SUM, x, to, 5), any(2, 6)),
                rule("scatter, matrix", x -> scatter(Scatter.SUM, x, to.reshape(2, 3), 4), any(2, 2, 3)),
                rule("scatter, mean", x -> scatter(Scatter.MEAN, x, to, 4), any(2, 6)),
                rule("scatter, product", x -> scatter(Scatter.PROD, x, to, 5), any(2, 6)),
                rule("scatter, product of zeros", x -> scatter(Scatter.PROD, x.minus(0.7), to, 4), any(6)),
                rule("scatter, largest", x -> scatter(Scatter.MAX, x, to, 5).slice(0, 2, 4), any(6)),
                rule("scatter, smallest", x -> scatter(Scatter.MIN, x, to, 5).slice(1, 2, 4), any(3, 6)));
    }

    private static Stream<RuleCheck> fourier() {
        return Stream.of(rule("fft", z -> fft(z, 0), any(5, 2)), rule("fft, two dimensions", z -> fft(z), any(3, 4, 2)),
                rule("fft, view", z -> fft(z.permute(1, 0, 2).flip(0), 0), any(2, 3, 2)),
                rule("ifft", z -> ifft(z, 1), any(2, 6, 2)), rule("rfft", x -> rfft(x, 0), any(5, 2)),
                rule("rfft, even", x -> rfft(x, 1), any(2, 4)), rule("irfft", z -> irfft(z, 5, 0), any(3, 2)),
                rule("irfft, even", z -> irfft(z, 4, 0), any(3, 2)),
                rule("complex", (x, y) -> complex(x, y), any(2, 3), other(2, 3)), rule("re", z -> re(z), any(3, 2)),
                rule("im", z -> im(z), any(3, 2)), rule("conj", z -> conj(z), any(3, 2)),
                rule("complexAbs", z -> complexAbs(z), any(3, 2)),
                rule("complexTimes", (a, b) -> complexTimes(a, b), any(3, 2), other(1, 2)));
    }

    private static Stream<RuleCheck> all() {
        return Stream.of(products(), factorizations(), functions(), elements(), fourier()).flatMap(s -> s);
    }

    @TestFactory
    Stream<DynamicTest> gradient_float() {
        return RuleCheck.gradients(all(), DataType.FLOAT);
    }

    @TestFactory
    Stream<DynamicTest> gradient_double() {
        return RuleCheck.gradients(all(), DataType.DOUBLE);
    }

    @TestFactory
    Stream<DynamicTest> secondDerivative_double() {
        return RuleCheck.secondDerivatives(all());
    }

    @TestFactory
    Stream<DynamicTest> gradient_keepsTypeAndShape() {
        return RuleCheck.typesAndShapes(all());
    }

    @Test
    void operations_areAllChecked() {
        var checked = all().map(op -> op.name().replaceAll(",.*", "")).collect(Collectors.toSet());
        var missing = Stream.of(Matrices.class, Elements.class, Fourier.class)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers())).map(m -> m.getName())
                .filter(name -> !checked.contains(name)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }
}
