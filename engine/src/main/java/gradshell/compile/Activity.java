package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which values carry a derivative: those that vary with the chosen parameters and that the result depends on. Everything
 * else is left alone by the reverse sweep.
 *
 * <p>A reference <em>holds</em> differentiated values when it may lead to memory in which there are some; what is read
 * there varies. Text made of a varied value counts as holding it, so that it is noticed when a number is made of it again.
 */
final class Activity {
    /** What a method's analysis has to know of the rest of the program. */
    interface Program {
        /** What the callee of {@code call} does, if it is known before the call is made; {@code chosen} as in {@link Calls#chosen}. */
        Summary summary(Op.Call call, String chosen);

        /** The same for a constructor. */
        Summary summary(Op.New made, String chosen);

        /** Whether the call leads to code that isn't known before the receiver is. */
        boolean isOpen(Op.Call call);

        /** The code that a call leads to, if that is known before the receiver is. */
        Optional<Surroundings.Target> target(Op.Call call);

        /** Whether the method returns a functional interface. What it makes of a lambda can be differentiated only if it is derived. */
        boolean returnsFunction(InvokeInstruction call);

        /** Whether the code of an object of a class stores floating-point numbers outside of what it makes itself. */
        boolean storesNumbers(ClassDesc type);

        /** The method of a class by which the JDK may store numbers where nobody sees it, as {@code compareTo}, if there is one. */
        Optional<String> storesUnseen(ClassDesc type);

        /** Whether the objects of a class are comparators, which the JDK runs where nothing is recorded. */
        boolean isComparator(ClassDesc type);

        /** Whether a field may change at any time. */
        boolean isVolatile(FieldInstruction field);

        /** The index of a floating field among the cells of its object. */
        int cell(FieldInstruction field);

        /**
         * For each argument of a constructor the cell of the field that it becomes, or -1; nothing for a constructor that
         * does more than to look at its arguments and to put them into fields.
         */
        Optional<int[]> cells(Op.New made, String chosen);

        /** Whether a record is made. */
        boolean isRecord(Op.New made);

        /** Says that a differentiated number is put into a box. */
        void boxed();

        /** Whether anywhere in the derivation differentiated values are written to memory that others may lead to, too. */
        boolean foreign();
    }

    /** What no derivative can be in, whatever it is reached through. */
    private static final Set<String> NO_MEMORY = Set.of("Integer", "Long", "Short", "Byte", "Character", "Boolean",
            "int[]", "long[]", "short[]", "byte[]", "char[]", "boolean[]");

    private final Graph graph;
    private final Program program;
    private final Aliases aliases;
    private final Set<Value> examined;
    private final BitSet varied = new BitSet();
    private final BitSet useful = new BitSet();
    private boolean callsForeign;
    private Apart apart;

    /** Whether no derivative of anything is wanted. */
    private final boolean idle;

    private Activity(Graph graph, Program program, boolean idle) {
        this.graph = graph;
        this.program = program;
        this.idle = idle;
        aliases = new Aliases(graph.valueCount());
        examined = Examined.in(graph);
    }

    /**
     * Analyses and refuses what can't be differentiated.
     *
     * @param chosen        the indices of the method's parameters to differentiate for
     * @param isEntry       whether the method is the function itself, so that nobody knows where its parameters lead
     * @param resultMatters whether a derivative of the result is wanted
     */
    static Activity of(Graph graph, BitSet chosen, boolean isEntry, boolean resultMatters, Program program) {
        var activity = new Activity(graph, program, false);
        List<Value> params = graph.entry().params();
        for (int i = 0; i < params.size(); i++) {
            Value param = params.get(i);
            if (param.kind() == TypeKind.REFERENCE) {
                if (chosen.get(i)) activity.aliases.setHolds(param);
                if (isEntry) activity.aliases.setNotFresh(param);
            } else if (chosen.get(i)) {
                activity.varied.set(param.id());
            }
        }
        activity.findVaried();
        Refusals.check(graph, activity);
        activity.findUseful(resultMatters);
        return activity;
    }

    /** For code that only runs, with its tangents if it has some. */
    static Activity none(Graph graph, Program program) {
        return new Activity(graph, program, true);
    }

    /** Says that {@code copy}, made after the analysis, is what {@code v} is. */
    void copy(Value v, Value copy) {
        if (varied.get(v.id())) varied.set(copy.id());
        if (useful.get(v.id())) useful.set(copy.id());
        aliases.copy(v, copy);
    }

    /** Notes which parameters never meet, as the caller knows; see {@link Apart}. */
    void parametersApart(String groups) {
        apart = new Apart(graph, aliases, groups);
    }

    /** Which references never meet. */
    Apart apart() {
        if (apart == null) parametersApart("");
        return apart;
    }

    Aliases aliases() {
        return aliases;
    }

    /** Whether differentiated values are written to memory that is neither new nor a parameter's. */
    boolean writesForeign() {
        return callsForeign || aliases.writesForeign();
    }

    boolean foreign() {
        return !idle && program.foreign();
    }

    Program program() {
        return program;
    }

    Summary summary(Op.Call c) {
        return program.summary(c, Calls.chosen(c.args(), this));
    }

    Summary summary(Op.New n) {
        return program.summary(n, Calls.chosen(n.args(), this));
    }

    /** Whether a number varies, or a reference holds what varies. */
    boolean varied(Value v) {
        if (v.kind() == TypeKind.REFERENCE) {
            return !NO_MEMORY.contains(type(v))
                    && (aliases.holds(v) || (foreign() && aliases.isNotFresh(v) && !type(v).equals("String")));
        }
        return varied.get(v.id());
    }

    /** Whether differentiated values are known to be reached through the reference. */
    boolean holds(Value v) {
        return aliases.holds(v) && !NO_MEMORY.contains(type(v));
    }

    boolean variedIn(List<Value> values) {
        for (Value v : values) if (varied(v)) return true;
        return false;
    }

    /** The fields that the arguments become, as in {@link Program#cells}. */
    Optional<int[]> cells(Op.New n) {
        return program.cells(n, Calls.chosen(n.args(), this));
    }

    /** Whether the value has a cotangent. */
    boolean active(Value v) {
        return v.isFloating() && varied.get(v.id()) && useful.get(v.id());
    }

    /** Whether the reverse sweep has something to do for the operation, at its results or in memory. */
    boolean touched(Op op) {
        for (Value v : op.results()) if (active(v)) return true;
        return touchesMemory(op);
    }

    /** Whether differentiated values are written to memory, or called code reads or writes there. */
    boolean touchesMemory(Op op) {
        return !idle && switch (op) {
            case Op.Keep k ->
                isStore(k.instruction()) && k.args().getLast().isFloating() && varied(k.args().getFirst());
            case Op.Call c when Sinks.isBoxing(c) -> variedIn(c.args());
            case Op.Call c -> Calls.isDerived(c, this) && summary(c).memory();
            case Op.New n -> Calls.isDerived(n, this) && summary(n).memory();
            case Op.Outlined o ->
                o.body().blocks().stream().anyMatch(b -> b.ops().stream().anyMatch(this::touchesMemory));
            case Op.Const _,Op.Caught _,Op.Blank _,Op.Apply _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Tangent _,Op.Scope _ ->
                false;
        };
    }

    static boolean isStore(Instruction i) {
        return i instanceof ArrayStoreInstruction || i.opcode() == Opcode.PUTFIELD;
    }

    static boolean isLoad(Instruction i) {
        return i instanceof ArrayLoadInstruction || i.opcode() == Opcode.GETFIELD;
    }

    private void findVaried() {
        List<Block> blocks = graph.blocks();
        for (int before = -1; before != varied.cardinality() + aliases.changes();) {
            before = varied.cardinality() + aliases.changes();
            for (Block b : blocks) {
                for (Op op : b.ops()) spread(op);
                if (b.end() instanceof Terminator.Protect p) spread(p);
                for (Edge e : b.end().edges()) {
                    for (int i = 0; i < e.args().size(); i++) flow(e.args().get(i), e.to().params().get(i));
                }
            }
        }
    }

    private void flow(Value from, Value to) {
        if (from.kind() == TypeKind.REFERENCE) aliases.join(from, to);
        else if (varied(from))
            varied.set(to.id());
    }

    /** An exception may lead to all that the throwing code could reach, and its text may be made of that. */
    private void spread(Terminator.Protect p) {
        for (Terminator.Handler h : p.handlers()) {
            if (variedIn(p.operands())) mark(h.caught());
            if (!examined.contains(h.caught())) continue;
            if (p.operation() != null) aliases.setNotFresh(h.caught());
            for (Value v : p.operands()) aliases.join(v, h.caught());
        }
    }

    /**
     * Whether nothing is left of a protected call that threw: it wrote no differentiated values to memory that is known
     * elsewhere, and its exception, which may lead to more, isn't looked into.
     */
    boolean leavesNothing(Op.Call c, Terminator.Protect p) {
        Summary known = summary(c);
        // nobody has seen an object whose constructor threw
        int first = c.instruction().name().equalsString("<init>") ? 1 : 0;
        return !known.foreign() && known.params().stream().skip(first).noneMatch(Summary.Part::written)
                && p.handlers().stream().noneMatch(h -> examined.contains(h.caught()));
    }

    private void spread(Op op) {
        switch (op) {
            case Op.Apply a -> {
                for (int i = 0; i < a.args().size(); i++) {
                    if (varied(a.args().get(i)) && !a.rule().partial(i).is(0)) mark(a.result());
                }
            }
            case Op.Call c -> spread(c);
            case Op.New n -> {
                if (Calls.isDerived(n, this)) {
                    var args = new ArrayList<>(n.args());
                    args.addFirst(n.result());
                    apply(summary(n), args, List.of());
                } else {
                    if (variedIn(n.args())) aliases.setHolds(n.result());
                    for (Value v : n.args()) {
                        aliases.join(v, n.result());
                        if (!Sinks.isLibrary(n.constructor())) aliases.setLeaked(v);
                    }
                }
            }
            case Op.Keep k -> spread(k, k.instruction());
            case Op.Tangent t -> aliases.join(t.args().getFirst(), t.result());
            case Op.Const _,Op.Caught _,Op.Blank _,Op.Outlined _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Scope _ -> {
            }
        }
    }

    private void spread(Op.Call c) {
        InvokeInstruction i = c.instruction();
        if (Sinks.isBoxing(c)) {
            if (varied(c.args().getFirst())) {
                mark(c.result());
                program.boxed();
            }
        } else if (Sinks.isUnboxing(i)) {
            if (varied(c.args().getFirst())) mark(c.result());
        } else if (Sinks.accepts(i)) {
            boolean text = Sinks.makesText(i) && variedIn(c.args());
            if (Sinks.keepsInReceiver(i)) {
                if (variedIn(c.args())) aliases.setHolds(c.args().getFirst());
                if (!c.results().isEmpty()) aliases.join(c.args().getFirst(), c.result());
            }
            if (text && !c.results().isEmpty()) mark(c.result());
        } else if (Sinks.isGradshell(i) && !Calls.isDerived(c, this)) {
            List<Value> tensors = tensors(c);
            if (!c.results().isEmpty()) for (Value v : tensors) aliases.join(v, c.result());
            joinAll(tensors);
            if (variedIn(tensors)) tensors.forEach(aliases::setHolds);
            c.args().forEach(aliases::setLeaked);
        } else if (Library.of(i).orElse(null) instanceof Library.Decision.Mover) {
            move(c);
            if (Calls.isDerived(c, this)) callsForeign |= summary(c).foreign();
            c.args().forEach(aliases::setLeaked);
        } else if (Calls.isDerived(c, this)) {
            apply(summary(c), c.args(), c.results());
        } else {
            c.args().forEach(aliases::setLeaked);
            if (c.results().isEmpty() || c.result().kind() != TypeKind.REFERENCE) return;
            aliases.setNotFresh(c.result());
            for (Value v : c.args()) aliases.join(v, c.result());
        }
    }

    /** What a callee does to its arguments. */
    private void apply(Summary known, List<Value> args, List<Value> results) {
        for (int i = 0; i < args.size(); i++) {
            Value v = args.get(i);
            if (v.kind() != TypeKind.REFERENCE) continue;
            Summary.Part param = known.params().get(i);
            if (param.written()) aliases.setWritten(v);
            if (param.leaked()) aliases.setLeaked(v);
            if (param.varied()) aliases.setHolds(v);
            for (int j = 0; j < i; j++) {
                if (known.params().get(j).group() == param.group()) aliases.join(args.get(j), v);
            }
            for (Value result : results) if (param.group() == known.result().group()) aliases.join(v, result);
        }
        callsForeign |= known.foreign();
        for (Value result : results) {
            if (known.result().varied()) mark(result);
            if (known.notFresh() && result.kind() == TypeKind.REFERENCE) aliases.setNotFresh(result);
        }
    }

    /** The arguments of a tensor operation that may hold tensors, the receiver included. */
    private static List<Value> tensors(Op.Call c) {
        MethodTypeDesc type = c.instruction().typeSymbol();
        int first = c.args().size() - type.parameterCount();
        var tensors = new ArrayList<>(c.args().subList(0, first));
        for (int i = 0; i < type.parameterCount(); i++) {
            if (Crossings.holdsTensors(type.parameterType(i))) tensors.add(c.args().get(first + i));
        }
        return tensors;
    }

    private void joinAll(List<Value> values) {
        Value one = null;
        for (Value v : values) {
            if (v.kind() != TypeKind.REFERENCE) continue;
            if (one != null) aliases.join(one, v);
            one = v;
        }
    }

    /** What goes in may come out wherever one of the arguments leads. */
    private void move(Op.Call c) {
        var moved = new ArrayList<>(c.args());
        moved.addAll(c.results());
        moved.removeIf(v -> v.kind() != TypeKind.REFERENCE || (isPlain(v) && !aliases.holds(v)));
        for (int i = 1; i < moved.size(); i++) aliases.join(moved.get(i - 1), moved.get(i));
        for (Value v : c.results()) if (v.isFloating() && variedIn(c.args())) mark(v);
        for (Value v : c.args().subList(Math.min(1, c.args().size()), c.args().size())) {
            // what is put somewhere can be found there by others
            if (moved.contains(v) && varied(v) && !isPlain(v)) aliases.setWritten(v);
        }
    }

    /** Whether by its type the value leads nowhere; text may still be that of a varied value. */
    private static boolean isPlain(Value v) {
        return NO_MEMORY.contains(type(v)) || type(v).equals("String");
    }

    private static String type(Value v) {
        return v.type() == null ? "" : v.type().displayName();
    }

    private void spread(Op.Keep k, Instruction instruction) {
        switch (instruction) {
            case InvokeDynamicInstruction _ -> {
                if (k.results().isEmpty()) return;
                for (Value v : k.args()) aliases.join(v, k.result());
                if (variedIn(k.args())) mark(k.result());
            }
            case TypeCheckInstruction i when i.opcode() == Opcode.CHECKCAST ->
                aliases.join(k.args().getFirst(), k.result());
            case FieldInstruction i when i.opcode() == Opcode.GETSTATIC -> {
                if (k.result().kind() == TypeKind.REFERENCE) aliases.setNotFresh(k.result());
            }
            case FieldInstruction i when i.opcode() == Opcode.PUTSTATIC -> aliases.setLeaked(k.args().getFirst());
            case Instruction i when isLoad(i) -> {
                aliases.join(k.args().getFirst(), k.result());
                boolean setting = i instanceof FieldInstruction f && Sinks.hasSettings(f.owner());
                if (k.result().isFloating() && !setting && varied(k.args().getFirst())) mark(k.result());
            }
            case Instruction i when isStore(i) -> {
                Value object = k.args().getFirst();
                Value stored = k.args().getLast();
                aliases.join(object, stored);
                // a reference, too, can be found there by others
                if (varied(stored) && (stored.isFloating() || !isPlain(stored))) aliases.setWritten(object);
            }
            default -> {
            }
        }
    }

    private void mark(Value v) {
        if (v.isFloating()) varied.set(v.id());
        else if (v.kind() == TypeKind.REFERENCE)
            aliases.setHolds(v);
    }

    private void findUseful(boolean resultMatters) {
        List<Block> blocks = graph.blocks().reversed();
        for (int before = -1; before != useful.cardinality();) {
            before = useful.cardinality();
            for (Block b : blocks) {
                for (Edge e : b.end().edges()) {
                    for (int i = 0; i < e.args().size(); i++) {
                        if (useful.get(e.to().params().get(i).id())) useful.set(e.args().get(i).id());
                    }
                }
                if (resultMatters && b.end() instanceof Terminator.Return r)
                    for (Value v : r.args()) useful.set(v.id());
                for (Op op : b.ops().reversed()) need(op);
            }
        }
    }

    /** What is written to memory counts as needed: nobody knows here who reads it. */
    private void need(Op op) {
        boolean result = op.results().stream().anyMatch(v -> useful.get(v.id()) && varied(v));
        switch (op) {
            case Op.Apply a -> {
                for (int i = 0; result && i < a.args().size(); i++) {
                    if (!a.rule().partial(i).is(0)) useful.set(a.args().get(i).id());
                }
            }
            case Op.Call _,Op.New _ -> {
                if (result || touchesMemory(op)) for (Value v : op.args()) useful.set(v.id());
            }
            case Op.Keep k -> {
                if (isStore(k.instruction()) && varied(k.args().getFirst())) useful.set(k.args().getLast().id());
            }
            case Op.Const _,Op.Caught _,Op.Blank _,Op.Outlined _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Tangent _,Op.Scope _ ->
                {
                }
        }
    }
}
