package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import gradshell.compile.rule.ScalarRule;
import gradshell.compile.rule.ScalarRules;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lifts the bytecode of a method to a {@link Graph}: runs it on symbolic values, one block at a time. At a block that
 * several others lead to, each live local and each stack entry becomes a parameter; parameters that turn out to have one
 * value only are removed afterwards ({@link Normaliser}).
 */
final class Lifter {
    /** What the code of a constructor is called where it runs on an object that exists already. */
    static final String CONSTRUCTOR = "$init";

    private record State(List<Value> locals, List<Value> stack) {}

    private final ClassCode owner;
    private final Graph graph;
    private final Bytecode code;
    private final Map<Integer, Block> blocks = new HashMap<>();
    private final Map<Integer, State> entryStates = new HashMap<>();
    /** For each edge, the state it leaves with; its arguments are filled in when all targets are known. */
    private final Map<Edge, State> exitStates = new HashMap<>();
    private final Map<Block, Integer> starts = new HashMap<>();
    /** The objects whose constructor has not been called yet, by all their names; the call gives a value that takes their place. */
    private final Map<Value, Value> uninitialised = new HashMap<>();

    // of the block being lifted
    private Block block;
    private List<Value> locals;
    private OperandStack stack;
    private int line;

    private Lifter(ClassCode owner, MethodModel method) {
        this.owner = owner;
        String name = method.methodName().stringValue();
        graph = new Graph(owner.type().getName(), name.equals("<init>") ? CONSTRUCTOR : name, owner.sourceFile());
        if (method.code().isEmpty()) {
            throw Refusal.at(graph, -1, "a native or abstract method has no code to differentiate",
                    "Write its formula in Java, or wrap it in stopGradient(...) if it has no derivative");
        }
        code = new Bytecode(method);
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
            throw Refusal.at(graph, code.lines.getFirst(), "a synchronized method",
                    "Lock in the code that takes the gradient, "
                            + "or move what needs the lock into ignore(() -> ...)");
        }
    }

    static Graph lift(ClassCode owner, MethodModel method) {
        var lifter = new Lifter(owner, method);
        lifter.run(method);
        Normaliser.normalise(lifter.graph);
        return lifter.graph;
    }

    private void run(MethodModel method) {
        var parameters = new ArrayList<Value>();
        var first = new ArrayList<Value>(Collections.nCopies(code.maxLocals, null));
        int slot = 0;
        List<ClassDesc> types = new ArrayList<>(method.methodTypeSymbol().parameterList());
        if (!method.flags().has(AccessFlag.STATIC))
            types.addFirst(method.parent().orElseThrow().thisClass().asSymbol());
        for (ClassDesc type : types) {
            Value v = graph.newValue(TypeKind.from(type).asLoadable(), type);
            parameters.add(v);
            first.set(slot, v);
            graph.name(v, code.name(slot, 0));
            slot += v.kind().slotSize();
        }
        graph.entry().params(parameters);
        graph.entry().end(new Terminator.Jump(edge(0, new State(first, List.of())), -1));

        for (int start : order()) liftBlock(start);
        for (var e : exitStates.entrySet()) {
            Block to = e.getKey().to();
            if (!to.params().isEmpty()) e.getKey().redirect(to, parameterValues(starts.get(to), e.getValue()));
        }
    }

    private Edge edge(int target, State state) {
        Block to = blocks.computeIfAbsent(target, t -> {
            Block b = graph.newBlock(List.of());
            starts.put(b, t);
            return b;
        });
        var edge = new Edge(to, List.of());
        exitStates.put(edge, state);
        entryStates.putIfAbsent(target, state);
        return edge;
    }

    /** The starts of the reachable ranges in reverse postorder. */
    private List<Integer> order() {
        var done = new ArrayList<Integer>();
        var seen = new HashSet<Integer>();
        var todo = new ArrayDeque<int[]>();
        todo.push(new int[]{0, 0});
        seen.add(0);
        while (!todo.isEmpty()) {
            int[] top = todo.peek();
            List<Integer> next = code.successors(code.ranges.get(top[0]));
            if (top[1] == next.size()) {
                done.addFirst(todo.pop()[0]);
            } else {
                int to = next.get(next.size() - 1 - top[1]++);
                if (seen.add(to)) todo.push(new int[]{to, 0});
            }
        }
        return done;
    }

    private void liftBlock(int start) {
        State in = entryStates.get(start);
        block = blocks.get(start);
        line = code.lines.get(start);
        List<Value> incoming = parameterValues(start, in);
        var params = new ArrayList<Value>();
        for (Value v : incoming) {
            Value param = graph.newValue(v.kind(), sameEverywhere(v));
            if (uninitialised.containsKey(v)) uninitialised.put(param, uninitialised.get(v));
            params.add(param);
        }
        block.params(params);
        locals = new ArrayList<>(Collections.nCopies(code.maxLocals, null));
        int p = 0;
        var live = code.liveIn.get(start);
        for (int i = live.nextSetBit(0); i >= 0; i = live.nextSetBit(i + 1)) {
            graph.name(params.get(p), code.name(i, start));
            locals.set(i, params.get(p++));
        }
        stack = new OperandStack(params.subList(p, params.size()));

        var range = code.ranges.get(start);
        for (int i = range.start(); i < range.end(); i++) {
            line = code.lines.get(i);
            List<Bytecode.Handler> handlers = code.handlers(i);
            if (!handlers.isEmpty()) protect(handlers);
            lift(code.instructions.get(i), i);
        }
        if (block.end() == null) block.end(new Terminator.Jump(edge(range.end(), state()), line));
    }

    /** Starts a block with what may throw, so that a handler finds the locals as they were just before. */
    private void protect(List<Bytecode.Handler> handlers) {
        Block body = graph.newBlock(List.of());
        var ways = new ArrayList<Terminator.Handler>();
        for (Bytecode.Handler h : handlers) {
            Value thrown = graph.newValue(TypeKind.REFERENCE, h.type() == null ? ConstantDescs.CD_Throwable : h.type());
            Block landing = graph.newBlock(List.of());
            landing.ops().add(new Op.Caught(List.of(thrown), line));
            landing.end(
                    new Terminator.Jump(edge(h.start(), new State(new ArrayList<>(locals), List.of(thrown))), line));
            ways.add(new Terminator.Handler(h.type(), new Edge(landing, List.of())));
        }
        block.end(new Terminator.Protect(new Edge(body, List.of()), ways, line));
        block = body;
    }

    /** At a join of references only the type that a primitive has anyway is known. */
    private static ClassDesc sameEverywhere(Value v) {
        return v.kind() == TypeKind.REFERENCE ? null : v.type();
    }

    private List<Value> parameterValues(int start, State state) {
        var values = new ArrayList<Value>();
        code.liveIn.get(start).stream().forEach(i -> values.add(state.locals.get(i)));
        values.addAll(state.stack);
        return values;
    }

    private State state() {
        return new State(new ArrayList<>(locals), stack.values());
    }

    private void lift(Instruction instruction, int index) {
        switch (instruction) {
            case NopInstruction _ -> {
            }
            case LoadInstruction i -> stack.push(locals.get(i.slot()));
            case StoreInstruction i -> {
                Value v = stack.pop();
                graph.name(v, code.name(i.slot(), index + 1));
                locals.set(i.slot(), v);
            }
            case StackInstruction i -> stack.rearrange(i.opcode());
            case ConstantInstruction i -> constant(i);
            case IncrementInstruction i -> {
                constant(i.constant(), TypeKind.INT);
                keep(OperatorInstruction.of(Opcode.IADD), List.of(locals.get(i.slot()), stack.pop()), TypeKind.INT,
                        null);
                Value v = stack.pop();
                graph.name(v, code.name(i.slot(), index));
                locals.set(i.slot(), v);
            }
            case OperatorInstruction i -> operator(i);
            case ConvertInstruction i -> {
                if (i.fromType() != i.toType() && floating(i.fromType()) && floating(i.toType())) {
                    apply(ScalarRules.ofInstruction("convert"), i, stack.pop(1), i.toType());
                } else {
                    keep(i, stack.pop(1), i.toType(), null);
                }
            }
            case InvokeInstruction i -> invoke(i);
            case InvokeDynamicInstruction i -> {
                List<Value> args = stack.pop(i.typeSymbol().parameterCount());
                LambdaSite.of(i).ifPresentOrElse(site -> closure(site, args),
                        () -> keep(i, args, i.typeSymbol().returnType()));
            }
            case FieldInstruction i -> {
                switch (i.opcode()) {
                    case GETSTATIC -> keep(i, List.of(), i.typeSymbol());
                    case GETFIELD -> keep(i, stack.pop(1), i.typeSymbol());
                    case PUTSTATIC -> keep(i, stack.pop(1), TypeKind.VOID, null);
                    default -> keep(i, stack.pop(2), TypeKind.VOID, null);
                }
            }
            case ArrayLoadInstruction i -> {
                List<Value> args = stack.pop(2);
                ClassDesc array = args.getFirst().type();
                boolean isKnown = i.typeKind() == TypeKind.REFERENCE && array != null;
                keep(i, args, i.typeKind(), isKnown ? array.componentType() : null);
            }
            case ArrayStoreInstruction i -> keep(i, stack.pop(3), TypeKind.VOID, null);
            case NewObjectInstruction i -> {
                Value blank = graph.newValue(TypeKind.REFERENCE, i.className().asSymbol());
                uninitialised.put(blank, blank);
                stack.push(blank);
            }
            case NewPrimitiveArrayInstruction i -> keep(i, stack.pop(1), i.typeKind().upperBound().arrayType());
            case NewReferenceArrayInstruction i -> keep(i, stack.pop(1), i.componentType().asSymbol().arrayType());
            case NewMultiArrayInstruction i -> keep(i, stack.pop(i.dimensions()), i.arrayType().asSymbol());
            case TypeCheckInstruction i when i.opcode() == Opcode.CHECKCAST ->
                keep(i, stack.pop(1), i.type().asSymbol());
            case TypeCheckInstruction i -> keep(i, stack.pop(1), TypeKind.INT, null);
            case MonitorInstruction _ ->
                throw Refusal.at(graph, line, "a synchronized block in differentiated code",
                        "Lock in the code that takes the gradient, or move what needs the lock into ignore(() -> ...)");
            case ThrowInstruction _ -> block.end(new Terminator.Throw(stack.pop(1), line));
            case ReturnInstruction i ->
                block.end(new Terminator.Return(stack.pop(i.typeKind() == TypeKind.VOID ? 0 : 1), line));
            case BranchInstruction i when Bytecode.isGoto(i) ->
                block.end(new Terminator.Jump(edge(code.target(i.target()), state()), line));
            case BranchInstruction i -> {
                List<Value> args = stack.pop(comparesTwo(i.opcode()) ? 2 : 1);
                block.end(new Terminator.Branch(i.opcode(), args, edge(code.target(i.target()), state()),
                        edge(index + 1, state()),
                        line));
            }
            case TableSwitchInstruction i -> branch(true, i.cases(), code.target(i.defaultTarget()));
            case LookupSwitchInstruction i -> branch(false, i.cases(), code.target(i.defaultTarget()));
            case DiscontinuedInstruction i ->
                throw Refusal.at(graph, line, "the instruction " + i.opcode() + " of old compilers",
                        "Compile the class with a current compiler");
            default -> throw Refusal.at(graph, line, "the instruction " + instruction.opcode(), "Write it another way");
        }
    }

    private void constant(ConstantInstruction i) {
        if (i.typeKind() != TypeKind.REFERENCE || i.constantValue() instanceof String) {
            constant(i.constantValue(), i.typeKind().asLoadable());
        } else {
            keep(i, List.of(), TypeKind.REFERENCE, null);
        }
    }

    private void constant(ConstantDesc value, TypeKind kind) {
        Value result = graph.newValue(kind, kind == TypeKind.REFERENCE ? ConstantDescs.CD_String : kind.upperBound());
        block.ops().add(new Op.Const(List.of(result), value, line));
        stack.push(result);
    }

    private void operator(OperatorInstruction i) {
        Opcode opcode = i.opcode();
        List<Value> args = stack.pop(switch (opcode) {
            case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> 1;
            default -> 2;
        });
        switch (opcode) {
            case DADD, FADD -> apply(ScalarRules.ofInstruction("add"), i, args, i.typeKind());
            case DSUB, FSUB -> apply(ScalarRules.ofInstruction("sub"), i, args, i.typeKind());
            case DMUL, FMUL -> apply(ScalarRules.ofInstruction("mul"), i, args, i.typeKind());
            case DDIV, FDIV -> apply(ScalarRules.ofInstruction("div"), i, args, i.typeKind());
            case DREM, FREM -> apply(ScalarRules.ofInstruction("rem"), i, args, i.typeKind());
            case DNEG, FNEG -> apply(ScalarRules.ofInstruction("neg"), i, args, i.typeKind());
            case LCMP, DCMPL, DCMPG, FCMPL, FCMPG, ARRAYLENGTH -> keep(i, args, TypeKind.INT, null);
            default -> keep(i, args, i.typeKind(), null);
        }
    }

    /** The call of a method of {@link Throwable} that a class of the user's inherits, as what it is. */
    private InvokeInstruction declared(InvokeInstruction i) {
        if (i.opcode() != Opcode.INVOKEVIRTUAL || !Sinks.isMethodOfThrowable(i)) return i;
        try {
            Class<?> named = Class.forName(i.owner().asInternalName().replace('/', '.'), false,
                    owner.type().getClassLoader());
            for (Class<?> c = named; c.getClassLoader() != null; c = c.getSuperclass()) {
                for (var m : c.getDeclaredMethods()) if (i.name().equalsString(m.getName())) return i;
            }
            return Throwable.class.isAssignableFrom(named)
                    ? InvokeInstruction.of(i.opcode(), ConstantPoolBuilder.of()
                            .methodRefEntry(ConstantDescs.CD_Throwable, i.name().stringValue(), i.typeSymbol()))
                    : i;
        } catch (ClassNotFoundException | LinkageError _) {
            return i; // as in a plain call, what is missing is an error only where it is reached
        }
    }

    private void invoke(InvokeInstruction called) {
        InvokeInstruction i = declared(called);
        MethodTypeDesc type = i.typeSymbol();
        List<Value> args = stack.pop(type.parameterCount() + (i.opcode() == Opcode.INVOKESTATIC ? 0 : 1));
        var rule = i.opcode() == Opcode.INVOKESTATIC
                ? ScalarRules.find(i.owner().asSymbol(), i.name().stringValue(), type)
                : Optional.<ScalarRule>empty();
        boolean onThis = i.name().equalsString("<init>") && !uninitialised.containsKey(args.getFirst());
        if (onThis && Sinks.isRoot(i)) return;
        if (rule.isPresent()) {
            apply(rule.get(), i, args, TypeKind.from(type.returnType()));
        } else if (i.name().equalsString("<init>") && !onThis) {
            Value blank = uninitialised.get(args.getFirst());
            Value made = graph.newValue(TypeKind.REFERENCE, i.owner().asSymbol());
            block.ops().add(new Op.New(List.of(made), i, args.subList(1, args.size()), line));
            locals.replaceAll(v -> blank.equals(uninitialised.get(v)) ? made : v);
            stack.replaceAll(v -> blank.equals(uninitialised.get(v)) ? made : v);
        } else {
            var results = results(TypeKind.from(type.returnType()), type.returnType());
            block.ops().add(new Op.Call(results, i, args, line));
        }
    }

    private void closure(LambdaSite site, List<Value> captured) {
        ClassDesc type = Closures.of(owner.host(), site).describeConstable().orElseThrow();
        Value made = graph.newValue(TypeKind.REFERENCE, type);
        block.ops().add(new Op.New(List.of(made), Closures.constructor(type, site), captured, line));
        stack.push(made);
    }

    private void apply(ScalarRule rule, Instruction instruction, List<Value> args, TypeKind kind) {
        block.ops().add(new Op.Apply(results(kind, kind.upperBound()), rule, instruction, args, line));
    }

    private void keep(Instruction instruction, List<Value> args, ClassDesc type) {
        keep(instruction, args, TypeKind.from(type), type);
    }

    private void keep(Instruction instruction, List<Value> args, TypeKind kind, ClassDesc type) {
        block.ops().add(new Op.Keep(results(kind, type), instruction, args, line));
    }

    private List<Value> results(TypeKind kind, ClassDesc type) {
        if (kind == TypeKind.VOID) return List.of();
        Value v = graph.newValue(kind.asLoadable(), type);
        stack.push(v);
        return List.of(v);
    }

    private void branch(boolean dense, List<SwitchCase> cases, int otherwise) {
        List<Value> selector = stack.pop(1);
        var edges = new ArrayList<Edge>();
        for (SwitchCase c : cases) edges.add(edge(code.target(c.target()), state()));
        block.end(new Terminator.Switch(selector, dense, cases.stream().map(SwitchCase::caseValue).toList(), edges,
                edge(otherwise, state()), line));
    }

    private static boolean comparesTwo(Opcode opcode) {
        return switch (opcode) {
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE -> true;
            default -> false;
        };
    }

    private static boolean floating(TypeKind kind) {
        return kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT;
    }
}
