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
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * All that is generated for one function: its own sweeps and those of the methods it calls, which are checked at once and
 * generated when a call site is first reached. It belongs to the bytes that were read; when a loader serves others, a new derivation replaces it, while
 * pullbacks recorded before keep the old one.
 */
final class Derivation {
    /** The two sweeps of a method. */
    record Pair(MethodHandle forward, MethodHandle reverse) {}

    private record Key(Class<?> owner, String method, MethodType type, String directions, String chosen,
            boolean resultMatters) {}

    private record Analysed(Graph graph, Activity activity) {}

    /** Ends the names of generated classes. */
    static final String SUFFIX = "$Derivative";

    private final Map<Class<?>, ClassCode> codes = new ConcurrentHashMap<>();
    private final Map<Key, Pair> pairs = new ConcurrentHashMap<>();
    private final FunctionObject function;
    private volatile Derivative combined;
    private volatile Derivative.Split split;
    private volatile Derivative.Split pushed;
    private volatile Derivative slope;

    Derivation(FunctionObject function) {
        this.function = function;
    }

    FunctionObject function() {
        return function;
    }

    /** Whether everything that was read is still what the loaders serve. */
    boolean isCurrent() {
        for (ClassCode code : codes.values()) if (!code.isCurrent()) return false;
        return true;
    }

    Derivative combined() {
        if (combined == null) combined = new EntryWriter(this, function).combined().orElseGet(this::split);
        return combined;
    }

    Derivative.Split split() {
        if (split == null) split = new EntryWriter(this, function).split();
        return split;
    }

    /** The function with tangents. */
    Derivative.Split pushed() {
        if (pushed == null) pushed = new EntryWriter(this, function, EntryWriter.Order.PUSHED).split();
        return pushed;
    }

    /** The gradient of the function's tangent. */
    Derivative slope() {
        if (slope == null) {
            var writer = new EntryWriter(this, function, EntryWriter.Order.SLOPE);
            slope = writer.combined()
                    .orElseGet(() -> new EntryWriter(this, function, EntryWriter.Order.SLOPE).split());
        }
        return slope;
    }

    ClassCode code(Class<?> type) {
        return codes.computeIfAbsent(type, ClassCode::of);
    }

    /** The lifted code of a method that {@code owner} or a superclass declares. */
    Graph lift(Class<?> owner, String method, MethodType type) {
        return Lifter.lift(code(owner), code(owner).method(method, type.descriptorString()).orElseThrow());
    }

    /** The sweeps of a static method, derived once. */
    Pair pair(Class<?> named, String method, MethodType type, String directions, String chosen,
            boolean resultMatters) {
        Class<?> owner = declaring(named, method, type);
        var key = new Key(owner, method, type, directions, chosen, resultMatters);
        Pair known = pairs.get(key);
        if (known != null) return known;
        Pair made = derive(key);
        Pair earlier = pairs.putIfAbsent(key, made);
        return earlier == null ? made : earlier;
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

    private Class<?> declaring(Class<?> named, String method, MethodType type) {
        for (Class<?> c = named; c != null && c.getClassLoader() != null; c = c.getSuperclass()) {
            if (code(c).method(method, type.descriptorString()).isPresent()) return c;
        }
        throw Refusal.unreachable(named.getName() + "." + method, "no class file has it", null);
    }

    /** Refuses what can't be differentiated in all methods that a graph can lead to, so that it is known before anything runs. */
    void checkCallees(Graph graph, Activity activity, ClassLoader loader) {
        var todo = new ArrayDeque<Key>(callees(graph, activity, loader));
        var seen = new HashSet<Key>();
        while (!todo.isEmpty()) {
            Key key = todo.pop();
            if (!seen.add(key)) continue;
            Analysed callee = analyse(key);
            todo.addAll(callees(callee.graph, callee.activity, key.owner.getClassLoader()));
        }
    }

    private List<Key> callees(Graph graph, Activity activity, ClassLoader loader) {
        var keys = new ArrayList<Key>();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (!(op instanceof Op.Call c) || !Calls.isDerived(c, activity)) continue;
                String method = c.instruction().name().stringValue();
                try {
                    var type = MethodType.fromMethodDescriptorString(c.instruction().type().stringValue(), loader);
                    String named = c.instruction().owner().asInternalName().replace('/', '.');
                    Class<?> owner = declaring(Class.forName(named, false, loader), method, type);
                    keys.add(new Key(owner, method, type, c.directions(), Calls.chosen(c, activity),
                            Calls.isActive(c, activity)));
                } catch (ClassNotFoundException | TypeNotPresentException | LinkageError _) {
                    // as in a plain call, what is missing is an error only where it is reached
                }
            }
        }
        return keys;
    }

    private Analysed analyse(Key key) {
        Graph graph = lift(key.owner, key.method, key.type);
        if (!key.directions.isEmpty())
            for (String level : key.directions.split("/", 0)) ForwardMode.extend(graph, ones(level));
        return new Analysed(graph, Activity.of(graph, ones(key.chosen), key.resultMatters));
    }

    private static BitSet ones(String digits) {
        var ones = new BitSet();
        for (int i = 0; i < digits.length(); i++) ones.set(i, digits.charAt(i) == '1');
        return ones;
    }

    private Pair derive(Key key) {
        Analysed analysed = analyse(key);
        Graph graph = analysed.graph;
        Activity activity = analysed.activity;
        Outliner.outline(graph);
        List<Value> params = graph.entry().params();
        List<Value> wanted = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) if (key.chosen.charAt(i) == '1') wanted.add(params.get(i));
        List<Value> results = results(graph, key);
        List<Value> seeds = key.resultMatters ? seeds(graph, results) : List.of();
        Lookup lookup = define(code(key.owner).host(),
                (builder, self) -> new PairWriter(builder, self, activity).writePair(graph, Map.of(), results,
                        seeds, key.resultMatters ? wanted : List.of()));
        try {
            var forward = lookup.findStatic(lookup.lookupClass(), graph.method(),
                    resolve(PairWriter.forwardType(params, results), lookup));
            if (!key.resultMatters) return new Pair(forward, null);
            var reverse = lookup.findStatic(lookup.lookupClass(), PairWriter.reverseName(graph),
                    resolve(PairWriter.reverseType(seeds, wanted), lookup));
            return new Pair(forward, reverse);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static MethodType resolve(MethodTypeDesc type, Lookup lookup) throws ReflectiveOperationException {
        return type.resolveConstantDesc(lookup);
    }

    /** Values of the types that the method returns: the tangents follow the result. */
    private static List<Value> results(Graph graph, Key key) {
        if (key.type.returnType() == void.class) return List.of();
        ClassDesc desc = key.type.returnType().describeConstable().orElseThrow();
        var results = new ArrayList<Value>();
        do
            results.add(graph.newValue(TypeKind.from(desc).asLoadable(), desc));
        while (results.size() < 1 << levels(key));
        return results.getFirst().isFloating() ? results : results.subList(0, 1);
    }

    /** How often forward mode is applied to the method. */
    private static int levels(Key key) {
        return (int) key.directions.chars().filter(c -> c == '/').count();
    }

    /** The value that the method returns; a method that never returns has none, any of the type will do. */
    static List<Value> seeds(Graph graph, List<Value> results) {
        for (Block b : graph.blocks()) if (b.end() instanceof Terminator.Return r) return r.args();
        return results;
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
