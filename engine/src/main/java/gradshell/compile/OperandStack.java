package gradshell.compile;

import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The operand stack while a block is lifted: one value an entry, whatever its width. */
final class OperandStack {
    private final List<Value> values;

    OperandStack(List<Value> values) {
        this.values = new ArrayList<>(values);
    }

    void push(Value v) {
        values.add(v);
    }

    Value pop() {
        return values.removeLast();
    }

    /** The top {@code n} values, the deepest first. */
    List<Value> pop(int n) {
        var top = values.subList(values.size() - n, values.size());
        var copy = List.copyOf(top);
        top.clear();
        return copy;
    }

    void replaceAll(UnaryOperator<Value> by) {
        values.replaceAll(by);
    }

    List<Value> values() {
        return List.copyOf(values);
    }

    /** The stack instructions; those with a 2 move one wide value or two narrow ones. */
    void rearrange(Opcode opcode) {
        switch (opcode) {
            case POP -> pop();
            case POP2 -> popWords(2);
            case DUP -> insertCopy(1, 0);
            case DUP_X1 -> insertCopy(1, 1);
            case DUP_X2 -> insertCopy(1, 2);
            case DUP2 -> insertCopy(2, 0);
            case DUP2_X1 -> insertCopy(2, 1);
            case DUP2_X2 -> insertCopy(2, 2);
            case SWAP -> values.add(values.size() - 2, values.removeLast());
            default -> throw new IllegalArgumentException(opcode.name());
        }
    }

    /** Copies the top words below the {@code below} words under them. */
    private void insertCopy(int words, int below) {
        List<Value> top = popWords(words);
        List<Value> under = popWords(below);
        values.addAll(top);
        values.addAll(under);
        values.addAll(top);
    }

    private List<Value> popWords(int words) {
        var popped = new ArrayList<Value>();
        for (int left = words; left > 0;) {
            Value v = values.removeLast();
            popped.addFirst(v);
            left -= v.kind().slotSize();
        }
        return popped;
    }
}
