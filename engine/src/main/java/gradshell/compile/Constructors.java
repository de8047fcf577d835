package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Takes apart the making of objects whose constructors compute with differentiated values: a blank object is made, and the
 * code of the constructor is called on it like that of any method. An object whose constructor only puts its parameters into
 * fields is made by the constructor itself, and a record is made by {@link RecordMaker}.
 */
final class Constructors {
    private Constructors() {}

    static void expand(Graph graph, Activity activity) {
        var before = new IdentityHashMap<Op, Block>();
        for (Block b : graph.blocks()) {
            if (b.end() instanceof Terminator.Protect p && p.operation() != null) before.put(p.operation(), b);
        }
        for (Block b : graph.blocks()) {
            var ops = new ArrayList<Op>();
            for (Op op : b.ops()) {
                if (op instanceof Op.New n && activity.touchesMemory(n) && activity.cells(n).isEmpty()
                        && activity.program().isRecord(n)) {
                    ops.add(new Op.Call(n.results(), RecordParts.call(n.constructor()), n.args(), n.line()));
                } else if (op instanceof Op.New n && activity.touchesMemory(n) && activity.cells(n).isEmpty()) {
                    // what may throw has to stay first in a protected block
                    List<Op> place = before.containsKey(op) ? before.get(op).ops() : ops;
                    place.add(new Op.Blank(n.results(), n.line()));
                    List<Value> args = new ArrayList<>(n.args());
                    args.addFirst(n.result());
                    ops.add(new Op.Call(List.of(), n.constructor(), args, n.line()));
                } else {
                    ops.add(op);
                }
            }
            b.ops(ops);
        }
    }
}
