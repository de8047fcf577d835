package gradshell.compile.ir;

import java.util.ArrayList;
import java.util.List;

/** A block: parameters, operations, and what ends it. Compared by identity. */
public final class Block {
    private final int id;
    private List<Value> params;
    private List<Op> ops = new ArrayList<>();
    private Terminator end;

    Block(int id, List<Value> params) {
        this.id = id;
        this.params = params;
    }

    /** Unique in its graph. */
    public int id() {
        return id;
    }

    /** The values that each edge into the block brings. */
    public List<Value> params() {
        return params;
    }

    /** Replaces the parameters. */
    public void params(List<Value> values) {
        params = values;
    }

    /** The operations in order; may be changed. */
    public List<Op> ops() {
        return ops;
    }

    /** Replaces the operations. */
    public void ops(List<Op> list) {
        ops = list;
    }

    /** What ends the block. */
    public Terminator end() {
        return end;
    }

    /** Ends the block. */
    public void end(Terminator terminator) {
        end = terminator;
    }

    @Override
    public String toString() {
        return "b" + id;
    }
}
