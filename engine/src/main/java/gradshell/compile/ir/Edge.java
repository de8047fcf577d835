package gradshell.compile.ir;

import java.util.List;

/** A way from one block to another, with an argument for each parameter of the target. Compared by identity. */
public final class Edge {
    private Block to;
    private List<Value> args;

    /** An edge to {@code to}. */
    public Edge(Block to, List<Value> args) {
        this.to = to;
        this.args = args;
    }

    /** The target. */
    public Block to() {
        return to;
    }

    /** One value for each parameter of the target. */
    public List<Value> args() {
        return args;
    }

    /** Leads the edge elsewhere. */
    public void redirect(Block target, List<Value> values) {
        to = target;
        args = values;
    }

    @Override
    public String toString() {
        return "b" + to.id() + (args.isEmpty() ? "" : args.toString());
    }
}
