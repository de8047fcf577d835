package gradshell.compile;

import gradshell.Tensor;
import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Op.Shadow.Form;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Forward mode in the code that is differentiated: gives the calls in {@link NestedGradients} their meaning. The function is
 * called with tangents, and what comes out is code like any other, which can be differentiated again.
 */
final class NestedMode {
    private static final String OWNER = NestedGradients.class.getName();
    private static final String FACE = "gradshell/Gradshell";
    private static final Set<String> FACE_METHODS = Set.of("gradient(Lgradshell/DoubleFn;D)D",
            "gradient(Lgradshell/DoubleFn2;DD)[D", "gradient(Lgradshell/DoubleFn3;DDD)[D",
            "jvp(Lgradshell/DoubleFn;DD)D", "vjp(Lgradshell/DoubleFn;DD)D", "hessian(Lgradshell/DoubleFn;D)D");
    private static final ClassDesc TENSOR = Tensor.class.describeConstable().orElseThrow();
    private static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();

    private final Graph graph;
    private final int tag;
    private List<Op> ops;

    private NestedMode(Graph graph, int tag) {
        this.graph = graph;
        this.tag = tag;
    }

    /** Whether there is a method that stands for the one called. */
    static boolean has(Op.Call c) {
        return standIn(c).isPresent();
    }

    /** The class of ours with the method that stands for the one called. */
    static Optional<Class<?>> standIn(Op.Call c) {
        InvokeInstruction i = c.instruction();
        if (!i.owner().asInternalName().equals(FACE)) return Optional.empty();
        boolean tensors = c.args().stream().anyMatch(v -> TENSOR.equals(v.type()));
        if (i.name().equalsString("checkpointed") && !tensors) return Optional.of(Checkpoints.class);
        return isGradient(i, c) ? Optional.of(NestedGradients.class) : Optional.empty();
    }

    private static boolean isGradient(InvokeInstruction i, Op.Call c) {
        String method = i.name().stringValue() + i.type().stringValue();
        return FACE_METHODS.contains(method)
                || (method.equals("gradient(Lgradshell/Fn;Ljava/lang/Object;)Ljava/lang/Object;")
                        && DOUBLES.equals(c.args().getLast().type()));
    }

    /**
     * Replaces the calls that say something of forward mode.
     *
     * @param directions how forward mode will be applied to the method; what is nested in it needs a tag of its own
     */
    static void rewrite(Graph graph, List<Direction> directions) {
        if (!graph.owner().equals(OWNER)) return;
        int tag = 1 + directions.stream().mapToInt(Direction::tag).max().orElse(0);
        var mode = new NestedMode(graph, tag);
        for (Block b : graph.blocks()) {
            mode.ops = new ArrayList<>();
            for (Op op : b.ops()) {
                if (op instanceof Op.Call c && c.instruction().owner().asSymbol().equals(ClassDesc.of(OWNER)))
                    mode.replace(c);
                else
                    mode.ops.add(op);
            }
            b.ops(mode.ops);
        }
    }

    private void replace(Op.Call c) {
        switch (c.instruction().name().stringValue()) {
            case "push" -> {
                if (c.result().isFloating()) {
                    ops.add(new Op.Scope(tag, true, c.line()));
                    push(c);
                    ops.add(new Op.Scope(tag, false, c.line()));
                } else {
                    push(c);
                }
            }
            case "enter" -> {
                ops.add(new Op.Scope(tag, true, c.line()));
                Value one = constant(1.0, TypeKind.DOUBLE, c.line());
                Value place = tangent(c.args().getFirst(), Form.DOUBLES, c.line());
                ops.add(new Op.Keep(List.of(), ArrayStoreInstruction.of(Opcode.DASTORE),
                        List.of(place, c.args().get(1), one), c.line()));
            }
            case "leave" -> {
                Value place = tangent(c.args().getFirst(), Form.NEW_BOX, c.line());
                Value index = constant(0, TypeKind.INT, c.line());
                ops.add(new Op.Keep(c.results(), ArrayLoadInstruction.of(Opcode.DALOAD), List.of(place, index),
                        c.line()));
                ops.add(new Op.Scope(tag, false, c.line()));
            }
            default -> ops.add(c);
        }
    }

    /** Calls the function; the arguments' tangents follow them, and the value's tangent is wanted if it is a number. */
    private void push(Op.Call c) {
        ClassDesc function = c.instruction().typeSymbol().parameterType(0);
        boolean numbers = c.result().isFloating();
        int arity = numbers ? c.args().size() / 2 : 1;
        List<ClassDesc> types = c.instruction().typeSymbol().parameterList().subList(1, 1 + arity);
        ClassDesc returned = c.instruction().typeSymbol().returnType();
        var invoke = InvokeInstruction.of(Opcode.INVOKEINTERFACE, ConstantPoolBuilder.of()
                .interfaceMethodRefEntry(function, "apply", MethodTypeDesc.of(returned, types)));
        List<Value> results = new ArrayList<>(c.results());
        if (numbers) results.addFirst(graph.newValue(TypeKind.DOUBLE, ConstantDescs.CD_double));
        var direction = new Direction("0" + "1".repeat(arity), tag);
        ops.add(new Op.Call(results, invoke, direction.after(""), c.args(), c.line()));
    }

    private Value tangent(Value object, Form form, int line) {
        Value place = graph.newValue(TypeKind.REFERENCE, DOUBLES);
        ops.add(new Op.Tangent(List.of(place), form, tag, List.of(object), line));
        return place;
    }

    private Value constant(Number number, TypeKind kind, int line) {
        Value v = graph.newValue(kind, kind.upperBound());
        ops.add(new Op.Const(List.of(v), (java.lang.constant.ConstantDesc) number, line));
        return v;
    }
}
