package gradshell.compile;

import gradshell.Gradshell;
import gradshell.Tensor;
import gradshell.compile.library.ArrayMethods;
import gradshell.compile.library.CollectionMethods;
import gradshell.compile.library.CollectorMethods;
import gradshell.compile.library.DoubleFunctions;
import gradshell.compile.library.Doubles;
import gradshell.compile.library.Elements;
import gradshell.compile.library.Functions;
import gradshell.compile.library.Ints;
import gradshell.compile.library.NumberMethods;
import gradshell.compile.library.OptionalMethods;
import gradshell.compile.library.Plain;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of a call of the JDK that differentiated values enter: the table, and how it is read. */
final class Library {
    /** What to do about a call. */
    sealed interface Decision {
        /**
         * A static method of ours is called instead, the receiver as its first argument, and derived as the user's code is.
         *
         * @param always whether that is so even where no differentiated value enters: what is made there is a function that
         *               may be called with one later
         */
        record Substitute(ClassDesc owner, String name, MethodTypeDesc type, boolean always) implements Decision {}

        /** The receiver is wrapped by the static method {@code adopt} of a class of ours, which has the same method. */
        record Adopt(Class<?> type) implements Decision {}

        /**
         * The method runs as it is: it only moves references, so that what they lead to is found again by its identity.
         *
         * @param checked whether it runs code of collections among its arguments, see {@link LibraryChecks#checkMoved}
         */
        record Mover(boolean checked) implements Decision {}

        /**
         * The method runs as it is: it only looks, at numbers too, and its result carries no derivative.
         *
         * @param text  whether a reference that it returns has text of the value, of which no number may be made again
         * @param keeps whether the receiver, a builder or an exception, gets such text
         */
        record Sink(boolean text, boolean keeps) implements Decision {}

        /** A box is made of the argument. */
        record Box() implements Decision {}

        /** The value of the box is the result. */
        record Unbox() implements Decision {}

        /** The method isn't supported, whatever the receiver is. */
        record Unsupported() implements Decision {}

        /**
         * There is no rule.
         *
         * @param holds whether an object of the class may hold what entered it by another method; if not, the method may run
         *              as it is where nothing but the receiver seems to hold differentiated values
         */
        record Refused(boolean holds) implements Decision {}
    }

    private static final Map<Class<?>, LibraryEntry> TABLE = Stream.of(
            // numbers and their boxes
            on(Double.class).boxes("valueOf").unboxes("doubleValue").instead(NumberMethods.class)
                    .looks("isNaN isInfinite isFinite compare compareTo equals hashCode intValue longValue shortValue byteValue")
                    .texts("toString toHexString"),
            on(Float.class).boxes("valueOf").unboxes("floatValue").instead(NumberMethods.class)
                    .looks("isNaN isInfinite isFinite compare compareTo equals hashCode intValue longValue shortValue byteValue")
                    .texts("toString toHexString"),
            on(Number.class).instead(NumberMethods.class).looks("intValue longValue shortValue byteValue <init>"),
            on(Integer.class).looks("*"), on(Long.class).looks("*"), on(Short.class).looks("*"),
            on(Byte.class).looks("*"), on(Character.class).looks("*"), on(Boolean.class).looks("*"),
            on(Math.class).looks("round getExponent"), on(StrictMath.class).looks("round getExponent"),
            on(java.util.OptionalDouble.class).boxes("of").unboxes("getAsDouble").instead(NumberMethods.class)
                    .looks("isPresent isEmpty equals hashCode").texts("toString"),
            on(java.util.OptionalInt.class).looks("*"), on(java.util.OptionalLong.class).looks("*"),
            // arrays
            on(Arrays.class).instead(ArrayMethods.class).moves("*").refuses("spliterator")
                    .looks("equals deepEquals hashCode deepHashCode compare mismatch binarySearch")
                    .texts("toString deepToString"),
            on(System.class).instead(ArrayMethods.class).looks("identityHashCode"),
            on(double[].class).instead(ArrayMethods.class), on(float[].class).instead(ArrayMethods.class),
            on(Object[].class).moves("clone"),
            // objects and text
            on(Object.class).looks("<init> equals hashCode getClass").texts("toString"),
            on(Record.class).looks("<init>"), on(Enum.class).looks("<init> name ordinal compareTo getDeclaringClass"),
            on(Class.class).moves("cast").looks("isInstance"), on(Comparable.class).looks("compareTo"),
            on(java.util.Objects.class).instead(OptionalMethods.class).moves("*"),
            on(String.class).texts("*"), on(CharSequence.class).texts("*"), on(StringBuilder.class).keeps("*"),
            on(StringBuffer.class).keeps("*"), on(java.util.StringJoiner.class).keeps("*"),
            on(Throwable.class).keeps("*").moves("getCause initCause addSuppressed getSuppressed getStackTrace "
                    + "setStackTrace fillInStackTrace"),
            on(java.io.PrintStream.class).looks("print println printf format append"),
            on(java.io.PrintWriter.class).looks("print println printf format append"),
            on(java.text.Format.class).texts("format"), on(java.util.Formatter.class).keeps("format"),
            on(java.util.logging.Logger.class).looks("log severe warning info config fine finer finest"),
            on(IO.class).looks("print println"),
            // collections
            on(Iterable.class).instead(CollectionMethods.class).moves("iterator").refuses("spliterator"),
            on(java.util.Collection.class).instead(CollectionMethods.class).moves("*")
                    .refuses("parallelStream spliterator"),
            on(java.util.List.class).instead(CollectionMethods.class).moves("*").refuses("parallelStream spliterator"),
            on(Map.class).instead(CollectionMethods.class).moves("*"), on(Map.Entry.class).moves("*"),
            on(java.util.Iterator.class).instead(CollectionMethods.class).moves("*"),
            on(java.util.PrimitiveIterator.OfDouble.class).moves("next nextDouble"),
            on(java.util.Enumeration.class).moves("*"), on(java.util.Collections.class).moves("*"),
            on(Optional.class).instead(OptionalMethods.class).moves("*"),
            on(java.util.concurrent.atomic.AtomicReference.class).moves("*"),
            on(java.util.concurrent.atomic.AtomicReferenceArray.class).moves("*"),
            on(java.util.Comparator.class).looks("compare")
                    .moves("* comparing comparingInt comparingLong comparingDouble "
                            + "thenComparing thenComparingInt thenComparingLong thenComparingDouble"),
            // streams
            on(java.util.stream.DoubleStream.class).instead(Doubles.class).adopts(Doubles.class)
                    .refuses("parallel spliterator onClose mapMulti mapToLong summaryStatistics"),
            on(java.util.stream.IntStream.class).instead(Ints.class).adopts(Ints.class)
                    .refuses("parallel spliterator onClose mapMulti mapToLong asLongStream"),
            on(Stream.class).instead(Elements.class).adopts(Elements.class).moves("of ofNullable")
                    .refuses("parallel spliterator onClose mapMulti mapMultiToInt mapMultiToLong mapMultiToDouble "
                            + "mapToLong flatMapToInt flatMapToLong gather"),
            on(Stream.Builder.class).moves("add accept build"),
            on(java.util.stream.Collector.class).moves("of supplier accumulator combiner finisher characteristics"),
            // what makes functions
            on(Collectors.class).always(CollectorMethods.class),
            on(Function.class).always(Functions.class, Functions.Identity.class),
            on(java.util.function.UnaryOperator.class).always(Functions.Identity.class),
            on(java.util.function.BiFunction.class).always(Functions.class),
            on(java.util.function.BinaryOperator.class).always(Functions.class),
            on(java.util.function.Consumer.class).always(Functions.class),
            on(java.util.function.BiConsumer.class).always(Functions.class),
            on(java.util.function.Predicate.class).always(Functions.class),
            on(java.util.function.DoubleUnaryOperator.class).always(DoubleFunctions.class,
                    DoubleFunctions.Identity.class),
            on(java.util.function.DoubleConsumer.class).always(DoubleFunctions.class),
            on(java.util.function.DoublePredicate.class).always(DoubleFunctions.class),
            // our own
            on(Plain.class).looks(
                    "checkState checkFill checkCopy checkStream order doubleValue limited skipped added unsupported")
                    .moves("arraycopy removeMarked adopt"),
            on(Gradshell.class).looks("ignore"),
            on(Tensor.class).looks("gt ge lt le eq ne allClose shape size rank dataType"))
            .collect(Collectors.toUnmodifiableMap(LibraryEntry::owner, Function.identity()));

    private static final Set<String> OURS = Set.of("gradshell/Gradshell", "gradshell/Tensor");
    private static final Map<String, Decision> DECISIONS = new ConcurrentHashMap<>();

    private Library() {}

    private static LibraryEntry on(Class<?> owner) {
        return new LibraryEntry(owner);
    }

    /** Whether the code of a class is never differentiated, so that its methods need a decision. */
    static boolean has(ClassDesc owner) {
        String name = name(owner);
        return owner.isArray() || name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")
                || name.equals(Plain.class.getName());
    }

    /** Whether a class comes with the JDK. */
    static boolean has(Class<?> owner) {
        ClassLoader loader = owner.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** The decision by the class that a call instruction names, or nothing if that is no class of the library. */
    static Optional<Decision> of(InvokeInstruction i) {
        ClassDesc owner = i.owner().asSymbol();
        boolean isOurs = OURS.contains(i.owner().asInternalName());
        if (!has(owner) && !isOurs) return Optional.empty();
        String key = owner.descriptorString() + i.name().stringValue() + i.type().stringValue();
        Decision decision = DECISIONS.computeIfAbsent(key,
                _ -> decide(load(owner), i.name().stringValue(), i.typeSymbol()));
        return isOurs && !(decision instanceof Decision.Sink) ? Optional.empty() : Optional.of(decision);
    }

    /** Whether the receiver may be of a class of the user's that has the method, so that the decision has to wait for it. */
    static boolean isOpen(InvokeInstruction i) {
        if (i.opcode() == Opcode.INVOKESTATIC || i.opcode() == Opcode.INVOKESPECIAL) return false;
        Class<?> owner = load(i.owner().asSymbol());
        return !Modifier.isFinal(owner.getModifiers()) && !Throwable.class.isAssignableFrom(owner);
    }

    /**
     * The decision for a method of a class of the JDK: the static method's class, or the class of the receiver. The first
     * line of the table that has the method counts, of the class itself or of the nearest supertype.
     */
    static Decision decide(Class<?> owner, String name, MethodTypeDesc type) {
        // nobody knows what is behind an interface, or was captured by a lambda; and a clone holds what its original does
        boolean holds = owner.isInterface() || owner.isHidden() || name.equals("clone");
        for (Class<?> c : supertypes(owner)) {
            LibraryEntry entry = TABLE.get(c);
            if (entry == null || (c != owner && name.equals("<init>") && !entry.constructs())) continue;
            Optional<Decision> decision = entry.decide(name, type);
            if (decision.isPresent()) return decision.get();
            holds |= c != Object.class && entry.holds();
        }
        return new Decision.Refused(holds);
    }

    private static Set<Class<?>> supertypes(Class<?> owner) {
        var types = new LinkedHashSet<Class<?>>();
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) types.add(c);
        for (Class<?> c : types.toArray(new Class<?>[0])) addInterfaces(c, types);
        if (owner.isArray()) types.add(Object[].class);
        // last, as any other type says more
        types.remove(Object.class);
        types.add(Object.class);
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
        for (Class<?> i : type.getInterfaces()) {
            types.add(i);
            addInterfaces(i, types);
        }
    }

    private static Class<?> load(ClassDesc owner) {
        try {
            String name = owner.isArray() ? owner.descriptorString().replace('/', '.') : name(owner);
            return Class.forName(name, false, Library.class.getClassLoader());
        } catch (ClassNotFoundException _) {
            // an array of the user's class, or a class that a later JDK has
            return owner.isArray() ? Object[].class : Object.class;
        }
    }

    private static String name(ClassDesc owner) {
        String descriptor = owner.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }
}
