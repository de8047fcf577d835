package gradshell.compile;

import gradshell.compile.ir.Value;
import java.lang.classfile.TypeKind;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which references of a method may lead to the same memory: classes of references, joined where one flows into another, is
 * read out of it or stored in it (B. Steensgaard, "Points-to analysis in almost linear time", 1996). Facts belong to the
 * class, not to the single reference.
 */
final class Aliases {
    private int[] parent;
    private final BitSet holders = new BitSet();
    private final BitSet written = new BitSet();
    private final BitSet notFresh = new BitSet();
    private final BitSet leaked = new BitSet();
    private int changes;

    Aliases(int values) {
        parent = new int[values];
        for (int i = 0; i < values; i++) parent[i] = i;
    }

    /** Puts a new value into the class of another one. */
    void copy(Value v, Value copy) {
        if (copy.id() >= parent.length) {
            int known = parent.length;
            parent = Arrays.copyOf(parent, 2 * copy.id());
            for (int i = known; i < parent.length; i++) parent[i] = i;
        }
        parent[copy.id()] = root(v);
    }

    /** Grows with every new fact. */
    int changes() {
        return changes;
    }

    int root(Value v) {
        if (v.id() >= parent.length) return v.id();
        int at = v.id();
        while (parent[at] != at) at = parent[at] = parent[parent[at]];
        return at;
    }

    void join(Value a, Value b) {
        if (a.kind() != TypeKind.REFERENCE || b.kind() != TypeKind.REFERENCE) return;
        int from = root(a);
        int to = root(b);
        if (from == to) return;
        changes++;
        parent[from] = to;
        for (BitSet facts : new BitSet[]{holders, written, notFresh, leaked}) {
            if (facts.get(from)) facts.set(to);
            facts.clear(from);
        }
    }

    /** Whether it may lead to memory with differentiated values. Shadows, made later, don't. */
    boolean holds(Value v) {
        return v.id() < parent.length && holders.get(root(v));
    }

    void setHolds(Value v) {
        set(holders, v);
    }

    /** Whether differentiated values are written to where it leads, here or in a method called. */
    boolean isWritten(Value v) {
        return written.get(root(v));
    }

    void setWritten(Value v) {
        set(written, v);
        set(holders, v);
    }

    /** Whether it leads to memory that existed before, and that there may be other ways to. */
    boolean isNotFresh(Value v) {
        return v.id() < parent.length && notFresh.get(root(v));
    }

    void setNotFresh(Value v) {
        set(notFresh, v);
    }

    /** Whether it leads to memory that there may be other ways to, made here or not. */
    boolean isLeaked(Value v) {
        return v.id() < parent.length && (leaked.get(root(v)) || notFresh.get(root(v)));
    }

    void setLeaked(Value v) {
        if (v.kind() == TypeKind.REFERENCE) set(leaked, v);
    }

    /** Whether differentiated values are written to memory that there may be other ways to. */
    boolean writesForeign() {
        return written.intersects(notFresh);
    }

    private void set(BitSet facts, Value v) {
        int root = root(v);
        if (facts.get(root)) return;
        changes++;
        facts.set(root);
    }
}
