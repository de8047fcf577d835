package gradshell.compile;

import gradshell.CodeDifferentiator.Cotangents;
import gradshell.Crossing;
import gradshell.Pullback;
import gradshell.Tensor;
import gradshell.tape.Sweep;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Differentiates functions in which numbers and tensors meet: compiled, with the tensors' tape in between. */
final class MixedFunctions {
    private static final ClassValue<AtomicReference<MixedFunctions>> KNOWN = new ClassValue<>() {
        @Override
        protected AtomicReference<MixedFunctions> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /** Null if the function's code can't be found. */
    private final Derivation derivation;
    private final MixingScan scan;
    private Boolean mixes;

    private MixedFunctions(Derivation derivation) {
        this.derivation = derivation;
        scan = derivation == null ? null : new MixingScan(derivation.function());
    }

    private static MixedFunctions of(Serializable f, int arity) {
        AtomicReference<MixedFunctions> site = KNOWN.get(f.getClass());
        MixedFunctions known = site.get();
        if (known != null && known.isCurrent()) return known;
        var made = new MixedFunctions(derivation(f, arity));
        site.set(made);
        return made;
    }

    private static Derivation derivation(Serializable f, int arity) {
        try {
            return new Derivation(FunctionObject.of(f, arity), true);
        } catch (UnsupportedOperationException _) {
            // a function whose code nobody can read is recorded as it runs
            return null;
        }
    }

    private boolean isCurrent() {
        return derivation == null || (scan.isCurrent() && derivation.isCurrent());
    }

    static boolean mixes(Serializable f, int arity) {
        return of(f, arity).mixes();
    }

    private synchronized boolean mixes() {
        if (mixes == null) mixes = derivation != null && scan.mayMix() && derivation.mixes();
        return mixes;
    }

    static Pullback<Object, Cotangents> pullback(Serializable f, Object[] arguments, List<Tensor> leaves) {
        Derivation derivation = of(f, arguments.length).derivation;
        Derivative.Whole whole = derivation.whole(EntryWriter.Order.VALUE);
        Tape tape = Tape.fresh();
        var tensors = Crossing.tape(leaves);
        tape.border(new Border(tensors));
        List<Places> places = Arrays.stream(arguments).map(x -> Places.of(x, tape.shadows())).toList();
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
