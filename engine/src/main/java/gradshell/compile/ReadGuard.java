package gradshell.compile;

import gradshell.Grads;
import gradshell.Tensor;
import gradshell.compile.NumberFlow.Fate;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Refuses that a number is read from a tensor that a tape follows, by code that runs as it is, unless that code only looks
 * at it: what is made of the number would be a constant to the tape. Compiled code reads by {@link Readers} instead.
 */
final class ReadGuard {
    private static final StackWalker WALKER = StackWalker
            .getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

    private static final Set<Class<?>> READ = Set.of(Tensor.class, Grads.class);

    /** A place in a method at which the numbers arrive, by the method called there; null for the reading itself. */
    private record Place(String method, String descriptor, int line, String called) {}

    private record Known(ClassCode code, Fate fate) {}

    private static final ClassValue<Map<Place, Known>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<Place, Known> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private ReadGuard() {}

    /** Checks the code that is reading a tensor's numbers now. */
    static void check() {
        WALKER.walk(frames -> {
            check(frames.dropWhile(f -> !READ.contains(f.getDeclaringClass()))
                    .dropWhile(f -> READ.contains(f.getDeclaringClass())).filter(f -> !isLink(f.getDeclaringClass()))
                    .iterator());
            return null;
        });
    }

    /** Whether the frame only leads from a call to the method that it calls. */
    private static boolean isLink(Class<?> type) {
        return Lambda.is(type) || type.getPackageName().equals("java.lang.invoke");
    }

    private static void check(Iterator<StackFrame> frames) {
        StackFrame reader = frames.next();
        if (reader.getDeclaringClass() == Readers.class) return;
        StackFrame frame = reader;
        String called = null;
        while (true) {
            Class<?> type = frame.getDeclaringClass();
            Fate fate = type.isHidden() || Surroundings.isJdk(type) ? Fate.USED : fate(frame, called);
            if (fate == Fate.LOOKED_AT) return;
            if (fate == Fate.USED || !frames.hasNext()) throw refusal(reader, frames);
            called = frame.getMethodName() + frame.getDescriptor();
            frame = frames.next();
        }
    }

    private static Fate fate(StackFrame frame, String called) {
        Map<Place, Known> places = KNOWN.get(frame.getDeclaringClass());
        var place = new Place(frame.getMethodName(), frame.getDescriptor(), frame.getLineNumber(), called);
        Known known = places.get(place);
        if (known != null && known.code.isCurrent()) return known.fate;
        ClassCode code = ClassCode.of(frame.getDeclaringClass());
        Predicate<InvokeInstruction> sources = called == null
                ? Crossings::givesNumbers
                : i -> (i.name().stringValue() + i.type().stringValue()).equals(called);
        // a loader that serves the code under another name for its source, as that of cells, serves other lines, too
        IntPredicate lines = Objects.equals(frame.getFileName(), code.sourceFile())
                ? line -> line == place.line
                : _ -> true;
        Fate fate = NumberFlow.of(code, code.method(place.method, place.descriptor).orElseThrow(), lines, sources);
        places.put(place, new Known(code, fate));
        return fate;
    }

    private static UnsupportedOperationException refusal(StackFrame reader, Iterator<StackFrame> frames) {
        StackFrame shown = reader;
        while (frames.hasNext() && Surroundings.isJdk(shown.getDeclaringClass())) shown = frames.next();
        return Refusal.at(shown.getClassName(), shown.getMethodName(), shown.getFileName(), shown.getLineNumber(),
                "numbers are read from a tensor that a gradient follows, where they can't be followed, and are used on",
                "Compute with the tensor, call this code directly in the differentiated function, or read the numbers "
                        + "of stopGradient(x) if no derivative shall flow through them");
    }
}
