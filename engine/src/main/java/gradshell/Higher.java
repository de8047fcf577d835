package gradshell;

import gradshell.array.Array;
import java.util.Arrays;
import java.util.List;

/** Derivatives made of pullbacks of pullbacks. */
final class Higher {
    private Higher() {}

    /** The way back is linear in the cotangent; its own way back is the Jacobian itself. */
    @SuppressWarnings("unchecked")
    static <A> Tensor jvp(Fn<A, Tensor> f, A x, A dx) {
        var inner = Differentiation.arguments(args -> f.apply((A) args[0]), x);
        return (Tensor) tangents(inner, dx)[0];
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

    static UnsupportedOperationException missing(String what, String instead) {
        return new UnsupportedOperationException(
                "%s: not available yet; with tensors it is: %s".formatted(what, instead));
    }

    private static Object zeros(Object like) {
        return Structure.map(like, t -> new Tensor(Array.full(t.array.type(), 0, t.shape())));
    }
}
