package gradshell.compile;

import gradshell.CodeDifferentiator;
import gradshell.Crossing;
import gradshell.DoubleFn;
import gradshell.Pair;
import gradshell.Pullback;
import gradshell.SourceText;
import gradshell.Tensor;
import gradshell.WithGradient;
import gradshell.array.Pointwise;
import gradshell.compile.EntryWriter.Order;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Differentiates functions of doubles by transforming their bytecode. Internal; found as a service. */
public final class BytecodeDifferentiator implements CodeDifferentiator {
    /** What is derived for the functions of a class; it goes when the class goes. */
    private static final ClassValue<AtomicReference<Derivation>> DERIVATIONS = new Sites();
    /** The same for functions of each element of a tensor. */
    private static final ClassValue<AtomicReference<Derivation>> MAPPED = new Sites();

    private static final class Sites extends ClassValue<AtomicReference<Derivation>> {
        @Override
        protected AtomicReference<Derivation> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    }

    @Override
    public Pullback<Double, double[]> pullback(Serializable f, double... x) {
        Derivation derivation = derivation(f, x.length);
        Tape tape = Tape.fresh();
        try {
            Derivative.Split split = derivation.split(Order.VALUE);
            double value = split.forward(tape, derivation.function().capturedBy(f), x);
            return new Pullback<>(value, dy -> {
                double[] gradient = new double[x.length];
                split.reverse(tape.reader(), dy, gradient);
                return gradient;
            });
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.endForward();
        }
    }

    @Override
    public Pullback<Object, Object[]> pullback(Serializable f, Object[] arguments) {
        Tape tape = Tape.fresh();
        Derivation derivation = derivation(f, arguments.length);
        List<Places> places = places(arguments, tape);
        Object value = forward(derivation, f, tape, places);
        return new Pullback<>(value, dy -> back(derivation, tape.reader(), value, dy, places));
    }

    @Override
    public WithGradient<Object, Object[]> withGradient(Serializable f, Object[] arguments) {
        Tape tape = Tape.acquire();
        try {
            Derivation derivation = derivation(f, arguments.length);
            List<Places> places = places(arguments, tape);
            Object value = forward(derivation, f, tape, places);
            Object one = switch (value) {
                case Double _ -> 1.0;
                case Float _ -> 1f;
                case Tensor y -> Crossing.one(y);
                case null, default -> throw new IllegalArgumentException(
                        "gradient: the function returns " + Places.describe(value)
                                + ", but only a number has a gradient; use pullback or jacobian");
            };
            return new WithGradient<>(value, back(derivation, tape, value, one, places));
        } finally {
            tape.release();
        }
    }

    private static List<Places> places(Object[] arguments, Tape tape) {
        List<Places> places = Arrays.stream(arguments).map(x -> Places.of(x, tape.shadows())).toList();
        tape.arguments(places);
        return places;
    }

    private static Object forward(Derivation derivation, Serializable f, Tape tape, List<Places> places) {
        try {
            return derivation.whole(Order.VALUE).forward(tape, derivation.function().capturedBy(f),
                    places.stream().map(Places::value).toArray());
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.endForward();
            places.forEach(Places::writeBack);
        }
    }

    private static Object[] back(Derivation derivation, Tape tape, Object value, Object dy, List<Places> places) {
        var cotangents = new Object[places.size()];
        if (derivation.returnsNumber() && dy instanceof Number n) {
            derivation.whole(Order.VALUE).reverse(tape, n.doubleValue(), cotangents);
        } else {
            Places.seed(value, dy, tape.shadows(), tape::seed);
            derivation.whole(Order.VALUE).reverse(tape, 0, cotangents);
        }
        for (int i = 0; i < cotangents.length; i++) {
            if (cotangents[i] == null) cotangents[i] = places.get(i).cotangents(tape.shadows());
        }
        return cotangents;
    }

    @Override
    public void checkRead() {
        ReadGuard.check();
    }

    @Override
    public boolean mixes(Serializable f, int arity, Collection<?> holders) {
        return MixedFunctions.mixes(f, arity, holders);
    }

    @Override
    public Pullback<Object, Cotangents> pullback(Serializable f, Object[] arguments, List<Tensor> leaves) {
        try {
            return MixedFunctions.pullback(f, arguments, leaves);
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        }
    }

    @Override
    public double[] gradient(Serializable f, double... x) {
        return withGradient(f, x).gradient();
    }

    @Override
    public WithGradient<Double, double[]> withGradient(Serializable f, double... x) {
        Derivation derivation = derivation(f, x.length);
        double[] gradient = new double[x.length];
        Tape tape = Tape.acquire();
        try {
            double value = derivation.combined(Order.VALUE).gradient(tape, derivation.function().capturedBy(f), x,
                    gradient);
            return new WithGradient<>(value, gradient);
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.release();
        }
    }

    @Override
    public SourceText adjoint(Serializable f) {
        return new SourceText(GeneratedCode.of(f));
    }

    @Override
    public Pointwise values(DoubleFn f) {
        return OwnLoops.values(f);
    }

    @Override
    public Pointwise slopes(DoubleFn f, boolean second) {
        Derivation derivation = derivation(MAPPED, f, 1);
        Derivative derivative = derivation.combined(second ? Order.SLOPE : Order.VALUE);
        if (derivation.surroundings().foreign()) {
            throw new UnsupportedOperationException(
                    "map: the function keeps something of one element in memory where the next finds it, so the derivative isn't one of each element alone; compute with the tensor, or in a loop over x.get(i)");
        }
        Pointwise loop = OwnLoops.slopes(f, derivative, second, derivation.function().capturedBy(f));
        return (x, out, n) -> {
            try {
                loop.apply(x, out, n);
            } catch (BootstrapMethodError e) {
                throw refusal(e);
            }
        };
    }

    @Override
    public Pair<Double, Double> jvp(Serializable f, double[] x, double[] dx) {
        Derivation derivation = derivation(f, x.length);
        Tape tape = Tape.acquire();
        try {
            double value = derivation.split(Order.PUSHED).forward(tape, derivation.function().capturedBy(f),
                    join(x, dx));
            return new Pair<>(value, tape.register(1));
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.release();
        }
    }

    @Override
    public double[] hvp(Serializable f, double[] x, double[] v) {
        Derivation derivation = derivation(f, x.length);
        double[] product = new double[x.length];
        Tape tape = Tape.acquire();
        try {
            derivation.combined(Order.SLOPE).gradient(tape, derivation.function().capturedBy(f), join(x, v), product);
            return product;
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.release();
        }
    }

    private static double[] join(double[] x, double[] dx) {
        double[] both = Arrays.copyOf(x, 2 * x.length);
        System.arraycopy(dx, 0, both, x.length, dx.length);
        return both;
    }

    @Override
    public Pair<Object, Object> jvp(Serializable f, Object[] arguments, Object[] directions) {
        Tape tape = Tape.acquire();
        try {
            Derivation derivation = derivation(f, arguments.length);
            Derivative.Whole whole = derivation.whole(Order.PUSHED);
            List<Places> places = places(arguments, tape);
            Object[] own = push(places, directions, derivation, tape);
            Object value = whole.forward(tape, derivation.function().capturedBy(f), own);
            Object tangent = derivation.returnsNumber()
                    ? (Object) tape.register(1)
                    : Places.of(value).cotangents(tape.tangents(0));
            return new Pair<>(value, value instanceof Float && tangent instanceof Double d ? d.floatValue() : tangent);
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.release();
        }
    }

    @Override
    public Object[] hvp(Serializable f, Object[] arguments, Object[] directions) {
        Tape tape = Tape.acquire();
        try {
            Derivation derivation = derivation(f, arguments.length);
            Derivative.Whole whole = derivation.whole(Order.SLOPE);
            List<Places> places = places(arguments, tape);
            Object[] own = push(places, directions, derivation, tape);
            Object value = whole.forward(tape, derivation.function().capturedBy(f), own);
            if (!(value instanceof Double || value instanceof Float)) {
                throw new IllegalArgumentException("hvp: the function returns " + Places.describe(value)
                        + ", but only a number has a Hessian");
            }
            double[] slope = tape.tangents(0).find(value);
            if (slope != null) tape.shadows().doubles(slope)[0] = 1;
            var products = new Object[own.length];
            whole.reverse(tape, 1, products);
            for (int i = 0; i < arguments.length; i++) {
                if (products[i] == null) products[i] = places.get(i).cotangents(tape.shadows());
            }
            return Arrays.copyOf(products, arguments.length);
        } catch (BootstrapMethodError e) {
            throw refusal(e);
        } finally {
            tape.release();
        }
    }

    /** The arguments, their tangents where they are found, and those of numbers after them. */
    private static Object[] push(List<Places> places, Object[] directions, Derivation derivation, Tape tape) {
        Object[] own = places.stream().map(Places::value).toArray();
        var numbers = new ArrayList<>();
        for (int i = 0; i < own.length; i++) {
            Places.seed(own[i], directions[i], tape.tangents(0));
            if (derivation.takesNumber(i)) numbers.add(directions[i]);
        }
        Object[] all = Arrays.copyOf(own, own.length + numbers.size());
        for (int i = 0; i < numbers.size(); i++) all[own.length + i] = numbers.get(i);
        return all;
    }

    private static Derivation derivation(Serializable f, int arity) {
        return derivation(DERIVATIONS, f, arity);
    }

    private static Derivation derivation(ClassValue<AtomicReference<Derivation>> sites, Serializable f, int arity) {
        AtomicReference<Derivation> site = sites.get(f.getClass());
        Derivation known = site.get();
        if (known != null && known.isCurrent()) return known;
        FunctionObject function = known == null ? FunctionObject.of(f, arity) : known.function();
        var made = sites == MAPPED ? Derivation.apart(function) : new Derivation(function);
        site.set(made);
        return made;
    }

    /** A method that can't be differentiated is met when a call site is linked, and the JVM wraps what is thrown there. */
    private static RuntimeException refusal(BootstrapMethodError e) {
        if (e.getCause() instanceof UnsupportedOperationException refusal) return refusal;
        throw e;
    }
}
