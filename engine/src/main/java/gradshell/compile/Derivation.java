package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import gradshell.compile.EntryWriter.Order;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * All that is generated for one function: its own sweeps and those of the methods it calls, which are checked at once and
 * generated when a call site is first reached. It belongs to the bytes that were read; when a loader serves others, a new derivation replaces it, while
 * pullbacks recorded before keep the old one.
 */
final class Derivation {
    /**
     * The two sweeps of a method.
     *
     * @param passed     how many shadows the forward sweep takes after the method's arguments, see {@link Passing}
     * @param passesBack whether it hands the shadow of the result back
     */
    record Pair(MethodHandle forward, MethodHandle reverse, int passed, boolean passesBack) {
        Pair(MethodHandle forward, MethodHandle reverse) {
            this(forward, reverse, 0, false);
        }

        /** The forward sweep for a caller that searches for all shadows. */
        MethodHandle alone() {
            int own = forward.type().parameterCount() - passed;
            MethodHandle alone = MethodHandles.insertArguments(forward, own, new Object[passed]);
            return passesBack ? Dispatch.followedByResult(alone, ENTER) : alone;
        }
    }

    private static final MethodHandle ENTER;
    static {
        try {
            ENTER = MethodHandles.lookup().findVirtual(Tape.class, "enterPassedBack",
                    MethodType.methodType(void.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What derivatives are wanted of: the result (and memory, if the method touches any), memory only, or nothing. */
    enum Wanted {
        RESULT, MEMORY, NOTHING
    }

    private record Key(Class<?> owner, String method, MethodType type, String directions, String chosen, String apart,
            Wanted wanted) {
        List<Integer> passed() {
            return Passing.positions(type, directions, chosen);
        }

        boolean passesBack() {
            return Passing.passesBack(type, wanted);
        }
    }

    /** The two sweeps of a method before they are written. */
    private record Sweeps(String method, MethodTypeDesc forward, MethodTypeDesc reverse,
            BiConsumer<ClassBuilder, ClassDesc> content) {}

    /** Ends the names of generated classes. */
    static final String SUFFIX = "$Derivative";

    private final Map<Class<?>, ClassCode> codes = new ConcurrentHashMap<>();
    private final Map<Key, Pair> pairs = new ConcurrentHashMap<>();
    private final FunctionObject function;
    private final Map<Order, Derivative> combined = new ConcurrentHashMap<>();
    private final Map<Order, Derivative.Split> split = new ConcurrentHashMap<>();
    private final Map<Order, Derivative.Whole> whole = new ConcurrentHashMap<>();
    private final Surroundings surroundings;

    private final boolean listed;

    Derivation(FunctionObject function) {
        this(function, false);
    }

    /** @param everything whether all that the function can reach may be differentiated, and not its arguments alone */
    Derivation(FunctionObject function, boolean everything) {
        this(function, everything, false);
    }

    /** @param listed whether the code is to be read by people */
    Derivation(FunctionObject function, boolean everything, boolean listed) {
        this(function, everything, listed, false);
    }

    /** Of a function that is called again and again, and may leave nothing from one call to the next. */
    static Derivation apart(FunctionObject function) {
        return new Derivation(function, false, false, true);
    }

    private Derivation(FunctionObject function, boolean everything, boolean listed, boolean apart) {
        this.listed = listed;
        this.function = function;
        surroundings = new Surroundings(this, everything, apart);
    }

    boolean isListed() {
        return listed;
    }

    FunctionObject function() {
        return function;
    }

    /** Whether everything that was read is still what the loaders serve. */
    boolean isCurrent() {
        for (ClassCode code : codes.values()) if (!code.isCurrent()) return false;
        return true;
    }

    Derivative combined(Order order) {
        return entry(combined, order, writer -> writer.combined().orElseGet(() -> split(order)));
    }

    Derivative.Split split(Order order) {
        return entry(split, order, EntryWriter::split);
    }

    Derivative.Whole whole(Order order) {
        return entry(whole, order, EntryWriter::whole);
    }

    private <D> D entry(Map<Order, D> known, Order order, Function<EntryWriter, D> writing) {
        D found = known.get(order);
        if (found != null) return found;
        D made = writing.apply(new EntryWriter(this, function, order));
        D earlier = known.putIfAbsent(order, made);
        return earlier == null ? made : earlier;
    }

    /** Whether the function's code returns a {@code double} or {@code float}, whose cotangent is given as a number. */
    boolean returnsNumber() {
        return function.code().returnType() == double.class || function.code().returnType() == float.class;
    }

    /** Whether the function's code takes a {@code double} or {@code float} there, whose tangent is given as a number. */
    boolean takesNumber(int argument) {
        Class<?> type = function.code().parameterType(function.captured() + argument);
        return type == double.class || type == float.class;
    }

    /** Whether something is made of numbers that tensors gave. */
    boolean mixes() {
        new EntryWriter(this, function);
        return surroundings.isMixed() || returnsNumber();
    }

    /** The same if the methods that it calls aren't overridden, or by its own class. */
    boolean likelyMixes() {
        var likely = new Derivation(function, true);
        likely.surroundings.guess();
        try {
            return likely.mixes();
        } catch (UnsupportedOperationException _) {
            // another method may be meant
            return false;
        }
    }

    ClassCode code(Class<?> type) {
        return codes.computeIfAbsent(type, ClassCode::of);
    }

    /** The lifted code of a method that {@code owner} or a superclass declares. */
    Graph lift(Class<?> owner, String method, MethodType type) {
        if (isOfRecord(method)) {
            var constructor = type.changeReturnType(void.class);
            return RecordParts.of(lift(owner, ConstantDescs.INIT_NAME, constructor), owner);
        }
        Graph graph = Lifter.lift(code(owner), code(owner).method(method, type.descriptorString()).orElseThrow());
        Accessors.inline(graph, this, owner);
        return graph;
    }

    /** The rest of the program as the analysis of the methods sees it. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** The sweeps of a method whose code is known, derived once; where nothing is known of how its arguments meet. */
    Pair pair(Class<?> named, String method, MethodType type, String directions, String chosen, Wanted wanted) {
        return pair(named, method, type, directions, chosen, "", wanted);
    }

    /**
     * The same.
     *
     * @param apart which arguments never lead to the same memory, see {@link Apart}
     */
    Pair pair(Class<?> named, String method, MethodType type, String directions, String chosen, String apart,
            Wanted wanted) {
        var crossing = Crossings.find(named, method, type, chosen);
        if (crossing.isPresent()) return crossing.get().pair(wanted);
        boolean replayed = directions.isEmpty() && Checkpoints.isLoop(named, type);
        Class<?> owner = declaring(named, method, type);
        var key = new Key(owner, method, type, directions, chosen, apart, wanted);
        Pair known = pairs.get(key);
        if (known != null) return known;
        Pair made = replayed
                ? Replay.pair(this, wanted)
                : method.equals(RecordMaker.NAME)
                        ? RecordMaker.pair(
                                pair(owner, RecordParts.NAME, RecordParts.type(type), directions, chosen, apart,
                                        wanted),
                                owner, type)
                        : derive(key);
        Pair earlier = pairs.putIfAbsent(key, made);
        return earlier == null ? made : earlier;
    }

    /** A method as it was called. */
    record Called(Surroundings.Target target, String directions, String chosen) {}

    /** What the sweeps are of, if they are of a method of the user's. */
    Optional<Called> called(Pair pair) {
        return pairs.entrySet().stream().filter(e -> e.getValue().equals(pair)).map(Map.Entry::getKey)
                .map(k -> new Called(new Surroundings.Target(k.owner, k.method, k.type), k.directions, k.chosen))
                .findFirst();
    }

    /** Runs the static initialiser of the class that declares the method, unless it ran before. */
    void initialise(Class<?> named, String method, MethodType type) {
        Class<?> owner = declaring(named, method, type);
        try {
            Class.forName(owner.getName(), true, owner.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static boolean isOfRecord(String method) {
        return method.equals(RecordMaker.NAME) || method.equals(RecordParts.NAME);
    }

    Class<?> declaring(Class<?> named, String method, MethodType type) {
        if (isOfRecord(method)) return named;
        for (Class<?> c = named; c != null && !Surroundings.isJdk(c); c = c.getSuperclass()) {
            if (code(c).method(method, type.descriptorString()).isPresent()) return c;
        }
        for (Class<?> i : Selection.interfaces(named)) {
            if (!Surroundings.isJdk(i) && code(i).method(method, type.descriptorString()).isPresent()) return i;
        }
        throw Refusal.unreachable(named.getName() + "." + method, "no class file has it", null);
    }

    private Pair derive(Key key) {
        Sweeps sweeps = sweeps(key);
        Lookup lookup = define(code(key.owner).host(), sweeps.content);
        try {
            var forward = lookup.findStatic(lookup.lookupClass(), sweeps.method,
                    sweeps.forward.resolveConstantDesc(lookup));
            MethodHandle reverse = key.wanted == Wanted.NOTHING
                    ? null
                    : lookup.findStatic(lookup.lookupClass(), PairWriter.reverseName(sweeps.method),
                            sweeps.reverse.resolveConstantDesc(lookup));
            return new Pair(forward, reverse, key.passed().size(), key.passesBack());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** The class file with the sweeps of a method, for listings. */
    byte[] classFile(Class<?> named, String method, MethodType type, String directions, String chosen, String apart,
            Wanted wanted) {
        if (method.equals(RecordMaker.NAME)) {
            return classFile(named, RecordParts.NAME, RecordParts.type(type), directions, chosen, apart, wanted);
        }
        Class<?> owner = declaring(named, method, type);
        return build(code(owner).host(),
                sweeps(new Key(owner, method, type, directions, chosen, apart, wanted)).content);
    }

    private Sweeps sweeps(Key key) {
        Graph graph = surroundings.lift(new Surroundings.Target(key.owner, key.method, key.type), key.directions);
        boolean idle = key.wanted == Wanted.NOTHING && key.chosen.indexOf('1') < 0;
        Activity activity = idle
                ? Activity.none(graph, surroundings)
                : surroundings.analyse(graph, key.chosen, key.wanted == Wanted.RESULT);
        if (activity.writesForeign() && !surroundings.foreign()) {
            throw Surroundings.foreignWrite(graph);
        }
        Constructors.expand(graph, activity);
        activity.parametersApart(key.apart);
        if (!idle) Hoisting.hoist(graph, activity);
        List<Value> given = graph.entry().params();
        Map<Value, Value> shadows = Shadowing.insert(graph, activity, key.passed().stream().map(given::get).toList(),
                key.passesBack());
        Outliner.outline(graph, activity, shadows);
        List<Value> params = graph.entry().params();
        List<Value> cotangents = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (key.chosen.charAt(i) == '1' && given.get(i).isFloating()) cotangents.add(given.get(i));
        }
        List<Value> results = results(graph, key.type, key.directions);
        List<Value> seeds = key.wanted == Wanted.RESULT ? seeds(graph, results) : List.of();
        return new Sweeps(graph.method(), PairWriter.forwardType(params, results),
                PairWriter.reverseType(seeds, cotangents),
                (builder, self) -> new PairWriter(builder, self, activity, shadows, listed).writePair(graph, Map.of(),
                        results, seeds, cotangents));
    }

    /** Whether a method differentiated in this way has no receiver. */
    static boolean isStatic(MethodType type, String directions, String chosen) {
        String first = directions.isEmpty() ? chosen : Direction.parse(directions).getFirst().chosen();
        return type.parameterCount() == first.length();
    }

    /** Values of the types that the method returns: after a number its tangents. */
    static List<Value> results(Graph graph, MethodType type, String directions) {
        if (type.returnType() == void.class) return List.of();
        ClassDesc desc = type.returnType().describeConstable().orElseThrow();
        int levels = Direction.parse(directions).size();
        var results = new ArrayList<Value>();
        do
            results.add(graph.newValue(TypeKind.from(desc).asLoadable(), desc));
        while (results.getFirst().isFloating() && results.size() < 1 << levels);
        return results;
    }

    /** The floating value that the method returns; a method that never returns has none, any of the type will do. */
    static List<Value> seeds(Graph graph, List<Value> results) {
        List<Value> returned = results;
        for (Block b : graph.blocks()) if (b.end() instanceof Terminator.Return r) returned = r.args();
        return returned.stream().filter(Value::isFloating).toList();
    }

    /** Defines a hidden class beside {@code host}, which may use all that {@code host} may, and knows this derivation. */
    Lookup define(Class<?> host, BiConsumer<ClassBuilder, ClassDesc> content) {
        try {
            return define(host, build(host, content));
        } catch (IllegalArgumentException e) {
            // the class file format ends at 64 KB a method
            throw Refusal.unreachable("a method of " + host.getName(),
                    "its sweeps are too large; split it into several methods", e);
        }
    }

    byte[] build(Class<?> host, BiConsumer<ClassBuilder, ClassDesc> content) {
        ClassDesc self = ClassDesc.of(host.getName() + SUFFIX);
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver(host.getClassLoader()))).build(self,
                builder -> {
                    builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
                    String file = code(host).sourceFile();
                    if (file != null) builder.with(SourceFileAttribute.of(file));
                    content.accept(builder, self);
                });
    }

    Lookup define(Class<?> host, byte[] bytes) {
        try {
            if (Class.forName(Tape.class.getName(), false, host.getClassLoader()) != Tape.class)
                throw new ClassNotFoundException();
            return Access.lookupIn(host).defineHiddenClassWithClassData(bytes, this, true, Lookup.ClassOption.NESTMATE);
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw Refusal.unreachable(host.getName(),
                    "its class loader doesn't see Gradshell; put Gradshell on its class path", e);
        }
    }

    private static ClassHierarchyResolver resolver(ClassLoader loader) {
        return ClassHierarchyResolver.defaultResolver().orElse(ClassHierarchyResolver.ofResourceParsing(loader))
                .orElse(ClassHierarchyResolver.ofClassLoading(loader)).cached();
    }
}
