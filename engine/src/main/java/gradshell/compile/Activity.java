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
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.BitSet;
import java.util.List;

/**
 * Which values carry a derivative: those that vary with the chosen parameters and that the result depends on. Everything
 * else is left alone by the reverse sweep.
 *
 * <p>A reference can't carry a derivative here. One that holds a varied value all the same (a box, text, the argument
 * array of printf, a lambda for {@code ignore}) is marked as varied too, so that {@link Refusals} can watch where it goes.
 */
final class Activity {
    private final Graph graph;
    private final BitSet varied = new BitSet();
    /** The builders that a varied value was put into. */
    private final BitSet filled = new BitSet();
    private final BitSet useful = new BitSet();

    private Activity(Graph graph) {
        this.graph = graph;
    }

    /**
     * Analyses and refuses what can't be differentiated.
     *
     * @param chosen        the indices of the method's parameters to differentiate for
     * @param resultMatters whether a derivative of the result is wanted, or only the check
     */
    static Activity of(Graph graph, BitSet chosen, boolean resultMatters) {
        var activity = new Activity(graph);
        chosen.stream().forEach(i -> activity.varied.set(graph.entry().params().get(i).id()));
        activity.findVaried();
        Refusals.check(graph, activity);
        if (resultMatters) activity.findUseful();
        return activity;
    }

    boolean varied(Value v) {
        return varied.get(v.id());
    }

    /** Whether text of a varied value is put into the object. */
    boolean filled(Value v) {
        return filled.get(v.id());
    }

    boolean variedIn(List<Value> values) {
        for (Value v : values) if (varied(v)) return true;
        return false;
    }

    /** Whether the value has a cotangent. */
    boolean active(Value v) {
        return v.isFloating() && varied.get(v.id()) && useful.get(v.id());
    }

    private void findVaried() {
        List<Block> blocks = graph.blocks();
        for (int before = -1; before != varied.cardinality() + filled.cardinality();) {
            before = varied.cardinality() + filled.cardinality();
            for (Block b : blocks) {
                for (Op op : b.ops()) spread(op);
                for (Edge e : b.end().edges()) {
                    for (int i = 0; i < e.args().size(); i++) {
                        Value arg = e.args().get(i);
                        Value param = e.to().params().get(i);
                        if (varied(arg)) mark(param);
                        if (filled.get(param.id())) fill(arg);
                    }
                }
            }
        }
    }

    /** A builder goes under several names: {@code append} returns its receiver, a parameter of a block is its argument. */
    private void fill(Value builder) {
        mark(builder);
        filled.set(builder.id());
    }

    private void spread(Op op) {
        if (!variedIn(op.args()) && !(op instanceof Op.Keep k && !k.results().isEmpty() && filled.get(k.result().id())))
            return;
        switch (op) {
            case Op.Apply a -> {
                for (int i = 0; i < a.args().size(); i++) {
                    if (varied(a.args().get(i)) && !a.rule().partial(i).is(0)) mark(a.result());
                }
            }
            case Op.Call c -> {
                if (!Sinks.accepts(c.instruction())) {
                    for (Value v : c.results()) if (v.isFloating()) mark(v);
                } else if (Sinks.isBoxing(c) || Sinks.makesText(c.instruction())) {
                    mark(c.result());
                }
            }
            case Op.Keep k -> {
                switch (k.instruction()) {
                    case InvokeDynamicInstruction i -> {
                        if (Sinks.isLambda(i) || Sinks.isConcatenation(i)) mark(k.result());
                    }
                    case InvokeInstruction i -> {
                        if (Sinks.makesText(i)) mark(k.result());
                        if (Sinks.keepsInReceiver(i)) fill(k.args().getFirst());
                    }
                    case Instruction i when i.opcode() == Opcode.AASTORE -> mark(k.args().getFirst());
                    case Instruction i when i.opcode() == Opcode.CHECKCAST -> {
                        if (variedIn(k.args())) mark(k.result());
                        if (filled.get(k.result().id())) fill(k.args().getFirst());
                    }
                    default -> {
                    }
                }
            }
            case Op.Const _,Op.Outlined _ -> {
            }
        }
    }

    private void mark(Value v) {
        if (v.isFloating() || v.kind() == TypeKind.REFERENCE) varied.set(v.id());
    }

    private void findUseful() {
        List<Block> blocks = graph.blocks().reversed();
        for (int before = -1; before != useful.cardinality();) {
            before = useful.cardinality();
            for (Block b : blocks) {
                for (Edge e : b.end().edges()) {
                    for (int i = 0; i < e.args().size(); i++) {
                        if (useful.get(e.to().params().get(i).id())) useful.set(e.args().get(i).id());
                    }
                }
                if (b.end() instanceof Terminator.Return r) for (Value v : r.args()) useful.set(v.id());
                for (Op op : b.ops().reversed()) need(op);
            }
        }
    }

    private void need(Op op) {
        if (op.results().stream().noneMatch(v -> useful.get(v.id()))) return;
        for (int i = 0; i < op.args().size(); i++) {
            boolean reached = switch (op) {
                case Op.Apply a -> !a.rule().partial(i).is(0);
                case Op.Call _ -> true;
                case Op.Const _,Op.Keep _,Op.Outlined _ -> false;
            };
            if (reached) useful.set(op.args().get(i).id());
        }
    }
}
