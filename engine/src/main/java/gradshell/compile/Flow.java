package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Terminator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The structure of a graph's control flow: order, predecessors, dominators (Cooper, Harvey and Kennedy, "A simple, fast
 * dominance algorithm", 2001) and natural loops. A snapshot: valid until the graph changes.
 */
final class Flow {
    /** A natural loop: the header, the blocks, the edges that enter the header from outside and from inside, the exits. */
    record Loop(Block header, Set<Block> body, List<Edge> entries, List<Edge> latches, List<Edge> exits) {}

    final List<Block> order;
    final Map<Edge, Block> source = new HashMap<>();
    final Map<Block, List<Edge>> incoming;
    private final Map<Block, Integer> index = new HashMap<>();
    private final int[] idom;
    /** Outer loops before the inner ones. */
    private final Map<Block, Loop> loops = new TreeMap<>((a, b) -> Integer.compare(index.get(a), index.get(b)));

    Flow(Graph graph) {
        order = graph.blocks();
        incoming = graph.incoming();
        for (int i = 0; i < order.size(); i++) index.put(order.get(i), i);
        for (Block b : order) for (Edge e : b.end().edges()) source.put(e, b);
        idom = dominators();
        findLoops(graph);
    }

    /** The block through which every path to {@code b} leads last; the entry has itself. */
    Block dominator(Block b) {
        return order.get(idom[index.get(b)]);
    }

    boolean dominates(Block a, Block b) {
        int target = index.get(a);
        int at = index.get(b);
        while (at > target) at = idom[at];
        return at == target;
    }

    Iterable<Loop> loops() {
        return loops.values();
    }

    /** The loop with this header, or null. */
    Loop loopAt(Block header) {
        return loops.get(header);
    }

    /** The loops around a block, from the outermost. */
    List<Loop> loopsAround(Block b) {
        var around = new ArrayList<Loop>();
        for (Loop loop : loops.values()) if (loop.body.contains(b)) around.add(loop);
        return around;
    }

    boolean inLoop(Block b) {
        for (Loop loop : loops.values()) if (loop.body.contains(b)) return true;
        return false;
    }

    /** Whether an edge leads back, so that going along it again and again is a loop. */
    boolean isBackward(Edge e) {
        return index.get(e.to()) <= index.get(source.get(e));
    }

    /** Whether a path from the block ends the method without an exception. */
    boolean mayReturn(Block from) {
        var seen = new HashSet<Block>();
        var todo = new ArrayDeque<Block>(List.of(from));
        while (!todo.isEmpty()) {
            Block b = todo.pop();
            if (!seen.add(b)) continue;
            if (b.end() instanceof Terminator.Return) return true;
            for (Edge e : b.end().edges()) todo.push(e.to());
        }
        return false;
    }

    private int[] dominators() {
        var dom = new int[order.size()];
        java.util.Arrays.fill(dom, -1);
        dom[0] = 0;
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = 1; i < dom.length; i++) {
                int best = -1;
                for (Edge e : incoming.get(order.get(i))) {
                    int from = index.get(source.get(e));
                    if (dom[from] >= 0) best = best < 0 ? from : meet(dom, best, from);
                }
                changed |= dom[i] != best;
                dom[i] = best;
            }
        }
        return dom;
    }

    private static int meet(int[] dom, int a, int b) {
        int left = a;
        int right = b;
        while (left != right) {
            if (left > right) left = dom[left];
            else
                right = dom[right];
        }
        return left;
    }

    private void findLoops(Graph graph) {
        for (Block header : order) {
            var latches = new ArrayList<Edge>();
            var entries = new ArrayList<Edge>();
            for (Edge e : incoming.get(header)) {
                if (!isBackward(e)) entries.add(e);
                else if (dominates(header, source.get(e))) latches.add(e);
                else
                    throw Refusal.at(graph, header.end().line(), "a loop with two ways in, which Java can't express",
                            "Write the loop with for, while or do");
            }
            if (!latches.isEmpty()) loops.put(header, loop(header, entries, latches));
        }
    }

    private Loop loop(Block header, List<Edge> entries, List<Edge> latches) {
        var body = new HashSet<Block>();
        body.add(header);
        var todo = new ArrayDeque<Block>();
        for (Edge e : latches) todo.push(source.get(e));
        while (!todo.isEmpty()) {
            Block b = todo.pop();
            if (!body.add(b)) continue;
            for (Edge e : incoming.get(b)) {
                Block from = source.get(e);
                todo.push(from);
                // who comes by way of a handler has been in the protected block
                if (from.end() instanceof Terminator.Protect p) todo.push(p.body().to());
            }
        }
        var exits = new ArrayList<Edge>();
        for (Block b : order) {
            if (body.contains(b)) for (Edge e : b.end().edges()) if (!body.contains(e.to())) exits.add(e);
        }
        return new Loop(header, body, entries, latches, exits);
    }
}
