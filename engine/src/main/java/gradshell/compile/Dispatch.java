package gradshell.compile;

import gradshell.compile.Derivation.Pair;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;

/**
 * A virtual or interface call of differentiated code. The forward sweep of the method that the receiver's class has is found
 * when the call is reached, and recorded; the reverse sweep takes the record back, and does the reverse of the same.
 */
final class Dispatch {
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle PUSH;
    private static final MethodHandle POP;
    private static final MethodHandle STAND_IN;
    static {
        try {
            PUSH = LOOKUP.findVirtual(Tape.class, "pushRef", MethodType.methodType(void.class, Object.class));
            STAND_IN = LOOKUP.findVirtual(Tape.class, "standIn",
                    MethodType.methodType(Object.class, Object.class, MethodHandle.class));
            POP = LOOKUP.findVirtual(Tape.class, "popRef", MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Where in the user's code the call is. */
    record Place(String owner, String method, String file, int line) {}

    private final Derivation derivation;
    private final Class<?> named;
    private final String method;
    private final MethodType type;
    private final String directions;
    private final String chosen;
    private final Derivation.Wanted wanted;
    private final Place place;

    Dispatch(Derivation derivation, Class<?> named, String method, MethodType type, String directions,
            String chosen, Derivation.Wanted wanted, Place place) {
        this.derivation = derivation;
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
        MethodHandle adapt = null;
        if (Lambda.is(declaring) && !Surroundings.isJdk(declaring)) {
            Lambda lambda = Lambda.of(receiver, derivation::code);
            declaring = lambda.closureClass();
            adapt = lambda.toClosure();
        }
        if (Surroundings.isJdk(declaring)) {
            throw Refusal.at(place.owner, place.method, place.file, place.line,
                    "there is no rule for " + declaring.getName() + "." + method
                            + ", which a differentiated value enters",
                    "Use a method of your own, or stopGradient(...) or ignore(() -> ...) if no derivative should flow "
                            + "through it");
        }
        Pair pair = derivation.pair(declaring, method, type, directions, chosen, wanted);
        MethodHandle forward = (adapt == null ? pair.forward() : adapted(pair.forward(), adapt)).asType(site);
        return wanted == Derivation.Wanted.NOTHING ? forward : recording(forward, pair);
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

    /** Calls {@code forward}, then puts {@code pair} on the tape, which is its first argument. */
    private static MethodHandle recording(MethodHandle forward, Pair pair) {
        MethodHandle push = MethodHandles.insertArguments(PUSH, 1, pair);
        MethodType type = forward.type();
        if (type.returnType() == void.class) {
            MethodHandle after = MethodHandles.dropArguments(push, 1, type.dropParameterTypes(0, 1).parameterList());
            return MethodHandles.foldArguments(after, forward);
        }
        MethodHandle result = MethodHandles.dropArguments(MethodHandles.identity(type.returnType()), 1,
                type.parameterList());
        return MethodHandles.foldArguments(MethodHandles.foldArguments(result, 1, push), forward);
    }
}
