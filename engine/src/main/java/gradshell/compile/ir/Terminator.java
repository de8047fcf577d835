package gradshell.compile.ir;

import java.lang.classfile.Opcode;
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
