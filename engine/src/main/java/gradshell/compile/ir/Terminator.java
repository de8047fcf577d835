package gradshell.compile.ir;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/** What ends a block. */
public sealed interface Terminator {
    /** The ways out, in a fixed order. */
    List<Edge> edges();

    /** What it reads, the arguments of the edges apart. */
    List<Value> args();

    /** The source line, or -1. */
    int line();

    /** The same with other values read; the edges are kept. */
    Terminator withArgs(List<Value> args);

    /** Goes on to one block. */
    record Jump(Edge edge, int line) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of(edge);
        }

        @Override
        public List<Value> args() {
            return List.of();
        }

        @Override
        public Terminator withArgs(List<Value> args) {
            return this;
        }
    }

    /** Goes one way if the condition of the branch instruction holds, else the other. */
    record Branch(Opcode opcode, List<Value> args, Edge taken, Edge otherwise, int line) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of(taken, otherwise);
        }

        @Override
        public Terminator withArgs(List<Value> args) {
            return new Branch(opcode, args, taken, otherwise, line);
        }
    }

    /** Goes the way of the case that equals an int; dense switches become tables. */
    record Switch(List<Value> args, boolean dense, List<Integer> keys, List<Edge> cases, Edge otherwise, int line)
            implements
                Terminator {
        @Override
        public List<Edge> edges() {
            var all = new ArrayList<>(cases);
            all.add(otherwise);
            return all;
        }

        @Override
        public Terminator withArgs(List<Value> args) {
            return new Switch(args, dense, keys, cases, otherwise, line);
        }
    }

    /**
     * Goes on to the body, whose first operation may throw, or whose end does if it has none. What is thrown and fits a
     * handler leads there instead. The body has no other way in, and so has each handler, which starts with an
     * {@link Op.Caught}.
     */
    record Protect(Edge body, List<Handler> handlers, int line) implements Terminator {
        @Override
        public List<Edge> edges() {
            var all = new ArrayList<Edge>();
            all.add(body);
            for (Handler h : handlers) all.add(h.edge);
            return all;
        }

        @Override
        public List<Value> args() {
            return List.of();
        }

        @Override
        public Terminator withArgs(List<Value> args) {
            return this;
        }

        /** What the throwing instruction works on. */
        public List<Value> operands() {
            return operation() == null ? body.to().end().args() : operation().args();
        }

        /** The operation that may throw, or null if that is what ends the body. */
        public Op operation() {
            for (Op op : body.to().ops()) if (!(op instanceof Op.Const)) return op;
            return null;
        }
    }

    /**
     * Where an exception leads.
     *
     * @param type what it has to be, or null for any
     */
    record Handler(ClassDesc type, Edge edge) {
        /** The exception. */
        public Value caught() {
            return edge.to().ops().getFirst().result();
        }
    }

    /** Leaves the method with its results. */
    record Return(List<Value> args, int line) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of();
        }

        @Override
        public Terminator withArgs(List<Value> args) {
            return new Return(args, line);
        }
    }

    /** Throws. */
    record Throw(List<Value> args, int line) implements Terminator {
        @Override
        public List<Edge> edges() {
            return List.of();
        }

        @Override
        public Terminator withArgs(List<Value> args) {
            return new Throw(args, line);
        }
    }
}
