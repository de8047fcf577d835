package gradshell.compile;

import gradshell.CodeDifferentiator.Cotangents;
import gradshell.Crossing;
import gradshell.Fn;
import gradshell.Fn0;
import gradshell.Fn2;
import gradshell.Fn3;
import gradshell.Layer;
import gradshell.Pullback;
import gradshell.Tensor;
import gradshell.tape.Sweep;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Differentiates functions in which numbers and tensors meet: compiled, with the tensors' tape in between. */
final class MixedFunctions {
    private static final ClassValue<AtomicReference<MixedFunctions>> KNOWN = new Sites();
    private static final ClassValue<AtomicReference<MixedFunctions>> KNOWN_LAYERS = new Sites();
    private static final MethodType LAYER = MethodType.methodType(Tensor.class, Tensor.class);

    private static final class Sites extends ClassValue<AtomicReference<MixedFunctions>> {
        @Override
        protected AtomicReference<MixedFunctions> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    }

    /** Null if the function's code can't be found. */
    private final Derivation derivation;
    private final MixingScan scan;
    private Boolean mixes;
    private Boolean compiles;

    private MixedFunctions(Derivation derivation) {
        this.derivation = derivation;
        scan = derivation == null ? null : new MixingScan(derivation.function());
    }

    private static MixedFunctions of(Serializable f, int arity) {
        return of(KNOWN, f, MethodType.genericMethodType(arity));
    }

    private static MixedFunctions of(ClassValue<AtomicReference<MixedFunctions>> sites, Serializable f,
            MethodType apply) {
        AtomicReference<MixedFunctions> site = sites.get(f.getClass());
        MixedFunctions known = site.get();
        if (known != null && known.isCurrent()) return known;
        var made = new MixedFunctions(derivation(f, apply));
        site.set(made);
        return made;
    }

    private static Derivation derivation(Serializable f, MethodType apply) {
        try {
            return new Derivation(FunctionObject.of(f, apply), true);
        } catch (UnsupportedOperationException _) {
            // a function whose code nobody can read is recorded as it runs
            return null;
        }
    }

    private boolean isCurrent() {
        return derivation == null || (scan.isCurrent() && derivation.isCurrent());
    }

    /** @param holders what else may hold functions that it calls */
    static boolean mixes(Serializable f, int arity, Collection<?> holders) {
        MixedFunctions function = of(f, arity);
        if (function.mixes()) return true;
        if (function.derivation == null) return false;
        var all = new ArrayList<Object>(holders);
        all.addAll(Arrays.asList(function.derivation.function().capturedBy(f)));
        return HeldFunctions.any(all, MixedFunctions::isMixing) && function.compiles();
    }

    private static boolean isMixing(Serializable held) {
        if (Sinks.isGradshell(held.getClass().getName().replace('.', '/'))) return false;
        return switch (held) {
            case Layer layer -> of(KNOWN_LAYERS, layer, LAYER).mixes();
            case Fn0<?> f -> of(f, 0).mixes();
            case Fn<?, ?> f -> of(f, 1).mixes();
            case Fn2<?, ?, ?> f -> of(f, 2).mixes();
            case Fn3<?, ?, ?, ?> f -> of(f, 3).mixes();
            default -> false;
        };
    }

    /** Whether numbers can be followed through the function's own code; if not, nothing may be made of them. */
    private synchronized boolean compiles() {
        if (compiles != null) return compiles;
        try {
            derivation.mixes();
            compiles = true;
        } catch (UnsupportedOperationException _) {
            compiles = false;
        }
        return compiles;
    }

    private synchronized boolean mixes() {
        if (mixes == null) {
            mixes = derivation != null && scan.mayMix() && (derivation.mixes() || derivation.likelyMixes());
        }
        return mixes;
    }

    static Pullback<Object, Cotangents> pullback(Serializable f, Object[] arguments, List<Tensor> leaves) {
        Derivation derivation = of(f, arguments.length).derivation;
        Derivative.Whole whole = derivation.whole(EntryWriter.Order.VALUE);
        Tape tape = Tape.fresh();
        var tensors = Crossing.tape(leaves);
        tape.border(new Border(tensors));
        List<Places> places = Arrays.stream(arguments).map(x -> Places.of(x, tape.shadows())).toList();
        tape.arguments(places);
        Object[] own = places.stream().map(Places::value).toArray();
        Object[] captured = derivation.function().capturedBy(f);
        Object value;
        try {
            value = tensors.run(() -> whole.forward(tape, captured, own));
        } finally {
            places.forEach(Places::writeBack);
        }
        boolean number = derivation.returnsNumber();
        return new Pullback<>(value, dy -> {
            Tape reader = tape.reader();
            if (!number) Places.seed(value, dy, reader.shadows(), reader::seed);
            var numbers = new Object[own.length];
            whole.reverse(reader, number ? ((Number) dy).doubleValue() : 0, numbers);
            return new Arrived(reader.border().sweep().reverseTo(0), reader.shadows(), leaves, places,
                    Arrays.asList(numbers));
        });
    }

    /** What arrived at the leaves, in arguments that are numbers, and in the shadows of others. */
    private record Arrived(Sweep sweep, Shadows shadows, List<Tensor> leaves, List<Places> places,
            List<Object> numbers) implements Cotangents {
        @Override
        public Object[] arguments() {
            for (Tensor leaf : leaves) if (of(leaf) != null) shadows.alias(leaf, of(leaf));
            Object[] cotangents = numbers.toArray();
            for (int i = 0; i < cotangents.length; i++) {
                if (cotangents[i] == null) cotangents[i] = places.get(i).cotangents(shadows);
            }
            return cotangents;
        }

        @Override
        public Tensor of(Tensor leaf) {
            return (Tensor) sweep.cotangent(leaf);
        }
    }
}
