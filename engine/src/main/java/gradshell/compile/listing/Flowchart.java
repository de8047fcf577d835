package gradshell.compile.listing;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The blocks of a method that are reached without an exception, numbered in reverse postorder, with their loops. */
final class Flowchart {
    /** An instruction and its source line, -1 if unknown. */
    record At(Instruction instruction, int line) {}

    /** Instructions, and the blocks that can follow, in the order of the branch: where it leads, else what is next. */
    record Block(List<At> code, List<Integer> next) {}

    final List<Block> blocks = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private int[] dominator;
    /** For each header of a loop the blocks in it. */
    private final Map<Integer, BitSet> loops = new TreeMap<>();

    Flowchart(List<CodeElement> elements) {
        var code = new ArrayList<At>();
        var targets = new HashMap<Label, Integer>();
        int line = -1;
        for (var e : elements) {
            switch (e) {
                case LineNumber n -> line = n.line();
                case LabelTarget t -> targets.put(t.label(), code.size());
                case Instruction i -> code.add(new At(i, line));
                default -> {
                }
            }
        }
        cut(code, targets);
        findDominators();
        findLoops();
    }

    private void cut(List<At> code, Map<Label, Integer> targets) {
        var starts = new TreeSet<>(List.of(0));
        for (int i = 0; i < code.size(); i++) {
            List<Integer> next = next(code, i, targets);
            if (next == null) continue;
            starts.addAll(next);
            starts.add(i + 1);
        }
        var ranges = new HashMap<Integer, Block>();
        for (int start : starts) {
            if (start >= code.size()) continue;
            Integer following = starts.higher(start);
            int end = following == null ? code.size() : following;
            List<Integer> next = next(code, end - 1, targets);
            ranges.put(start, new Block(code.subList(start, end), next == null ? List.of(end) : next));
        }
        Splitting.split(ranges);
        var order = new ArrayList<Integer>();
        visit(ranges, order);
        Collections.reverse(order);
        for (int start : order) {
            Block b = ranges.get(start);
            blocks.add(new Block(b.code, b.next.stream().map(order::indexOf).toList()));
            before.add(new ArrayList<>());
        }
        for (int b = 0; b < blocks.size(); b++) for (int to : blocks.get(b).next) before.get(to).add(b);
    }

    private static void visit(Map<Integer, Block> ranges, List<Integer> postorder) {
        record Visit(int start, List<Integer> left) {}
        var seen = new BitSet();
        var stack = new ArrayList<Visit>();
        seen.set(0);
        stack.add(new Visit(0, new ArrayList<>(ranges.get(0).next)));
        while (!stack.isEmpty()) {
            Visit top = stack.getLast();
            if (top.left.isEmpty()) {
                postorder.add(stack.removeLast().start);
                continue;
            }
            int to = top.left.removeLast();
            if (seen.get(to)) continue;
            seen.set(to);
            stack.add(new Visit(to, new ArrayList<>(ranges.get(to).next)));
        }
    }

    /** Where the instruction can lead, or null if simply to the next one. */
    private static List<Integer> next(List<At> code, int index, Map<Label, Integer> targets) {
        return switch (code.get(index).instruction) {
            case BranchInstruction b when isGoto(b) -> List.of(targets.get(b.target()));
            case BranchInstruction b -> List.of(targets.get(b.target()), index + 1);
            case TableSwitchInstruction s -> targets(s.cases(), s.defaultTarget(), targets);
            case LookupSwitchInstruction s -> targets(s.cases(), s.defaultTarget(), targets);
            case ReturnInstruction _,ThrowInstruction _ -> List.of();
            default -> null;
        };
    }

    static boolean isGoto(BranchInstruction b) {
        return b.opcode() == Opcode.GOTO || b.opcode() == Opcode.GOTO_W;
    }

    private static List<Integer> targets(List<SwitchCase> cases, Label otherwise, Map<Label, Integer> targets) {
        var all = new ArrayList<Integer>();
        for (SwitchCase c : cases) all.add(targets.get(c.target()));
        all.add(targets.get(otherwise));
        return all;
    }

    private void findDominators() {
        dominator = new int[blocks.size()];
        java.util.Arrays.fill(dominator, -1);
        dominator[0] = 0;
        for (boolean changed = true; changed;) {
            changed = false;
            for (int b = 1; b < blocks.size(); b++) {
                int common = -1;
                for (int p : before.get(b)) {
                    if (dominator[p] < 0) continue;
                    common = common < 0 ? p : meet(common, p);
                }
                changed |= dominator[b] != common;
                dominator[b] = common;
            }
        }
    }

    private int meet(int a, int b) {
        int i = a;
        int j = b;
        while (i != j) {
            if (i > j) i = dominator[i];
            else
                j = dominator[j];
        }
        return i;
    }

    private void findLoops() {
        for (int b = 0; b < blocks.size(); b++) {
            for (int to : blocks.get(b).next) {
                if (to > b) continue;
                var body = loops.computeIfAbsent(to, _ -> new BitSet());
                body.set(to);
                var todo = new ArrayList<>(List.of(b));
                while (!todo.isEmpty()) {
                    int at = todo.removeLast();
                    if (body.get(at)) continue;
                    body.set(at);
                    todo.addAll(before.get(at));
                }
            }
        }
    }

    boolean isHeader(int b) {
        return loops.containsKey(b);
    }

    /** Whether several ways lead here, not counting those of a loop back to its start. */
    boolean isJoin(int b) {
        return before.get(b).stream().filter(p -> p < b).count() > 1;
    }

    /** The blocks whose nearest dominator is {@code b}, in order. */
    List<Integer> children(int b) {
        var children = new ArrayList<Integer>();
        for (int c = b + 1; c < blocks.size(); c++) if (dominator[c] == b) children.add(c);
        return children;
    }

    /** The outermost loop that {@code b} is reached from and not in, or -1. */
    int loopLeftFor(int b) {
        for (var e : loops.entrySet()) if (e.getValue().get(dominator[b]) && !e.getValue().get(b)) return e.getKey();
        return -1;
    }

    /** The blocks that stand behind the loop, in order. */
    List<Integer> behind(int header) {
        var behind = new ArrayList<Integer>();
        for (int b = header + 1; b < blocks.size(); b++) if (loopLeftFor(b) == header) behind.add(b);
        return behind;
    }
}
