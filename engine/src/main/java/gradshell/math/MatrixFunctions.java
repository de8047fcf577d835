package gradshell.math;

import gradshell.DataType;
import gradshell.DoubleFn;
import gradshell.Gradshell;
import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Factorizations;
import gradshell.array.Scope;
import java.util.Arrays;

/** Functions of whole matrices. */
final class MatrixFunctions {
    /** The coefficients of the numerator of exp's Padé approximant of order 13; the denominator's are those of -x. */
    private static final double[] PADE = {64764752532480000.0, 32382376266240000.0, 7771770303897600.0,
            1187353796428800.0,
            129060195264000.0, 10559470521600.0, 670442572800.0, 33522128640.0, 1323241920.0, 40840800.0, 960960.0,
            16380.0,
            182.0, 1.0};
    /** Up to this norm the approximant is exact in double. */
    private static final double PADE_RADIUS = 5.371920351148152;

    private MatrixFunctions() {}

    /**
     * N. Higham, "The scaling and squaring method for the matrix exponential revisited" (2005); the way back is a corner of a
     * larger exponential, R. Mathias, "A chain rule for matrix functions" (1996).
     */
    static Tensor expm(Tensor x) {
        var a = Matrix.oneSquare("expm", x);
        var n = a.size(0);
        return Rules.nonlinear("expm", Rules.array(exponential(Gradshell.stopGradient(a)).to(a.dataType())), a,
                (dy, in, _) -> {
                    var t = in.t();
                    var left = Tensors.cat(0, t, t.times(0));
                    return expm(Tensors.cat(1, left, Tensors.cat(0, dy, t))).slice(0, 0, n).slice(1, n, 2 * n);
                });
    }

    private static Tensor exponential(Tensor x) {
        var norm = x.size() == 0 ? 0 : x.abs().sum(0).max().item();
        if (!Double.isFinite(norm)) {
            throw new ArithmeticException(
                    "expm: the matrix of shape %s has elements that are NaN or infinite"
                            .formatted(Shapes.text(x.shape())));
        }
        var halvings = Math.max(0, Math.getExponent(norm / PADE_RADIUS) + 1);
        var a = x.to(DataType.DOUBLE).times(Math.scalb(1.0, -halvings));
        var square = a.matmul(a);
        var power = Matrix.identity(a, a.size(0));
        var even = power.times(0);
        var odd = even;
        for (var i = 0; i < PADE.length; i += 2) {
            even = even.plus(power.times(PADE[i]));
            odd = odd.plus(power.times(PADE[i + 1]));
            power = power.matmul(square);
        }
        odd = a.matmul(odd);
        var y = even.minus(odd).solve(even.plus(odd));
        for (var i = 0; i < halvings; i++) {
            y = y.matmul(y);
        }
        return y;
    }

    /** By squaring. */
    static Tensor power(Tensor x, int n) {
        var a = Matrix.square("matrixPower", x);
        if (n < 0) {
            return power(a.inverse(), Math.negateExact(n));
        }
        Tensor result = null;
        var square = a;
        for (var rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = result == null ? square : result.matmul(square);
            }
            square = rest > 1 ? square.matmul(square) : square;
        }
        return result == null ? Matrix.identity(a, Matrix.rows(a)).broadcastTo(a.shape()).copy() : result;
    }

    /**
     * V f(λ) Vᵀ. Its derivative by the divided differences of f, which are f' where two eigenvalues are close: J. Daleckii and
     * S. Krein (1965).
     */
    static Tensor symmetric(DoubleFn f, Tensor x) {
        var a = Matrix.square("symmetricFunction", x);
        var eigen = Eigen.symmetric(Gradshell.stopGradient(a));
        var vectors = eigen.vectors();
        var value = vectors.times(eigen.values().map(f).unsqueeze(a.rank() - 2)).matmul(Matrix.transposed(vectors));
        return Rules.nonlinear("symmetricFunction", Rules.array(value), a, (dy, in, _) -> {
            var parts = Eigen.symmetric(in);
            var v = parts.vectors();
            var vt = Matrix.transposed(v);
            return symmetrized(
                    v.matmul(dividedDifferences(f, parts.values()).times(vt.matmul(dy).matmul(v))).matmul(vt));
        });
    }

    private static Tensor symmetrized(Tensor x) {
        return x.plus(Matrix.transposed(x)).times(0.5);
    }

    private static Tensor dividedDifferences(DoubleFn f, Tensor values) {
        var last = values.rank();
        var y = Scope.outside(() -> values.map(f));
        var slopes = Scope.outside(() -> Gradshell.gradient(v -> v.map(f).sum(), values));
        var gap = values.unsqueeze(last - 1).minus(values.unsqueeze(last));
        var largest = Arrays.stream(Matrix.numbers(values)).map(Math::abs).max().orElse(0);
        var close = gap.abs().le(Math.sqrt(Matrix.epsilon(values)) * largest);
        var mean = slopes.unsqueeze(last - 1).plus(slopes.unsqueeze(last)).times(0.5);
        var rise = y.unsqueeze(last - 1).minus(y.unsqueeze(last));
        return Tensors.where(close, mean, rise.div(Tensors.where(close, 1, gap)));
    }

    /** G. Golub and V. Pereyra, "The differentiation of pseudo-inverses" (1973), 4.2: where the rank doesn't change. */
    static Tensor pinv(Tensor x) {
        var a = Matrix.any("pinv", x);
        var parts = Svd.of(Gradshell.stopGradient(a));
        var s = parts.s();
        var numbers = Matrix.numbers(s);
        var k = (int) s.size(s.rank() - 1);
        var cut = Math.max(Matrix.rows(a), Matrix.columns(a)) * Matrix.epsilon(a);
        var largest = k == 0 ? s : s.slice(s.rank() - 1, 0, 1);
        var zero = s.le(largest.times(cut));
        var inverse = Tensors.where(zero, 0, Tensors.where(zero, 1, s).reciprocal());
        var value = parts.v().times(inverse.unsqueeze(s.rank() - 1)).matmul(Matrix.transposed(parts.u()));
        return Rules.nonlinear("pinv", Rules.array(value), a, (dy, in, y) -> {
            checkRank(numbers, k, cut, in);
            var t = Matrix.transposed(y);
            var dt = Matrix.transposed(dy);
            var dx = t.matmul(dy).matmul(t).unaryMinus();
            if (Matrix.rows(in) > k) {
                var inner = dt.matmul(y).matmul(t);
                dx = dx.plus(inner.minus(in.matmul(y.matmul(inner))));
            }
            if (Matrix.columns(in) > k) {
                var inner = t.matmul(y).matmul(dt);
                dx = dx.plus(inner.minus(inner.matmul(y).matmul(in)));
            }
            return dx;
        });
    }

    private static void checkRank(double[] s, int k, double cut, Tensor x) {
        for (var i = 0; i < s.length; i++) {
            if (s[i] <= cut * s[i / k * k]) {
                throw new ArithmeticException(
                        "pinv: the matrix of shape %s has rank %d, not %d: its pseudo-inverse jumps there and has no derivative"
                                .formatted(Shapes.text(x.shape()), i % k, k));
            }
        }
    }

    /** The way back is an equation of the same kind with transposed matrices. */
    static Tensor sylvester(Tensor first, Tensor second, Tensor third) {
        var a = Matrix.oneSquare("sylvester", first);
        var b = Matrix.oneSquare("sylvester", second);
        var c = Matrix.any("sylvester", third);
        if (!Arrays.equals(c.shape(), new long[]{a.size(0), b.size(0)})) {
            throw new IllegalArgumentException(
                    "sylvester: matrices of shape %s and %s need C of shape %s, got %s".formatted(
                            Shapes.text(a.shape()), Shapes.text(b.shape()), Shapes.text(a.size(0), b.size(0)),
                            Shapes.text(c.shape())));
        }
        if (a.dataType() != b.dataType() || a.dataType() != c.dataType()) {
            return sylvester(a.to(DataType.DOUBLE), b.to(DataType.DOUBLE), c.to(DataType.DOUBLE));
        }
        var x = new Tensor[1];
        var right = Rules.array(Gradshell.stopGradient(c).unaryMinus());
        x[0] = Rules.record("sylvester", Factorizations.sylvester(Rules.array(a), Rules.array(b), right), true,
                (dy, i) -> {
                    var dc = sylvester(a.t(), b.t(), dy);
                    return switch (i) {
                        case 0 -> dc.matmul(x[0].t());
                        case 1 -> x[0].t().matmul(dc);
                        default -> dc;
                    };
                }, a, b, c);
        return x[0];
    }
}
