package gradshell;

import gradshell.array.Array;
import java.util.Arrays;
import java.util.List;

/** Derivatives made of pullbacks of pullbacks. */
final class Higher {
    private Higher() {}

    /** The way back is linear in the cotangent; its own way back is the Jacobian itself. */
    @SuppressWarnings("unchecked")
    static <A, Y> Y jvp(Fn<A, Y> f, A x, A dx) {
        if (Codes.arePlain(x)) return (Y) Codes.jvp(f, new Object[]{x}, new Object[]{dx}).second();
        var inner = Differentiation.arguments(f, args -> f.apply((A) args[0]), x);
        return (Y) tangents(inner, dx)[0];
    }

    /** For any structures of arguments and result: the result's tangent, as an array of one. */
    static <Y> Object[] tangents(Pullback<Y, Object[]> inner, Object... dx) {
        var outer = Differentiation.arguments(u -> {
            @SuppressWarnings("unchecked")
            var dy = (Y) u[0];
            return Arrays.asList(inner.back(dy));
        }, zeros(inner.value()));
        return outer.back(Arrays.asList(dx));
    }

    /** The Hessian is symmetric, so the pullback of the gradient multiplies with it. */
    @SuppressWarnings("unchecked")
    static <A> A hvp(Fn<A, ?> f, A x, A v) {
        if (Codes.arePlain(x)) return (A) Codes.hvp(f, new Object[]{x}, new Object[]{v})[0];
        var gradient = Differentiation.arguments(args -> List.of(Gradshell.gradient(f, (A) args[0])), x);
        return (A) gradient.back(List.of(v))[0];
    }

    /** A row for each element of the value. */
    static Tensor jacobian(Pullback<Tensor, Tensor> pullback, Tensor x) {
        var y = pullback.value();
        var outputs = Math.toIntExact(y.size());
        if (outputs == 0) {
            return new Tensor(Array.full(x.array.type(), 0, 0, x.size()));
        }
        var rows = new Tensor[outputs];
        for (var i = 0; i < outputs; i++) {
            var unit = new double[outputs];
            unit[i] = 1;
            rows[i] = pullback.back(new Tensor(Array.of(unit, y.shape()).to(y.array.type()))).flatten();
        }
        return Tensors.stack(0, rows);
    }

    /** A row for each element of the value. */
    static double[][] jacobian(Fn<double[], double[]> f, double[] x) {
        var pullback = Gradshell.pullback(f, x.clone());
        int outputs = pullback.value().length;
        var rows = new double[outputs][];
        if (outputs <= x.length) {
            Arrays.setAll(rows, i -> pullback.back(unit(outputs, i)));
        } else {
            Arrays.setAll(rows, _ -> new double[x.length]);
            for (var j = 0; j < x.length; j++) {
                var column = Gradshell.jvp(f, x.clone(), unit(x.length, j));
                for (var i = 0; i < outputs; i++) {
                    rows[i][j] = column[i];
                }
            }
        }
        return rows;
    }

    static double[][] hessian(Fn<double[], ?> f, double[] x) {
        var rows = new double[x.length][];
        Arrays.setAll(rows, i -> Gradshell.hvp(f, x.clone(), unit(x.length, i)));
        return rows;
    }

    private static double[] unit(int n, int i) {
        var unit = new double[n];
        unit[i] = 1;
        return unit;
    }

    private static Object zeros(Object like) {
        return Structure.map(like, t -> new Tensor(Array.full(t.array.type(), 0, t.shape())));
    }
}
