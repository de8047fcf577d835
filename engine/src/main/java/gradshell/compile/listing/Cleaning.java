package gradshell.compile.listing;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Takes away what generated code has for the JVM and not for the derivative: interruption, stack traces, dead stores. */
final class Cleaning {
    private static final String INTERRUPTION = "gradshell/compile/Interruption";
    private static final String FRAMES = "gradshell/compile/Frames";

    private final List<CodeElement> code;

    private Cleaning(List<CodeElement> code) {
        this.code = new ArrayList<>(code);
    }

    static List<CodeElement> clean(CodeModel model) {
        var cleaning = new Cleaning(model.elementList());
        model.exceptionHandlers().stream().map(ExceptionCatch::handler).distinct().forEach(cleaning::checkHandler);
        cleaning.code.removeIf(e -> calls(e, INTERRUPTION));
        cleaning.dropDeadStores();
        cleaning.compareAtTheBranch();
        return cleaning.code;
    }

    private static boolean calls(CodeElement e, String owner) {
        return e instanceof InvokeInstruction i && i.owner().asInternalName().equals(owner);
    }

    /** Takes the handler away that only puts the user's line into stack traces; others can't be shown. */
    private void checkHandler(Label handler) {
        int at = 0;
        while (!(code.get(at) instanceof LabelTarget t && t.label().equals(handler))) at++;
        int end = at + 1;
        while (isStraight(code.get(end))) end++;
        List<CodeElement> own = code.subList(at, end + 1);
        if (!(code.get(end) instanceof ThrowInstruction) || own.stream().noneMatch(e -> calls(e, FRAMES)))
            throw new UnsupportedOperationException("an exception handler");
        own.removeIf(Instruction.class::isInstance);
    }

    private static boolean isStraight(CodeElement e) {
        return !(e instanceof LabelTarget || e instanceof ThrowInstruction || e instanceof ReturnInstruction
                || (e instanceof Instruction i && i.opcode().kind() == Opcode.Kind.BRANCH));
    }

    /** Constants stored where nobody reads them, or where another constant is stored before anybody does. */
    private void dropDeadStores() {
        var read = new BitSet();
        for (CodeElement e : code) if (readSlot(e) >= 0) read.set(readSlot(e));
        int i = code.size() - 1;
        while (i > 0) {
            if (code.get(i) instanceof StoreInstruction s && code.get(i - 1) instanceof ConstantInstruction
                    && (!read.get(s.slot()) || isOverwritten(s.slot(), i + 1))) {
                code.subList(i - 1, i + 1).clear();
                i--;
            }
            i--;
        }
    }

    private boolean isOverwritten(int slot, int from) {
        for (int i = from; i < code.size(); i++) {
            CodeElement e = code.get(i);
            if (readSlot(e) == slot || e instanceof LabelTarget || e instanceof BranchInstruction) return false;
            if (e instanceof StoreInstruction s && s.slot() == slot) return true;
        }
        return false;
    }

    private static int readSlot(CodeElement e) {
        return switch (e) {
            case LoadInstruction l -> l.slot();
            case IncrementInstruction i -> i.slot();
            default -> -1;
        };
    }

    /** Moves a comparison of floating values to the only branch that uses it. */
    private void compareAtTheBranch() {
        for (int i = 3; i < code.size(); i++) {
            if (!(code.get(i) instanceof StoreInstruction s && isComparison(code.get(i - 1)))) continue;
            List<CodeElement> comparison = List.copyOf(code.subList(i - 3, i));
            if (!comparison.subList(0, 2).stream()
                    .allMatch(e -> e instanceof LoadInstruction || e instanceof ConstantInstruction))
                continue;
            int use = onlyUse(s.slot(), i + 1, comparison);
            if (use < 0) continue;
            code.remove(use);
            code.addAll(use, comparison);
            code.subList(i - 3, i + 1).clear();
        }
    }

    private int onlyUse(int slot, int from, List<CodeElement> operands) {
        if (code.stream().filter(e -> readSlot(e) == slot).count() != 1) return -1;
        for (int i = from; i < code.size(); i++) {
            CodeElement e = code.get(i);
            if (readSlot(e) == slot) return i;
            if (e instanceof LabelTarget) return -1;
            if (e instanceof StoreInstruction s && operands.stream().anyMatch(o -> readSlot(o) == s.slot())) return -1;
            if (e instanceof Instruction n && n.opcode().kind() == Opcode.Kind.BRANCH) return -1;
        }
        return -1;
    }

    private static boolean isComparison(CodeElement e) {
        return e instanceof OperatorInstruction o && switch (o.opcode()) {
            case DCMPL, DCMPG, FCMPL, FCMPG, LCMP -> true;
            default -> false;
        };
    }
}
