package gradshell;

import gradshell.Rules.Local;
import gradshell.Rules.Local2;
import gradshell.array.Array;
import gradshell.array.Kernels;
import gradshell.array.Kernels.Binary;
import gradshell.array.Kernels.Compare;
import gradshell.array.Kernels.Unary;
import gradshell.array.Scope;
import gradshell.tape.Recorder;
import java.util.function.Supplier;

/** The rules of elementwise operations. Cotangents are tensor expressions, so that they can be recorded again. */
final class Elementwise {
    private Elementwise() {}

    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    /** One input; BOOL becomes FLOAT, integers where {@code floating} says so. */
    record Op1(String name, Unary kernel, boolean floating, Local local) {
        Tensor of(Tensor x) {
            var in = floating ? Rules.floating(x) : number(x);
            return Rules.nonlinear(name, Kernels.unary(kernel, in.array), in, local);
        }
    }

    /** Two inputs, broadcast, of the wider type; the cotangents are summed back to the inputs' shapes in one place. */
    record Op2(String name, Binary kernel, boolean saves, Local2 toA, Local2 toB) {
        Tensor of(Tensor a, Tensor b) {
            Shapes.broadcast(name, a.shape(), b.shape());
            var x = kernel == Binary.DIV || kernel == Binary.POW ? Rules.floating(a) : number(a);
            var y = kernel == Binary.DIV || kernel == Binary.POW ? Rules.floating(b) : number(b);
            var out = new Tensor(Kernels.binary(kernel, x.array, y.array));
            if (!Recorder.idle() && out.isDifferentiable()) {
                Recorder.record(name, out, saves, (dy, i) -> i == 0
                        ? Rules.fit(toA.back((Tensor) dy, x, y, out), x)
                        : Rules.fit(toB.back((Tensor) dy, x, y, out), y), x, y);
            }
            return out;
        }
    }

    private static Op1 op(String name, Unary kernel, Local local) {
        return new Op1(name, kernel, true, local);
    }

    private static Op1 keepingType(String name, Unary kernel, Local local) {
        return new Op1(name, kernel, false, local);
    }

    private static final Local ZERO = (_, _, _) -> null;

    // signs, roots and squares; |x|' is 0 at 0
    static final Op1 NEG = keepingType("unaryMinus", Unary.NEG, (dy, _, _) -> dy.unaryMinus());
    static final Op1 ABS = keepingType("abs", Unary.ABS, (dy, x, _) -> dy.times(x.sign()));
    static final Op1 SIGN = keepingType("sign", Unary.SIGN, ZERO);
    static final Op1 SQUARE = keepingType("square", Unary.SQUARE, (dy, x, _) -> dy.times(x).times(2));
    static final Op1 SQRT = op("sqrt", Unary.SQRT, (dy, _, y) -> dy.div(y.times(2)));
    static final Op1 RSQRT = op("rsqrt", Unary.RSQRT, (dy, x, y) -> dy.times(y).div(x.times(-2)));
    static final Op1 RECIPROCAL = op("reciprocal", Unary.RECIPROCAL, (dy, _, y) -> dy.times(y.square()).unaryMinus());

    // exponentials and logarithms
    static final Op1 EXP = op("exp", Unary.EXP, (dy, _, y) -> dy.times(y));
    static final Op1 EXPM1 = op("expm1", Unary.EXPM1, (dy, x, _) -> dy.times(x.exp()));
    static final Op1 LOG = op("log", Unary.LOG, (dy, x, _) -> dy.div(x));
    static final Op1 LOG1P = op("log1p", Unary.LOG1P, (dy, x, _) -> dy.div(x.plus(1)));

    // trigonometric and hyperbolic
    static final Op1 SIN = op("sin", Unary.SIN, (dy, x, _) -> dy.times(x.cos()));
    static final Op1 COS = op("cos", Unary.COS, (dy, x, _) -> dy.times(x.sin()).unaryMinus());
    static final Op1 TAN = op("tan", Unary.TAN, (dy, _, y) -> dy.times(y.square().plus(1)));
    static final Op1 ASIN = op("asin", Unary.ASIN, (dy, x, _) -> dy.times(oneMinusSquare(x).rsqrt()));
    static final Op1 ACOS = op("acos", Unary.ACOS, (dy, x, _) -> dy.times(oneMinusSquare(x).rsqrt()).unaryMinus());
    static final Op1 ATAN = op("atan", Unary.ATAN, (dy, x, _) -> dy.div(x.square().plus(1)));
    static final Op1 SINH = op("sinh", Unary.SINH, (dy, x, _) -> dy.times(x.cosh()));
    static final Op1 COSH = op("cosh", Unary.COSH, (dy, x, _) -> dy.times(x.sinh()));
    static final Op1 TANH = op("tanh", Unary.TANH,
            (dy, _, y) -> back(Binary.TANH_BACK, dy, y, () -> dy.times(oneMinusSquare(y))));

    // activations; relu' is 0 at 0
    static final Op1 SIGMOID = op("sigmoid", Unary.SIGMOID,
            (dy, _, y) -> back(Binary.SIGMOID_BACK, dy, y, () -> dy.times(y.minus(y.square()))));
    static final Op1 RELU = keepingType("relu", Unary.RELU,
            (dy, x, _) -> back(Binary.RELU_BACK, dy, x, () -> Rules.masked(dy, x.gt(0))));
    static final Op1 SOFTPLUS = op("softplus", Unary.SOFTPLUS, (dy, x, _) -> dy.times(x.sigmoid()));
    static final Op1 ERF = op("erf", Unary.ERF,
            (dy, x, _) -> dy.times(x.square().unaryMinus().exp().times(TWO_OVER_ROOT_PI)));

    // steps: derivative zero
    static final Op1 FLOOR = keepingType("floor", Unary.FLOOR, ZERO);
    static final Op1 CEIL = keepingType("ceil", Unary.CEIL, ZERO);
    static final Op1 ROUND = keepingType("round", Unary.ROUND, ZERO);

    // arithmetic; maximum and minimum give the first argument everything in a tie
    static final Op2 PLUS = new Op2("plus", Binary.ADD, false, (dy, _, _, _) -> dy, (dy, _, _, _) -> dy);
    static final Op2 MINUS = new Op2("minus", Binary.SUB, false, (dy, _, _, _) -> dy, (dy, _, _, _) -> dy.unaryMinus());
    static final Op2 TIMES = new Op2("times", Binary.MUL, true, (dy, _, b, _) -> dy.times(b),
            (dy, a, _, _) -> dy.times(a));
    static final Op2 DIV = new Op2("div", Binary.DIV, true, (dy, _, b, _) -> dy.div(b),
            (dy, _, b, y) -> dy.times(y).div(b).unaryMinus());
    static final Op2 POW = new Op2("pow", Binary.POW, true, Elementwise::powToBase, Elementwise::powToExponent);
    static final Op2 MAXIMUM = new Op2("maximum", Binary.MAX, true, (dy, a, b, _) -> Rules.masked(dy, a.ge(b)),
            (dy, a, b, _) -> Rules.masked(dy, b.gt(a)));
    static final Op2 MINIMUM = new Op2("minimum", Binary.MIN, true, (dy, a, b, _) -> Rules.masked(dy, a.le(b)),
            (dy, a, b, _) -> Rules.masked(dy, b.lt(a)));

    /** In one pass where nothing records, else as an expression that can be recorded. */
    static Tensor back(Binary kernel, Tensor dy, Tensor saved, Supplier<Tensor> expression) {
        return Recorder.idle() ? new Tensor(Kernels.binary(kernel, dy.array, saved.array)) : expression.get();
    }

    private static Tensor oneMinusSquare(Tensor x) {
        return x.square().unaryMinus().plus(1);
    }

    /** b a^(b-1), which is 0 for 0^0: there the exponent is taken as 1, so that 0 times infinity doesn't arise. */
    private static Tensor powToBase(Tensor dy, Tensor a, Tensor b, Tensor y) {
        var corner = where(b.eq(0), a.eq(0), Tensors.bools(false));
        return dy.times(b).times(a.pow(where(corner, b.like(1), b.minus(1))));
    }

    /** a^b log a where the base is positive, else 0. */
    private static Tensor powToExponent(Tensor dy, Tensor a, Tensor b, Tensor y) {
        var positive = a.gt(0);
        return Rules.masked(dy.times(y).times(where(positive, a, a.like(1)).log()), positive);
    }

    /** x^p for a number p. */
    static Tensor pow(Tensor x, double p) {
        var in = Rules.floating(x);
        return Rules.nonlinear("pow", Kernels.binary(Binary.POW, in.array, p), in,
                (dy, _, _) -> p == 0 ? null : dy.times(in.pow(p - 1)).times(p));
    }

    // with a number on one side; a number never widens the type, but a fraction turns integers into FLOAT
    static Tensor plus(Tensor x, double b) {
        var in = number(x, b);
        return Rules.linear("plus", Kernels.binary(Binary.ADD, in.array, b), in, dy -> dy);
    }

    static Tensor times(Tensor x, double b) {
        var in = number(x, b);
        return Rules.linear("times", Kernels.binary(Binary.MUL, in.array, b), in, dy -> dy.times(b));
    }

    static Tensor div(Tensor x, double b) {
        var in = Rules.floating(x);
        return Rules.linear("div", Kernels.binary(Binary.DIV, in.array, b), in, dy -> dy.div(b));
    }

    static Tensor maximum(Tensor x, double b) {
        var in = number(x, b);
        return Rules.nonlinear("maximum", Kernels.binary(Binary.MAX, in.array, b), in,
                (dy, v, _) -> Rules.masked(dy, v.ge(b)));
    }

    static Tensor minimum(Tensor x, double b) {
        var in = number(x, b);
        return Rules.nonlinear("minimum", Kernels.binary(Binary.MIN, in.array, b), in,
                (dy, v, _) -> Rules.masked(dy, v.le(b)));
    }

    /** Inside the bounds, which are included, the cotangent passes. */
    static Tensor clamp(Tensor x, double lo, double hi) {
        if (!(lo <= hi)) {
            throw new IllegalArgumentException(
                    "clamp: the lower bound %s is above the upper bound %s".formatted(lo, hi));
        }
        var in = number(number(x, lo), hi);
        var y = Scope.only(() -> Kernels.binary(Binary.MIN, Kernels.binary(Binary.MAX, in.array, lo), hi));
        return Rules.nonlinear("clamp", y, in, (dy, v, _) -> Rules.masked(Rules.masked(dy, v.ge(lo)), v.le(hi)));
    }

    static Tensor compare(String name, Compare op, Tensor a, Tensor b) {
        Shapes.broadcast(name, a.shape(), b.shape());
        return new Tensor(Kernels.compare(op, a.array, b.array));
    }

    static Tensor where(Tensor condition, Tensor a, double b) {
        var in = number(a, b);
        return where(condition, in, in.like(b));
    }

    static Tensor where(Tensor condition, double a, Tensor b) {
        var in = number(b, a);
        return where(condition, in.like(a), in);
    }

    static Tensor where(Tensor condition, Tensor a, Tensor b) {
        if (condition.dataType() != DataType.BOOL) {
            throw new IllegalArgumentException(
                    "where: the condition is %s; it must be BOOL, such as x.gt(0)".formatted(condition.describe()));
        }
        var shape = Shapes.broadcast("where", a.shape(), b.shape());
        Shapes.broadcast("where", condition.shape(), shape);
        var mask = Rules.constant("where", condition);
        return Rules.record("where", Kernels.where(condition.array, a.array, b.array), false,
                (dy, i) -> i == 0
                        ? Rules.fit(Rules.masked(dy, mask.get()), a)
                        : Rules.fit(where(mask.get(), dy.like(0), dy), b),
                a, b);
    }

    /** Another element type. The way back converts back; into and out of integers nothing flows. */
    static Tensor to(Tensor x, DataType type) {
        if (x.dataType() == type) {
            return x;
        }
        return Rules.linear("to", x.array.to(type.element), x,
                dy -> x.isDifferentiable() ? dy.to(x.dataType()) : null);
    }

    /** f of each element. The third derivative is refused. */
    static Tensor map(Tensor x, DoubleFn f) {
        var in = Rules.floating(x);
        if (!Recorder.follows(in)) {
            return Rules.linear("map", Kernels.map(Codes.values(f), 1, in.array)[0], in, dy -> dy);
        }
        var mapped = Kernels.map(Codes.slopes(f, false), 2, in.array);
        var slope = Rules.nonlinear("map", mapped[1], in, (dy, v, _) -> dy.times(curvature(v, f)));
        return Rules.linear("map", mapped[0], in, dy -> dy.times(slope));
    }

    private static Tensor curvature(Tensor x, DoubleFn f) {
        var mapped = Scope.outside(() -> Kernels.map(Codes.slopes(f, true), 2, x.array));
        return Rules.linear("map", mapped[1], x, _ -> {
            throw new UnsupportedOperationException(
                    "map: the third derivative of a mapped double function is not available; write it with tensor operations");
        });
    }

    /** What can be counted with: BOOL as FLOAT. */
    private static Tensor number(Tensor x) {
        return x.dataType() == DataType.BOOL ? x.to(DataType.FLOAT) : x;
    }

    private static Tensor number(Tensor x, double b) {
        var whole = b == Math.rint(b) && x.dataType() != DataType.BOOL;
        return whole ? x : Rules.floating(x);
    }
}
