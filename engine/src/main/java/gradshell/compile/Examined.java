package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The references of a method that are looked into: what isn't only thrown, printed, asked for its text or kept as the cause
 * of another exception. Of an exception that isn't looked into it doesn't matter what it leads to.
 */
final class Examined {
    private final Set<Value> examined = new HashSet<>();

    private Examined(Graph graph) {
        List<Block> blocks = graph.blocks().reversed();
        for (int before = -1; before != examined.size();) {
            before = examined.size();
            for (Block b : blocks) {
                look(b.end());
                for (Op op : b.ops().reversed()) look(op);
            }
        }
    }

    static Set<Value> in(Graph graph) {
        return new Examined(graph).examined;
    }

    private void look(Terminator end) {
        for (Edge e : end.edges()) {
            for (int i = 0; i < e.args().size(); i++) {
                if (examined.contains(e.to().params().get(i))) examined.add(e.args().get(i));
            }
        }
        switch (end) {
            case Terminator.Return r -> examined.addAll(r.args());
            case Terminator.Protect p when p.operation() == null -> {
                if (p.handlers().stream().anyMatch(h -> examined.contains(h.caught())))
                    examined.addAll(p.body().to().end().args());
            }
            default -> {
            }
        }
    }

    private void look(Op op) {
        boolean looks = switch (op) {
            case Op.Call c when Sinks.moves(c.instruction()) -> passesOn(c);
            case Op.Call c -> !Sinks.accepts(c.instruction());
            case Op.New n when Sinks.isThrowable(n.constructor()) -> passesOn(n);
            case Op.Keep k when k.instruction().opcode() == Opcode.CHECKCAST -> passesOn(k);
            case Op.Keep k when k.instruction() instanceof InvokeDynamicInstruction i -> !Sinks.looks(i);
            case Op.Keep k -> k.instruction().opcode() != Opcode.INSTANCEOF;
            case Op.New _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Tangent _,Op.Scope _,Op.Outlined _ -> true;
            case Op.Const _,Op.Blank _,Op.Apply _,Op.Caught _ -> false;
        };
        if (looks) examined.addAll(op.args());
    }

    private boolean passesOn(Op op) {
        return op.results().stream().anyMatch(examined::contains) || op.args().stream().anyMatch(examined::contains);
    }
}
