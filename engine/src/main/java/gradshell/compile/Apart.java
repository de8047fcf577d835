package gradshell.compile;

import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Value;
import java.lang.classfile.TypeKind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which references of a method never lead to the same memory: one to what the method made and nobody else knows, and
 * anything else; two parameters, if the caller knows it.
 */
final class Apart {
    private final Aliases aliases;
    /** By class of references the groups of the parameters in it. */
    private final Map<Integer, BitSet> groups = new HashMap<>();

    /**
     * @param apart a character for each parameter, different ones where they never meet; empty where nothing is known
     */
    Apart(Graph graph, Aliases aliases, String apart) {
        this.aliases = aliases;
        List<Value> params = graph.entry().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).kind() != TypeKind.REFERENCE) continue;
            groups.computeIfAbsent(aliases.root(params.get(i)), _ -> new BitSet())
                    .set(i < apart.length() ? apart.charAt(i) : 0);
        }
    }

    /** Whether the two may lead to the same memory. */
    boolean mayMeet(Value v, Value w) {
        if (aliases.root(v) == aliases.root(w)) return true;
        BitSet a = groups.get(aliases.root(v));
        BitSet b = groups.get(aliases.root(w));
        boolean leadsOut = aliases.isLeaked(v);
        boolean alsoLeadsOut = aliases.isLeaked(w);
        if ((a == null && !leadsOut) || (b == null && !alsoLeadsOut)) return false;
        return leadsOut || alsoLeadsOut || a.intersects(b);
    }

    /** What a callee can know of its parameters, as the constructor takes it. */
    String of(List<Value> args) {
        var text = new StringBuilder();
        for (int i = 0; i < args.size(); i++) {
            text.append((char) ('a' + i));
            for (int j = 0; j < i; j++) {
                boolean meet = args.get(i).kind() == TypeKind.REFERENCE && args.get(j).kind() == TypeKind.REFERENCE
                        && mayMeet(args.get(i), args.get(j));
                if (!meet) continue;
                char mine = text.charAt(i);
                char other = text.charAt(j);
                for (int k = 0; k <= i; k++) if (text.charAt(k) == mine) text.setCharAt(k, other);
            }
        }
        return text.toString();
    }
}
