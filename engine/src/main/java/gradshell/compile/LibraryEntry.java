package gradshell.compile;

import gradshell.compile.Library.Decision;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line of the {@link Library}'s table: what is known of the methods of one class or interface. A method of the same name
 * and parameters in one of our classes takes its place; others are listed by name, {@code *} for all those by whose types
 * one can tell that they don't touch numbers and don't call functions.
 */
final class LibraryEntry {
    private static final Set<String> NUMBERS = Set.of("D", "F", "[D", "[F");

    private final Class<?> owner;
    private final List<Class<?>> substitutes = new ArrayList<>();
    private boolean always;
    private boolean keeps;
    private Class<?> adopted;
    private final Set<String> boxes = new HashSet<>();
    private final Set<String> unboxes = new HashSet<>();
    private final Set<String> looks = new HashSet<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<String> moves = new HashSet<>();
    private final Set<String> refuses = new HashSet<>();

    LibraryEntry(Class<?> owner) {
        this.owner = owner;
    }

    Class<?> owner() {
        return owner;
    }

    /** A class of ours whose static methods take the place of those with the same name and parameters. */
    LibraryEntry instead(Class<?>... methods) {
        substitutes.addAll(List.of(methods));
        return this;
    }

    /** The same where they do so even if no differentiated value enters. */
    LibraryEntry always(Class<?>... methods) {
        always = true;
        return instead(methods);
    }

    /** A class of ours that wraps the receiver. */
    LibraryEntry adopts(Class<?> type) {
        adopted = type;
        return this;
    }

    /** Methods that make a box of a number. */
    LibraryEntry boxes(String names) {
        return add(boxes, names);
    }

    /** Methods that take the number out of a box. */
    LibraryEntry unboxes(String names) {
        return add(unboxes, names);
    }

    /** Methods that look at values. */
    LibraryEntry looks(String names) {
        return add(looks, names);
    }

    /** Methods that make text of values. */
    LibraryEntry texts(String names) {
        return add(texts, names);
    }

    /** Methods of builders and exceptions that do so, and keep it. */
    LibraryEntry keeps(String names) {
        keeps = true;
        return texts(names);
    }

    /** Methods that move references. */
    LibraryEntry moves(String names) {
        return add(moves, names);
    }

    /** Methods that a supertype may not allow either. */
    LibraryEntry refuses(String names) {
        return add(refuses, names);
    }

    private LibraryEntry add(Set<String> set, String names) {
        set.addAll(List.of(names.split(" ")));
        return this;
    }

    /** Whether an object of the class may hold differentiated values. */
    boolean holds() {
        return !boxes.isEmpty() || !texts.isEmpty() || !moves.isEmpty() || adopted != null;
    }

    /** Whether the line is about the constructors of subclasses and implementations, too. */
    boolean constructs() {
        return moves.contains("*") || texts.contains("*");
    }

    /** What to do about a method, if this line says so. */
    Optional<Decision> decide(String name, MethodTypeDesc type) {
        if (refuses.contains(name)) return Optional.of(new Decision.Unsupported());
        Optional<Decision> substitute = substitute(name, type);
        if (substitute.isPresent()) return substitute;
        if (adopted != null && adoptedHas(name, type)) return Optional.of(new Decision.Adopt(adopted));
        if (boxes.contains(name) && NUMBERS.contains(parameters(type))) return Optional.of(new Decision.Box());
        if (unboxes.contains(name)) return Optional.of(new Decision.Unbox());
        if (looks.contains(name)) return Optional.of(new Decision.Sink(false, false));
        if (texts.contains(name)) return Optional.of(new Decision.Sink(true, keeps));
        boolean moved = moves.contains(name) || (moves.contains("*") && movesByType(type));
        if (moved) return Optional.of(new Decision.Mover(runsCollections(type)));
        if (callsFunction(type)) return Optional.empty();
        if (looks.contains("*")) return Optional.of(new Decision.Sink(false, false));
        if (texts.contains("*")) return Optional.of(new Decision.Sink(true, keeps));
        return Optional.empty();
    }

    private Optional<Decision> substitute(String name, MethodTypeDesc type) {
        String plain = parameters(type);
        String instance = owner.descriptorString() + plain;
        for (Class<?> c : substitutes) {
            for (Method m : c.getDeclaredMethods()) {
                if (!m.getName().equals(name) || !Modifier.isPublic(m.getModifiers())
                        || !Modifier.isStatic(m.getModifiers()))
                    continue;
                MethodTypeDesc ours = type(m);
                String parameters = parameters(ours);
                if ((parameters.equals(plain) || parameters.equals(instance))
                        && ours.returnType().isPrimitive() == type.returnType().isPrimitive()) {
                    var owner = c.describeConstable().orElseThrow();
                    return Optional.of(new Decision.Substitute(owner, name, ours, always));
                }
            }
        }
        return Optional.empty();
    }

    private boolean adoptedHas(String name, MethodTypeDesc type) {
        for (Method m : adopted.getDeclaredMethods()) {
            if (m.getName().equals(name) && !Modifier.isStatic(m.getModifiers())
                    && parameters(type(m)).equals(parameters(type)))
                return true;
        }
        return false;
    }

    private static MethodTypeDesc type(Method m) {
        return MethodType.methodType(m.getReturnType(), m.getParameterTypes()).describeConstable().orElseThrow();
    }

    private static String parameters(MethodTypeDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.indexOf(')'));
    }

    private static boolean movesByType(MethodTypeDesc type) {
        if (NUMBERS.contains(type.returnType().descriptorString()) || callsFunction(type)) return false;
        return type.parameterList().stream().noneMatch(p -> NUMBERS.contains(p.descriptorString()));
    }

    private static boolean callsFunction(MethodTypeDesc type) {
        return type.parameterList().stream().anyMatch(p -> p.descriptorString().startsWith("Ljava/util/function/"));
    }

    private static boolean runsCollections(MethodTypeDesc type) {
        return type.parameterList().stream().map(LibraryEntry::load).anyMatch(LibraryChecks::isCollection);
    }

    private static Class<?> load(ClassDesc type) {
        String descriptor = type.descriptorString();
        if (!descriptor.startsWith("Ljava/")) return Object.class;
        try {
            return Class.forName(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'), false, null);
        } catch (ClassNotFoundException _) {
            return Object.class;
        }
    }

    @Override
    public String toString() {
        return owner.getName() + " " + Map.of("instead", substitutes, "looks", looks, "texts", texts, "moves", moves);
    }
}
