package gradshell.compile.listing;

import gradshell.compile.listing.Statement.Break;
import gradshell.compile.listing.Statement.Continue;
import gradshell.compile.listing.Statement.If;
import gradshell.compile.listing.Statement.Labeled;
import gradshell.compile.listing.Statement.Loop;
import gradshell.compile.listing.Statement.Switch;
import java.util.ArrayList;
import java.util.List;

/**
 * Nests the blocks of a flowchart: a block stands where its dominator ends; one that several ways lead to stands behind
 * a labelled group that holds them all, and jumps to it leave the group.
 */
final class Structurer {
    private final Flowchart chart;
    private final List<BlockReader.Read> read;

    private Structurer(Flowchart chart, List<BlockReader.Read> read) {
        this.chart = chart;
        this.read = read;
    }

    static List<Statement> structure(Flowchart chart, List<BlockReader.Read> read) {
        return new Structurer(chart, read).tree(0);
    }

    private List<Statement> tree(int b) {
        List<Statement> group = within(b);
        if (!chart.isHeader(b)) return group;
        group = List.of(new Loop(b, null, false, group));
        for (int next : chart.behind(b)) group = followed(group, next);
        return group;
    }

    private List<Statement> within(int b) {
        List<Statement> group = statements(b);
        for (int c : chart.children(b)) {
            if (chart.isJoin(c) && chart.loopLeftFor(c) < 0) group = followed(group, c);
        }
        return group;
    }

    private List<Statement> followed(List<Statement> group, int next) {
        var all = new ArrayList<Statement>();
        all.add(new Labeled(next, group));
        all.addAll(tree(next));
        return all;
    }

    private List<Statement> statements(int b) {
        var all = new ArrayList<>(read.get(b).statements());
        List<Integer> next = chart.blocks.get(b).next();
        switch (read.get(b).end()) {
            case BlockReader.Test t ->
                all.add(new If(t.condition(), jump(b, next.get(0)), jump(b, next.get(1)), t.line()));
            case BlockReader.Choice c -> {
                var cases = new ArrayList<List<Statement>>();
                for (int to : next) cases.add(jump(b, to));
                all.add(new Switch(c.selector().text(), c.selector().locals(), c.keys(), cases, c.line()));
            }
            case null -> {
                if (!next.isEmpty()) all.addAll(jump(b, next.getFirst()));
            }
        }
        return all;
    }

    private List<Statement> jump(int from, int to) {
        if (to <= from) return List.of(new Continue(to));
        if (chart.isJoin(to) || chart.loopLeftFor(to) >= 0) return List.of(new Break(to));
        return tree(to);
    }
}
