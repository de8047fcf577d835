package gradshell;

import gradshell.array.Array;
import gradshell.tape.Sweep;
import gradshell.tape.Tape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Runs functions with a tape and its results backwards. */
final class Differentiation {
    private Differentiation() {}

    /** Over arguments: numbers are followed through the code of {@code code}, tensors are recorded while {@code f} runs. */
    @SuppressWarnings("unchecked")
    static <Y> Pullback<Y, Object[]> arguments(Serializable code, Function<Object[], Y> f, Object... args) {
        if (Codes.arePlain(args)) {
            return (Pullback<Y, Object[]>) Codes.pullback(code, args);
        }
        return Codes.holdNumbers(args) || Codes.mixes(code, args.length, Arrays.asList(args))
                ? (Pullback<Y, Object[]>) mixed(code, args)
                : arguments(f, args);
    }

    private static Pullback<?, Object[]> mixed(Serializable code, Object... args) {
        var leaves = new ArrayList<Tensor>();
        var inputs = Arrays.stream(args).map(arg -> {
            checkArgument(arg);
            return Structure.mapMixed(arg, x -> leaf(x, leaves));
        }).toArray();
        var pullback = Codes.pullback(code, inputs, leaves);
        return new Pullback<>(pullback.value(), dy -> pullback.back(dy).arguments());
    }

    private static Tensor leaf(Tensor x, List<Tensor> leaves) {
        var leaf = Rules.linear("argument", x.array, x, dy -> dy);
        leaves.add(leaf);
        return leaf;
    }

    /** The same with the value's cotangent 1. */
    @SuppressWarnings("unchecked")
    static <Y> WithGradient<Y, Object[]> atOne(Serializable code, Function<Object[], Y> f, Object... args) {
        return Codes.arePlain(args)
                ? (WithGradient<Y, Object[]>) Codes.withGradient(code, args)
                : atOne(arguments(code, f, args));
    }

    /**
     * Over arguments. Each tensor in them, place by place, enters the function as a tensor object of its own with the same
     * memory: the same tensor in two places is two variables, and a captured one is a constant.
     *
     * @return what comes back: the cotangent of each argument, in its own shape
     */
    static <Y> Pullback<Y, Object[]> arguments(Function<Object[], Y> f, Object... args) {
        var leaves = new ArrayList<Tensor>();
        var inputs = new Object[args.length];
        for (var i = 0; i < args.length; i++) {
            checkArgument(args[i]);
            inputs[i] = Structure.map(args[i], x -> leaf(x, leaves));
        }
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("the arguments hold no FLOAT or DOUBLE tensor to differentiate in");
        }
        var tape = new Tape(leaves, CotangentTensors.INSTANCE);
        var y = run(tape, () -> f.apply(inputs));
        return new Pullback<>(y, dy -> {
            var sweep = sweep(tape, y, dy);
            var next = leaves.iterator();
            return Arrays.stream(inputs).map(input -> Structure.map(input, _ -> cotangent(sweep, next.next())))
                    .toArray();
        });
    }

    /** Over parameters, which enter as they are. */
    static <Y> Pullback<Y, Grads> parameters(Serializable code, Fn0<Y> f, Params params, Object... args) {
        var over = params.copy();
        if (Codes.mixes(code, args.length, over.models())) {
            var pullback = Codes.pullback(code, args, over.tensors());
            @SuppressWarnings("unchecked")
            var y = (Y) pullback.value();
            return new Pullback<>(y, dy -> grads(over, pullback.back(dy)::of));
        }
        var tape = new Tape(over.tensors(), CotangentTensors.INSTANCE);
        var y = run(tape, f::apply);
        return new Pullback<>(y, dy -> {
            var sweep = sweep(tape, y, dy);
            return grads(over, p -> (Tensor) sweep.cotangent(p));
        });
    }

    private static Grads grads(Params over, UnaryOperator<Tensor> cotangents) {
        var entries = new HashMap<Tensor, Tensor>();
        for (var p : over) {
            var dp = cotangents.apply(p);
            if (dp != null) {
                entries.put(p, dp);
            }
        }
        return new Grads(over, entries);
    }

    /** The pullback of a scalar at 1, or of a record whose first component is one. */
    static <Y, G> WithGradient<Y, G> atOne(Pullback<Y, G> pullback) {
        var y = pullback.value();
        return new WithGradient<>(y, pullback.back(loss(y) == y ? one(y) : oneFirst(y)));
    }

    /** What the gradient of {@code y} is of: itself, or the first component of a record. */
    static Object loss(Object y) {
        return y instanceof Record && !Structure.parts(y).isEmpty() ? Structure.parts(y).getFirst().value() : y;
    }

    /** The gradient alone, of a function that returns nothing but its loss. */
    static <G> G alone(WithGradient<?, G> both) {
        if (loss(both.value()) != both.value()) {
            throw notScalar(both.value());
        }
        return both.gradient();
    }

    /** 1 for the loss, which comes first, and 0 for all that comes with it. */
    @SuppressWarnings("unchecked")
    private static <Y> Y oneFirst(Y y) {
        if (!(loss(y) instanceof Tensor value) || !value.isDifferentiable()) {
            throw notScalar(y);
        }
        var cotangents = new ArrayList<Tensor>();
        Structure.leaves(y).forEach(
                leaf -> cotangents.add(cotangents.isEmpty() ? one(value) : new Tensor(zeros(leaf))));
        var next = cotangents.iterator();
        return (Y) Structure.map(y, _ -> next.next());
    }

    private static Array zeros(Tensor like) {
        return Array.full(like.array.type(), 0, like.shape());
    }

    private static IllegalArgumentException notScalar(Object y) {
        return new IllegalArgumentException(
                "gradient: the function must return a scalar Tensor, not a %s; pullback differentiates any structure of tensors, and withGradient takes a record whose first component is the scalar"
                        .formatted(y.getClass().getSimpleName()));
    }

    private static <Y> Y run(Tape tape, Supplier<Y> f) {
        var y = tape.run(f);
        checkResult(y);
        Structure.leaves(y).forEach(leaf -> tape.checkStray("result", leaf));
        return y;
    }

    static Sweep sweep(Tape tape, Object y, Object dy) {
        var values = Structure.leaves(y);
        var cotangents = Structure.matching("back", y, dy);
        var sweep = new Sweep(tape);
        for (var i = 0; i < values.size(); i++) {
            Shapes.same("back", values.get(i).shape(), cotangents.get(i).shape());
            sweep.seed(values.get(i), cotangents.get(i).to(values.get(i).dataType()));
        }
        return sweep.reverseTo(0);
    }

    private static Tensor cotangent(Sweep sweep, Tensor leaf) {
        return sweep.cotangent(leaf) instanceof Tensor dx
                ? dx
                : new Tensor(zeros(leaf));
    }

    @SuppressWarnings("unchecked")
    static <Y> Y one(Y y) {
        if (y instanceof Double) {
            return (Y) (Double) 1.0;
        }
        if (y instanceof Float) {
            return (Y) (Float) 1f;
        }
        if (!(y instanceof Tensor value)) {
            throw notScalar(y);
        }
        if (value.size() != 1) {
            throw new IllegalArgumentException(
                    "gradient: the function returns shape %s, but only a scalar has a gradient; reduce it (sum, mean), or use pullback or jacobian"
                            .formatted(Shapes.text(value.shape())));
        }
        return (Y) new Tensor(Array.full(value.array.type(), 1, value.shape()));
    }

    private static void checkArgument(Object x) {
        switch (x) {
            case null -> throw new IllegalArgumentException("an argument to differentiate in is null");
            case Params _ -> throw new IllegalArgumentException(
                    "the loss over Params takes no argument: gradient(() -> loss(..), params)");
            case Tensor t when !t.isDifferentiable() -> throw new IllegalArgumentException(
                    "%s of %s has no derivative; convert with to(DataType.FLOAT)".formatted(t.describe(),
                            t.dataType()));
            case Integer _,Long _,Short _,Byte _ -> throw new IllegalArgumentException(
                    "an argument of type %s has no derivative; give a double or a Tensor"
                            .formatted(x.getClass().getSimpleName()));
            default -> {
                var known = x instanceof Tensor || Structure.isStructure(x) || x instanceof Number
                        || x.getClass().isArray();
                if (!known) {
                    throw new IllegalArgumentException("can't differentiate in a %s; make it a record or a Layer"
                            .formatted(x.getClass().getSimpleName()));
                }
            }
        }
    }

    private static void checkResult(Object y) {
        switch (y) {
            case null ->
                throw new IllegalArgumentException("the function returns null; it must return the scalar Tensor");
            case Number n -> throw new IllegalArgumentException(
                    "the function returns a %s; a plain number can't be traced: return the scalar Tensor (leave out item() or get())"
                            .formatted(n.getClass().getSimpleName()));
            case TensorBuffer _ -> throw new IllegalArgumentException(
                    "the function returns a TensorBuffer; return its copy()");
            case Tensor t when !t.isDifferentiable() -> throw new IllegalArgumentException(
                    "the function returns a %s of %s, which has no derivative".formatted(t.describe(), t.dataType()));
            default -> {
                if (Structure.leaves(y).isEmpty()) {
                    throw new IllegalArgumentException(
                            "the function returns a %s, which holds no FLOAT or DOUBLE tensor"
                                    .formatted(y.getClass().getSimpleName()));
                }
            }
        }
    }

}
