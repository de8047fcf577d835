package gradshell.compile.ir;

import gradshell.compile.rule.ScalarRule;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.util.List;

/** An operation of a block, in the order of the method's effects. */
public sealed interface Op {
    /** What it assigns: mostly nothing or one value. */
    List<Value> results();

    /** What it reads. */
    List<Value> args();

    /** The source line, or -1. */
    int line();

    /** The same operation on other values. */
    Op withArgs(List<Value> args);

    /** The one result. */
    default Value result() {
        return results().getFirst();
    }

    /** A constant; it is never recorded but written where it is used. */
    record Const(List<Value> results, ConstantDesc value, int line) implements Op {
        @Override
        public List<Value> args() {
            return List.of();
        }

        @Override
        public Op withArgs(List<Value> args) {
            return this;
        }
    }

    /** An instruction or a library function that has a scalar rule. */
    record Apply(List<Value> results, ScalarRule rule, Instruction instruction, List<Value> args,
            int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new Apply(results, rule, instruction, args, line);
        }
    }

    /**
     * A call of a static method, differentiated when an argument carries a derivative and kept as it is otherwise.
     *
     * @param directions empty for the method itself; after forward mode, a 1 for each of the method's parameters that a
     *        tangent follows for, a 0 for each other, and a slash; once for each time that forward mode was applied
     */
    record Call(List<Value> results, InvokeInstruction instruction, String directions, List<Value> args,
            int line) implements Op {
        /** A call of the method itself. */
        public Call(List<Value> results, InvokeInstruction instruction, List<Value> args, int line) {
            this(results, instruction, "", args, line);
        }

        @Override
        public Op withArgs(List<Value> args) {
            return new Call(results, instruction, directions, args, line);
        }
    }

    /** Any other instruction, kept as it is in the forward sweep. */
    record Keep(List<Value> results, Instruction instruction, List<Value> args, int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new Keep(results, instruction, args, line);
        }
    }

    /** A part of the method, moved into a method of its own to keep each one small enough for the JIT. */
    record Outlined(List<Value> results, Graph body, List<Value> args, int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new Outlined(results, body, args, line);
        }
    }
}
