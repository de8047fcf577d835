package gradshell.compile.listing;

import gradshell.compile.listing.Flowchart.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives each loop a single entry, by copying the blocks that another way in runs through until it meets the loop's
 * header. A reverse sweep enters a loop in the middle where the forward sweep left it by a {@code break}: the copy is the
 * way back through the last, incomplete turn.
 */
final class Splitting {
    private static final int MOST_BLOCKS = 3000;

    private final Map<Integer, Block> blocks;
    private int next;

    private Splitting(Map<Integer, Block> blocks) {
        this.blocks = blocks;
        next = 1 + blocks.keySet().stream().mapToInt(i -> i).max().orElseThrow();
    }

    /** Changes the blocks, which are known by keys; the method starts at 0. */
    static void split(Map<Integer, Block> blocks) {
        var splitting = new Splitting(blocks);
        while (splitting.splitOne(splitting.reachable(0, Set.of()))) {
            if (blocks.size() > MOST_BLOCKS) throw new UnsupportedOperationException("loops with too many ways in");
        }
    }

    private Set<Integer> reachable(int from, Set<Integer> without) {
        var seen = new TreeSet<Integer>();
        var todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            int b = todo.pop();
            if (!without.contains(b) && seen.add(b)) todo.addAll(blocks.get(b).next());
        }
        return seen;
    }

    private boolean splitOne(Set<Integer> region) {
        for (Set<Integer> cycle : cycles(region)) {
            var entries = entries(cycle);
            int header = entries.size() == 1 ? entries.iterator().next() : bestHeader(cycle, entries);
            if (entries.size() > 1) {
                for (int entry : entries) if (entry != header) copy(entry, cycle, header);
                return true;
            }
            var inner = new TreeSet<>(cycle);
            inner.remove(header);
            if (splitOne(inner)) return true;
        }
        return false;
    }

    /** The strongly connected parts of a region in which there is a cycle. */
    private List<Set<Integer>> cycles(Set<Integer> region) {
        var outside = new HashSet<>(blocks.keySet());
        outside.removeAll(region);
        var reach = new HashMap<Integer, Set<Integer>>();
        for (int b : region) {
            var all = new TreeSet<Integer>();
            for (int to : blocks.get(b).next()) all.addAll(reachable(to, outside));
            reach.put(b, all);
        }
        var parts = new ArrayList<Set<Integer>>();
        var done = new HashSet<Integer>();
        for (int b : region) {
            if (!reach.get(b).contains(b) || done.contains(b)) continue;
            var part = new TreeSet<Integer>();
            for (int c : reach.get(b)) if (reach.get(c).contains(b)) part.add(c);
            done.addAll(part);
            parts.add(part);
        }
        return parts;
    }

    private Set<Integer> entries(Set<Integer> cycle) {
        var entries = new TreeSet<Integer>();
        if (cycle.contains(0)) entries.add(0);
        for (int b : reachable(0, Set.of())) {
            if (!cycle.contains(b)) for (int to : blocks.get(b).next()) if (cycle.contains(to)) entries.add(to);
        }
        return entries;
    }

    /** The block for which the fewest have to be copied. */
    private int bestHeader(Set<Integer> cycle, Set<Integer> entries) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int header : cycle) {
            int copied = 0;
            for (int entry : entries) if (entry != header) copied += run(entry, cycle, header).size();
            if (copied >= fewest) continue;
            best = header;
            fewest = copied;
        }
        return best;
    }

    /** What is run through within the cycle before its header. */
    private Set<Integer> run(int entry, Set<Integer> cycle, int header) {
        var without = new HashSet<>(blocks.keySet());
        without.removeAll(cycle);
        without.add(header);
        return reachable(entry, without);
    }

    private void copy(int entry, Set<Integer> cycle, int header) {
        var copies = new HashMap<Integer, Integer>();
        for (int b : run(entry, cycle, header)) copies.put(b, next++);
        List<Integer> outside = blocks.keySet().stream().filter(b -> !cycle.contains(b)).toList();
        copies.forEach((b, copy) -> blocks.put(copy, new Block(blocks.get(b).code(),
                blocks.get(b).next().stream().map(to -> copies.getOrDefault(to, to)).toList())));
        for (int b : outside) {
            Block block = blocks.get(b);
            blocks.put(b, new Block(block.code(),
                    block.next().stream().map(to -> to == entry ? copies.get(entry) : to).toList()));
        }
    }
}
