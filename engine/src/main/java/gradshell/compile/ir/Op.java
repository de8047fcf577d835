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
     * A call of a method, the receiver as first argument: differentiated when an argument carries a derivative, or memory
     * it leads to may, and kept as it is otherwise.
     *
     * @param directions empty for the method itself; otherwise tells how forward mode was applied to it
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

    /**
     * What a load would give, or null or zero where it would throw; so that what a loop loads again and again can be looked
     * at before the loop.
     */
    record Peek(List<Value> results, Instruction load, List<Value> args, int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new Peek(results, load, args, line);
        }
    }

    /** The making of an object on which the code of a constructor is called then. */
    record Blank(List<Value> results, int line) implements Op {
        @Override
        public List<Value> args() {
            return List.of();
        }

        @Override
        public Op withArgs(List<Value> args) {
            return this;
        }
    }

    /** The making of an object and the call of its constructor, in one. */
    record New(List<Value> results, InvokeInstruction constructor, List<Value> args, int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new New(results, constructor, args, line);
        }
    }

    /** Hands the shadow of the method's result to the caller; without an argument none. The last thing before the return. */
    record PassBack(List<Value> args, int line) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public Op withArgs(List<Value> args) {
            return new PassBack(args, line);
        }
    }

    /**
     * The shadow of an object: where its cotangents are summed up.
     *
     * @param form   what kind of shadow
     * @param origin how it comes here
     * @param args   the object; of a row also its index and the shadow of the array that it was read from; of a shadow that
     *               comes along also that
     */
    record Shadow(List<Value> results, Form form, Origin origin, List<Value> args, int line) implements Op {
        /** How a shadow is found. */
        public enum Origin {
            /** By the identity of its object. */
            SEARCHED,
            /** It is made with its array, and nobody else may search for it. */
            MADE,
            /** It comes along; where it doesn't, it is searched for. */
            PASSED,
            /** The callee handed it back; where it didn't, it is searched for. */
            PASSED_BACK,
            /** It comes along, but is entered, so that it can be found, too. */
            ENTERED
        }

        /** What a shadow looks like, by what it is the shadow of. */
        public enum Form {
            /** Of a {@code double[]}: another. */
            DOUBLES,
            /** Of a {@code float[]}: another. */
            FLOATS,
            /** Of an array of references: the shadows of its elements as last seen. */
            ROWS,
            /** Of a box that comes from anywhere: one cell, or null if it holds a constant. */
            BOX,
            /** Of a box just made. */
            NEW_BOX,
            /** Of any other object: a cell for each floating field. */
            CELLS
        }

        @Override
        public Op withArgs(List<Value> args) {
            return new Shadow(results, form, origin, args, line);
        }
    }

    /**
     * The tangent of an object, found by its identity as the shadow is, once for each time that forward mode is applied.
     *
     * @param form what it looks like; {@code NEW_BOX} for any box
     * @param tag  which application of forward mode it is a tangent of
     * @param args the object
     */
    record Tangent(List<Value> results, Shadow.Form form, int tag, List<Value> args, int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new Tangent(results, form, tag, args, line);
        }
    }

    /** Where tangents with a tag of their own begin to be kept, and where they are forgotten. */
    record Scope(int tag, boolean begins, int line) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Value> args() {
            return List.of();
        }

        @Override
        public Op withArgs(List<Value> args) {
            return this;
        }
    }

    /** Any other instruction, kept as it is in the forward sweep. */
    record Keep(List<Value> results, Instruction instruction, List<Value> args, int line) implements Op {
        @Override
        public Op withArgs(List<Value> args) {
            return new Keep(results, instruction, args, line);
        }
    }

    /** The exception that led to the block; its first operation. */
    record Caught(List<Value> results, int line) implements Op {
        @Override
        public List<Value> args() {
            return List.of();
        }

        @Override
        public Op withArgs(List<Value> args) {
            return this;
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
