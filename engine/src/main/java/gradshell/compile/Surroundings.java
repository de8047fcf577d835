package gradshell.compile;

import gradshell.compile.Library.Decision;
import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the methods of a derivation have to know of one another: the code that a call leads to, and what is done there.
 * Everything that can be reached is analysed, and so refused if need be, before anything runs.
 */
final class Surroundings implements Activity.Program {
    /** The code that a call leads to. */
    record Target(Class<?> owner, String method, MethodType type) {}

    private record Key(Target target, String directions, String chosen) {}

    /** What users write themselves, rather than lists and maps: code that may do anything. */
    private static final Set<String> ITERATION = Set.of("java/lang/Iterable", "java/util/Iterator",
            "java/util/PrimitiveIterator$OfDouble");

    private final Derivation derivation;
    private final Map<Key, Summary> summaries = new HashMap<>();
    private final Map<Key, Optional<int[]>> cells = new HashMap<>();
    /** What was asked for while it was looked for, among others. */
    private final Set<Key> recursive = new HashSet<>();
    private final Stores stores = new Stores(this);
    private final ClassLoader loader;
    private boolean foreign;
    private boolean mixed;
    /** The same of functions whose gradient is taken inside. */
    private boolean nestedForeign;
    private boolean nothingRuns;
    private boolean guessing;

    /** Whether methods behind interfaces are taken to write no memory but that of their arguments. */
    private final boolean trusting;
    /** Whether they are taken to write none at all, which is checked when they are reached. */
    private final boolean apart;

    Surroundings(Derivation derivation, boolean everything, boolean apart) {
        this(derivation, everything, apart, false);
    }

    private Surroundings(Derivation derivation, boolean everything, boolean apart, boolean trusting) {
        this.trusting = trusting;
        this.apart = apart;
        this.derivation = derivation;
        loader = derivation.function().host().getClassLoader();
        foreign = everything;
    }

    /** Analyses the function itself and all it leads to. */
    synchronized Activity analyseEntry(Graph graph, BitSet chosen, boolean resultMatters) {
        nothingRuns = true;
        try {
            Activity activity = Activity.of(graph, chosen, true, resultMatters, this);
            if (!foreign && (nestedForeign || activity.writesForeign())) {
                foreign = true;
                summaries.clear();
                activity = Activity.of(graph, chosen, true, resultMatters, this);
            }
            return activity;
        } finally {
            nothingRuns = false;
        }
    }

    /** The same for whoever looks himself at the methods behind interfaces. */
    Surroundings trusting() {
        return new Surroundings(derivation, foreign, apart, true);
    }

    /** Analyses a method that is called. */
    synchronized Activity analyse(Graph graph, String chosen, boolean resultMatters) {
        return Activity.of(graph, ones(chosen), false, resultMatters, this);
    }

    /** The lifted code of a method, with tangents if it is called for them; {@code directions} as in {@link Op.Call}. */
    Graph lift(Target target, String directions) {
        Graph graph = derivation.lift(target.owner, target.method, target.type);
        List<Direction> all = Direction.parse(directions);
        NestedMode.rewrite(graph, all);
        for (Direction d : all) {
            Activity activity = analyse(graph, d.chosen(), false);
            if (activity.writesForeign() && !foreign) {
                if (!nothingRuns) throw foreignWrite(graph);
                nestedForeign = true;
            }
            ForwardMode.extend(graph, activity, d);
        }
        return graph;
    }

    /** The error for what is found when the rest of the derivation runs already, and takes what is there for constant. */
    static UnsupportedOperationException foreignWrite(Graph graph) {
        return Refusal.at(graph, -1, "a method that is found by its receiver's class stores differentiated values "
                + "where others may read them", "Pass the array or object to the method, or return the values");
    }

    private static BitSet ones(String digits) {
        var ones = new BitSet();
        for (int i = 0; i < digits.length(); i++) ones.set(i, digits.charAt(i) == '1');
        return ones;
    }

    /** Whether the code makes tensors or boxes of differentiated numbers. */
    boolean isMixed() {
        return mixed;
    }

    @Override
    public void boxed() {
        mixed = true;
    }

    @Override
    public boolean foreign() {
        return foreign;
    }

    @Override
    public boolean isVolatile(FieldInstruction field) {
        for (Class<?> c = load(field.owner().asInternalName()); c != null; c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields())
                if (f.getName().equals(field.name().stringValue())) return Modifier.isVolatile(f.getModifiers());
        }
        return true;
    }

    @Override
    public int cell(FieldInstruction field) {
        return Layout.index(load(field.owner().asInternalName()), field.name().stringValue());
    }

    @Override
    public Summary summary(Op.Call call, String chosen) {
        var crossing = Crossings.find(call.instruction(), chosen);
        if (crossing.isPresent()) {
            mixed |= !crossing.get().reads();
            return crossing.get().summary();
        }
        return target(call).map(t -> summary(t, call.directions(), chosen)).orElseGet(() -> {
            int n = call.args().size();
            if (Library.of(call.instruction()).orElse(null) instanceof Decision.Mover) {
                return Summary.moving(n,
                        !trusting && ITERATION.contains(call.instruction().owner().asInternalName()));
            }
            boolean library = Sinks.isLibrary(call.instruction());
            if (trusting && (library || isOpen(call))) {
                return Summary.trusted(n, library || isFunctional(call.instruction()));
            }
            if (guessing) guess(call, chosen);
            if (apart && isOpen(call)) return Summary.apart(n);
            return chosen.contains("1") || foreign ? Summary.unknown(n) : Summary.untouched(n);
        });
    }

    /** Looks at the method that an open call most likely leads to, for what it makes of numbers. */
    private void guess(Op.Call call, String chosen) {
        InvokeInstruction i = call.instruction();
        if (Sinks.isLibrary(i) || Sinks.isGradshell(i)) return;
        try {
            Class<?> named = load(i.owner().asInternalName());
            Class<?> own = derivation.function().type();
            String name = i.name().stringValue();
            var type = MethodType.fromMethodDescriptorString(i.type().stringValue(), loader);
            Class<?> owner = derivation.declaring(named.isAssignableFrom(own) ? own : named, name, type);
            summary(new Target(owner, name, type), call.directions(), chosen);
        } catch (UnsupportedOperationException | TypeNotPresentException | LinkageError _) {
            // another method may be meant
            return;
        }
    }

    /** From now on, overridable methods are looked at, too. */
    void guess() {
        guessing = true;
    }

    /** Checks a method that is found by its receiver's class. */
    void checkReached(Class<?> named, String method, MethodType type, String directions, String chosen) {
        if (!apart) return;
        var target = new Target(derivation.declaring(named, method, type), method, type);
        Summary known = summary(target, directions, chosen);
        if (known.foreign() || known.params().stream().anyMatch(Summary.Part::written)) {
            throw foreignWrite(lift(target, directions));
        }
    }

    @Override
    public Summary summary(Op.New made, String chosen) {
        return target(made.constructor()).map(t -> summary(t, "", "0" + chosen))
                .orElseGet(() -> Summary.unknown(made.args().size() + 1));
    }

    private synchronized Summary summary(Target target, String directions, String chosen) {
        if (trusting && directions.isEmpty() && Checkpoints.isLoop(target.owner, target.type)) {
            return Summary.ofCopies(chosen);
        }
        var key = new Key(target, directions, chosen);
        Summary known = summaries.get(key);
        if (known != null) {
            recursive.add(key);
            return known;
        }
        // where it calls itself nothing is assumed at first, then what was found, until that is nothing new
        Set<Key> before = Set.copyOf(summaries.keySet());
        Summary assumed;
        Summary made = Summary.nothing(chosen);
        do {
            assumed = made;
            summaries.keySet().retainAll(before);
            summaries.put(key, assumed);
            recursive.remove(key);
            Graph graph = lift(target, directions);
            made = Summary.of(graph, analyse(graph, chosen, true));
        } while (recursive.contains(key) && !made.equals(assumed));
        summaries.put(key, made);
        return made;
    }

    @Override
    public Optional<Target> target(Op.Call c) {
        InvokeInstruction i = c.instruction();
        Optional<Class<?>> standIn = NestedMode.standIn(c);
        if (standIn.isPresent()) {
            var type = MethodType.fromMethodDescriptorString(i.type().stringValue(),
                    NestedMode.class.getClassLoader());
            return Optional.of(new Target(standIn.get(), i.name().stringValue(), type));
        }
        return switch (i.opcode()) {
            case INVOKESTATIC, INVOKESPECIAL -> target(i);
            default -> {
                if (isSinkOrRule(i)) yield Optional.empty();
                yield Sinks.isLibrary(i) && !Library.isOpen(i) ? target(i) : ofReceiver(i, c.args().getFirst().type());
            }
        };
    }

    /** Where a call leads that doesn't depend on a receiver's class; nothing where it can't lead anywhere. */
    private Optional<Target> target(InvokeInstruction i) {
        if (Sinks.isLibrary(i)) return substitute(Library.of(i).orElseThrow());
        if (Sinks.isGradshell(i)) return Optional.empty();
        try {
            Class<?> named = load(i.owner().asInternalName());
            var type = MethodType.fromMethodDescriptorString(i.type().stringValue(), named.getClassLoader());
            String name = i.name().stringValue();
            return Optional.of(new Target(derivation.declaring(named, name, type), name, type));
        } catch (TypeNotPresentException | LinkageError _) {
            // as in a plain call, what is missing is an error only where it is reached
            return Optional.empty();
        }
    }

    /** The method of ours that takes the place of one of the JDK. */
    Optional<Target> substitute(Decision decision) {
        if (!(decision instanceof Decision.Substitute s)) return Optional.empty();
        var type = MethodType.fromMethodDescriptorString(s.type().descriptorString(), loader);
        return Optional.of(new Target(load(internalName(s.owner())), s.name(), type));
    }

    /** Where a call leads for a receiver of a type, if no subclass can have another method. */
    private Optional<Target> ofReceiver(InvokeInstruction i, ClassDesc receiver) {
        try {
            Class<?> named = load(i.owner().asInternalName());
            Class<?> known = receiver == null || !receiver.isClassOrInterface() ? named : load(internalName(receiver));
            if (!named.isAssignableFrom(known)) known = named;
            String name = i.name().stringValue();
            var type = MethodType.fromMethodDescriptorString(i.type().stringValue(), loader);
            if (known.isInterface() && !Modifier.isPrivate(Selection.modifiers(known, name, type))) {
                return Optional.empty();
            }
            Class<?> declaring = Selection.declaring(known, named, name, type);
            boolean isFinal = (known.getModifiers() & Modifier.FINAL) != 0
                    || (Selection.modifiers(declaring, name, type) & (Modifier.FINAL | Modifier.PRIVATE)) != 0;
            return isFinal && !isJdk(declaring) ? Optional.of(new Target(declaring, name, type)) : Optional.empty();
        } catch (TypeNotPresentException | LinkageError _) {
            return Optional.empty();
        }
    }

    private static boolean isSinkOrRule(InvokeInstruction i) {
        return Sinks.accepts(i) || Sinks.moves(i) || Sinks.isUnboxing(i) || Sinks.isGradshell(i);
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    /** Whether the class comes with the JDK, so that its code is never differentiated. */
    static boolean isJdk(Class<?> type) {
        return Library.has(type);
    }

    @Override
    public boolean isComparator(ClassDesc type) {
        return type.isClassOrInterface() && Comparator.class.isAssignableFrom(load(internalName(type)));
    }

    @Override
    public boolean storesNumbers(ClassDesc type) {
        if (!type.isClassOrInterface() || Library.has(type)) return false;
        Class<?> owner = load(internalName(type));
        if (!Closures.has(owner) && !Comparator.class.isAssignableFrom(owner)) return false;
        return stores.storing(owner, _ -> true).isPresent();
    }

    @Override
    public Optional<String> storesUnseen(ClassDesc type) {
        return type.isClassOrInterface() ? stores.unseen(load(internalName(type))) : Optional.empty();
    }

    @Override
    public boolean isOpen(Op.Call call) {
        InvokeInstruction i = call.instruction();
        return switch (i.opcode()) {
            case INVOKESTATIC, INVOKESPECIAL -> false;
            default -> target(call).isEmpty() && (!Sinks.isLibrary(i) || isAbstract(i)
                    || (Library.isOpen(i) && !(Library.of(i).orElseThrow() instanceof Decision.Refused)));
        };
    }

    /** Whether the class that a call names leaves its methods to others. */
    private boolean isAbstract(InvokeInstruction i) {
        try {
            return Modifier.isAbstract(load(i.owner().asInternalName()).getModifiers());
        } catch (TypeNotPresentException _) {
            return false;
        }
    }

    @Override
    public boolean returnsFunction(InvokeInstruction i) {
        ClassDesc result = i.typeSymbol().returnType();
        if (!result.isClassOrInterface()) return false;
        try {
            return isFunctional(load(internalName(result)));
        } catch (TypeNotPresentException | LinkageError _) {
            return false;
        }
    }

    private static boolean isFunctional(Class<?> type) {
        return type.isInterface() && Arrays.stream(type.getMethods())
                .filter(m -> Modifier.isAbstract(m.getModifiers())).count() == 1;
    }

    private boolean isFunctional(InvokeInstruction i) {
        return isFunctional(load(i.owner().asInternalName()));
    }

    /** Whether the method may have been called through an interface that has no other. */
    boolean isFunction(Target t) {
        return Selection.interfaces(t.owner()).stream().anyMatch(i -> isFunctional(i)
                && Selection.modifiers(i, t.method(), t.type()) != 0);
    }

    /** The code of the constructor. */
    Optional<Target> target(Op.New made) {
        return target(made.constructor());
    }

    private Class<?> load(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException e) {
            throw new TypeNotPresentException(internalName.replace('/', '.'), e);
        }
    }

    @Override
    public boolean isRecord(Op.New made) {
        return load(made.constructor().owner().asInternalName()).isRecord();
    }

    @Override
    public synchronized Optional<int[]> cells(Op.New made, String chosen) {
        Target target = target(made.constructor()).orElseThrow();
        return cells.computeIfAbsent(new Key(target, "", "0" + chosen), this::findCells);
    }

    private Optional<int[]> findCells(Key key) {
        Target target = key.target;
        Graph graph = derivation.lift(target.owner, target.method, target.type);
        Activity activity = analyse(graph, key.chosen, false);
        var flow = new Flow(graph);
        Block exit = flow.order.stream().filter(b -> b.end() instanceof Terminator.Return).findFirst().orElse(null);
        List<Value> params = graph.entry().params();
        var cells = new int[params.size() - 1];
        Arrays.fill(cells, -1);
        for (Block b : flow.order) {
            for (Op op : b.ops()) {
                boolean computes = op.results().stream().anyMatch(v -> v.isFloating() && activity.varied(v));
                if (!computes && !activity.touchesMemory(op)) continue;
                int param = op instanceof Op.Keep k && k.instruction().opcode() == Opcode.PUTFIELD
                        && k.args().getFirst().equals(params.getFirst()) && exit != null && flow.dominates(b, exit)
                                ? params.indexOf(k.args().getLast())
                                : -1;
                if (param > 0 && op instanceof Op.Keep k && k.instruction() instanceof FieldInstruction f) {
                    cells[param - 1] = cell(f);
                } else if (target.owner.isRecord() && !Effects.none(target, this)) {
                    throw RecordParts.refuse(graph, op.line());
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(cells);
    }
}
