package gradshell.compile;

import gradshell.compile.Derivation.Pair;
import gradshell.compile.Library.Decision;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.stream.IntStream;

/**
 * A virtual or interface call of differentiated code. The forward sweep of the method that the receiver's class has is found
 * when the call is reached, and recorded; the reverse sweep takes the record back, and does the reverse of the same.
 */
final class Dispatch {
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle PUSH;
    private static final MethodHandle POP;
    private static final MethodHandle CLEAR;
    private static final MethodHandle STAND_IN;
    static {
        try {
            PUSH = LOOKUP.findVirtual(Tape.class, "pushRef", MethodType.methodType(void.class, Object.class));
            STAND_IN = LOOKUP.findVirtual(Tape.class, "standIn",
                    MethodType.methodType(Object.class, Object.class, MethodHandle.class));
            CLEAR = LOOKUP.findStatic(Dispatch.class, "clear",
                    MethodType.methodType(void.class, Tape.class, int.class));
            POP = LOOKUP.findVirtual(Tape.class, "popRef", MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Where in the user's code the call is. */
    record Place(String owner, String method, String file, int line) {}

    private final Derivation derivation;
    private final Lookup caller;
    private final Class<?> named;
    private final String method;
    private final MethodType type;
    private final String directions;
    private final String chosen;
    private final Derivation.Wanted wanted;
    private final Place place;

    Dispatch(Derivation derivation, Lookup caller, Class<?> named, String method, MethodType type, String directions,
            String chosen, Derivation.Wanted wanted, Place place) {
        this.derivation = derivation;
        this.caller = caller;
        this.named = named;
        this.method = method;
        this.type = type;
        this.directions = directions;
        this.chosen = chosen;
        this.wanted = wanted;
        this.place = place;
    }

    /** The forward sweep: tape, receiver, arguments. */
    MethodHandle forward(MethodType site) {
        MethodHandle cache = InlineCache.byClass(site, receiver -> linkForward(receiver, site));
        MethodHandle subject = MethodHandles.dropArguments(MethodHandles.identity(Object.class), 0, Tape.class)
                .asType(MethodType.methodType(Object.class, Tape.class, site.parameterType(1)));
        return MethodHandles.foldArguments(cache, subject);
    }

    /** The reverse sweep: tape, and the result's cotangent if there is one. */
    static MethodHandle reverse(MethodType site) {
        MethodHandle cache = InlineCache.byIdentity(site, pair -> ((Pair) pair).reverse().asType(site));
        return MethodHandles.foldArguments(cache, POP);
    }

    private MethodHandle linkForward(Object receiver, MethodType site) {
        Class<?> declaring = Selection.declaring(receiver.getClass(), named, method, type);
        if (Surroundings.isJdk(declaring)) return linkLibrary(receiver.getClass(), site);
        MethodHandle adapt = null;
        if (Lambda.is(declaring)) {
            Lambda lambda = Lambda.of(receiver, derivation::code);
            declaring = lambda.closureClass();
            adapt = lambda.toClosure();
        }
        derivation.surroundings().checkReached(declaring, method, type, directions, chosen);
        Pair pair = derivation.pair(declaring, method, type, directions, chosen, wanted);
        return linked(adapt == null ? pair.alone() : adapted(pair.alone(), adapt), pair, site);
    }

    private MethodHandle linked(MethodHandle forward, Pair pair, MethodType site) {
        MethodHandle linked = forward.asType(site);
        return wanted == Derivation.Wanted.NOTHING ? linked : recording(linked, pair);
    }

    /** The sweep with a receiver that {@code adapt} makes of the one that comes. */
    private static MethodHandle adapted(MethodHandle forward, MethodHandle adapt) {
        MethodType type = forward.type();
        int[] order = IntStream.range(0, type.parameterCount()).map(i -> i < 2 ? 1 - i : i).toArray();
        MethodHandle receiverFirst = MethodHandles.permuteArguments(forward, type
                .changeParameterType(0, type.parameterType(1)).changeParameterType(1, Tape.class), order);
        MethodHandle make = adapt.asType(MethodType.methodType(Object.class, Object.class));
        MethodHandle standIn = MethodHandles.insertArguments(STAND_IN, 2, make)
                .asType(MethodType.methodType(type.parameterType(1), Tape.class, Object.class));
        return MethodHandles.foldArguments(MethodHandles.dropArguments(receiverFirst, 2, Object.class), standIn);
    }

    /** What becomes of a method that the JDK has written. */
    private MethodHandle linkLibrary(Class<?> receiver, MethodType site) {
        MethodTypeDesc described = type.describeConstable().orElseThrow();
        Decision decision = Library.has(named)
                ? Library.decide(named, method, described)
                : new Decision.Refused(true);
        if (decision instanceof Decision.Refused) decision = Library.decide(receiver, method, described);
        switch (decision) {
            case Decision.Substitute s -> {
                Surroundings.Target target = derivation.surroundings().substitute(s).orElseThrow();
                derivation.surroundings().checkReached(target.owner(), target.method(), target.type(), directions,
                        chosen);
                Pair pair = derivation.pair(target.owner(), target.method(), target.type(), directions, chosen, wanted);
                return linked(pair.alone(), pair, site);
            }
            case Decision.Adopt(Class<?> ours) -> {
                Pair pair = derivation.pair(ours, method, type, directions, chosen, wanted);
                return linked(adapted(pair.alone(), LibraryChecks.adoption(ours)), pair, site);
            }
            case Decision.Mover _,Decision.Sink _ when !takesNumbers() -> {
                return linkPlain(receiver, site);
            }
            case Decision.Refused(boolean holds) when !holds && chosen.indexOf('1', 1) < 0 -> {
                return linkPlain(receiver, site);
            }
            default -> throw Refusal.at(place.owner, place.method, place.file, place.line,
                    "there is no rule for " + receiver.getName() + "." + method
                            + ", which a differentiated value enters",
                    "Use a method of your own, or stopGradient(...) or ignore(() -> ...) if no derivative should flow "
                            + "through it");
        }
    }

    private MethodHandle linkPlain(Class<?> receiver, MethodType site) {
        LibraryChecks.checkReceiver(receiver);
        MethodHandle plain = MethodHandles.dropArguments(plain(), 0, Tape.class);
        // the tangents of a result are in registers
        int tangents = returnsNumber() ? (1 << Direction.parse(directions).size()) - 1 : 0;
        if (tangents > 0) plain = followed(plain, MethodHandles.insertArguments(CLEAR, 1, tangents));
        return linked(plain, nothing(1 + tangents), site);
    }

    @SuppressWarnings("unused") // called through its handle
    private static void clear(Tape tape, int tangents) {
        for (int i = 1; i <= tangents; i++) tape.setRegister(i, 0);
    }

    private boolean returnsNumber() {
        return type.returnType() == double.class || type.returnType() == float.class;
    }

    /** The method as it is, which may not run the code of collections that it gets. */
    private MethodHandle plain() {
        try {
            MethodHandle plain = caller.findVirtual(named, method, type);
            for (int i = 0; i < type.parameterCount(); i++) {
                Class<?> parameter = type.parameterType(i);
                if (LibraryChecks.isCollection(parameter)) {
                    plain = MethodHandles.filterArguments(plain, i + 1, LibraryChecks.checked(parameter));
                }
            }
            return plain;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private boolean takesNumbers() {
        return type.parameterList().stream().anyMatch(t -> t == double.class || t == float.class);
    }

    /** The sweeps where there is nothing to go back through; {@code results} counts the result and its tangents. */
    private Pair nothing(int results) {
        var reverse = MethodType.methodType(void.class, Tape.class);
        if (wanted == Derivation.Wanted.RESULT && returnsNumber()) {
            reverse = reverse.appendParameterTypes(Collections.nCopies(results, type.returnType()));
        }
        return new Pair(null, MethodHandles.empty(reverse));
    }

    /** Calls {@code forward}, then puts {@code pair} on the tape, which is its first argument. */
    private static MethodHandle recording(MethodHandle forward, Pair pair) {
        return followed(forward, MethodHandles.insertArguments(PUSH, 1, pair));
    }

    /** Calls {@code forward}, then {@code action} with the tape and what {@code forward} returned, and returns that. */
    static MethodHandle followedByResult(MethodHandle forward, MethodHandle action) {
        MethodType type = forward.type();
        MethodHandle result = MethodHandles.dropArguments(MethodHandles.identity(type.returnType()), 1,
                type.parameterList());
        MethodHandle after = MethodHandles.permuteArguments(
                action.asType(MethodType.methodType(void.class, Tape.class, type.returnType())),
                MethodType.methodType(void.class, type.returnType(), Tape.class), 1, 0);
        return MethodHandles.foldArguments(MethodHandles.foldArguments(result, after), forward);
    }

    /** Calls {@code forward}, then {@code action} with the tape, and returns what {@code forward} returned. */
    private static MethodHandle followed(MethodHandle forward, MethodHandle action) {
        MethodType type = forward.type();
        if (type.returnType() == void.class) {
            MethodHandle after = MethodHandles.dropArguments(action, 1, type.dropParameterTypes(0, 1).parameterList());
            return MethodHandles.foldArguments(after, forward);
        }
        MethodHandle result = MethodHandles.dropArguments(MethodHandles.identity(type.returnType()), 1,
                type.parameterList());
        return MethodHandles.foldArguments(MethodHandles.foldArguments(result, 1, action), forward);
    }
}
