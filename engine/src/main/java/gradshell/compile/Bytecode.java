package gradshell.compile;

import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A method's instructions cut into basic blocks, with the locals that are live at the start of each. */
final class Bytecode {
    /** Instructions from {@code start} to before {@code end}; {@code next} are the starts of the blocks that can follow. */
    record Range(int start, int end, List<Integer> next) {}

    /** Where an exception of a type leads, null for any. */
    record Handler(int start, ClassDesc type) {}

    final List<Instruction> instructions = new ArrayList<>();
    private final Map<Integer, List<LocalVariable>> variables = new HashMap<>();
    final List<Integer> lines = new ArrayList<>();
    final Map<Integer, Range> ranges = new HashMap<>();
    final Map<Integer, BitSet> liveIn = new HashMap<>();
    final int maxLocals;
    private final Map<Label, Integer> targets = new HashMap<>();
    private final List<ExceptionCatch> catches;

    Bytecode(MethodModel method) {
        CodeModel code = method.code().orElseThrow();
        maxLocals = ((CodeAttribute) code).maxLocals();
        int line = -1;
        for (var element : code.elementList()) {
            switch (element) {
                case LineNumber n -> line = n.line();
                case LocalVariable v -> variables.computeIfAbsent(v.slot(), _ -> new ArrayList<>()).add(v);
                case LabelTarget t -> targets.put(t.label(), instructions.size());
                case Instruction i -> {
                    instructions.add(i);
                    lines.add(line);
                }
                default -> { // types of locals and the like say nothing that is needed
                }
            }
        }
        catches = code.exceptionHandlers();
        cut();
        findLive();
    }

    /** The user's name of a local before an instruction, or null. */
    String name(int slot, int index) {
        for (LocalVariable v : variables.getOrDefault(slot, List.of())) {
            if (targets.get(v.startScope()) <= index && index < targets.get(v.endScope()))
                return v.name().stringValue();
        }
        return null;
    }

    int target(Label label) {
        return targets.get(label);
    }

    /** Where the exceptions lead that the instruction may throw, the first that fits an exception taking it. */
    List<Handler> handlers(int index) {
        if (catches.isEmpty() || !Throwing.mayThrow(instructions.get(index))) return List.of();
        var handlers = new ArrayList<Handler>();
        for (ExceptionCatch c : catches) {
            if (index < target(c.tryStart()) || index >= target(c.tryEnd())) continue;
            ClassDesc type = c.catchType().map(ClassEntry::asSymbol).orElse(null);
            handlers.add(new Handler(target(c.handler()), type));
            if (type == null) break;
        }
        return handlers;
    }

    /** The starts of the ranges that control can go to from a range, in any way. */
    List<Integer> successors(Range range) {
        var all = new ArrayList<>(range.next);
        for (int i = range.start; i < range.end; i++) for (Handler h : handlers(i)) all.add(h.start);
        return all;
    }

    private void cut() {
        var starts = new TreeSet<Integer>();
        starts.add(0);
        for (ExceptionCatch c : catches) starts.add(target(c.handler()));
        for (int i = 0; i < instructions.size(); i++) {
            List<Integer> next = jumps(i);
            if (next == null) continue;
            starts.addAll(next);
            if (i + 1 < instructions.size()) starts.add(i + 1);
        }
        for (int start : starts) {
            Integer following = starts.higher(start);
            int end = following == null ? instructions.size() : following;
            List<Integer> next = jumps(end - 1);
            ranges.put(start, new Range(start, end, next == null ? List.of(end) : next));
        }
    }

    /** Where the instruction can lead, or null if simply to the next one. */
    private List<Integer> jumps(int index) {
        return switch (instructions.get(index)) {
            case BranchInstruction b when isGoto(b) -> List.of(target(b.target()));
            case BranchInstruction b -> List.of(target(b.target()), index + 1);
            case TableSwitchInstruction s -> targets(s.cases(), s.defaultTarget());
            case LookupSwitchInstruction s -> targets(s.cases(), s.defaultTarget());
            case ReturnInstruction _,ThrowInstruction _ -> List.of();
            default -> null;
        };
    }

    static boolean isGoto(BranchInstruction b) {
        return switch (b.opcode()) {
            case GOTO, GOTO_W -> true;
            default -> false;
        };
    }

    private List<Integer> targets(List<SwitchCase> cases, Label otherwise) {
        var all = new ArrayList<Integer>();
        for (SwitchCase c : cases) all.add(target(c.target()));
        all.add(target(otherwise));
        return all;
    }

    /** Backward data flow over the locals, so that only those still needed become parameters of a block. */
    private void findLive() {
        var order = new TreeSet<>(ranges.keySet()).descendingSet();
        for (int start : order) liveIn.put(start, new BitSet());
        for (boolean changed = true; changed;) {
            changed = false;
            for (int start : order) {
                Range range = ranges.get(start);
                var live = new BitSet();
                for (int next : range.next) live.or(liveIn.getOrDefault(next, new BitSet()));
                for (int i = range.end - 1; i >= range.start; i--) {
                    switch (instructions.get(i)) {
                        case StoreInstruction s -> live.clear(s.slot());
                        case LoadInstruction l -> live.set(l.slot());
                        case IncrementInstruction n -> live.set(n.slot());
                        default -> {
                        }
                    }
                    for (Handler h : handlers(i)) live.or(liveIn.get(h.start));
                }
                changed |= !live.equals(liveIn.put(start, live));
            }
        }
    }
}
