package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a caller has to know of a method that is called with certain arguments.
 *
 * @param params   what becomes of each parameter
 * @param result   what the result is
 * @param notFresh whether the result leads to memory that is neither new nor a parameter's
 * @param foreign  whether differentiated values are written to memory that is neither new nor a parameter's
 * @param memory   whether differentiated values are read from memory or written to it, so that the reverse sweep has to come
 *                 by even where the result doesn't matter
 */
record Summary(List<Part> params, Part result, boolean notFresh, boolean foreign, boolean memory) {
    /**
     * A parameter or the result.
     *
     * @param group   the same number for references that may lead to the same memory
     * @param written whether differentiated values are written to where it leads
     * @param varied  whether it may lead to differentiated values afterwards; of a number, whether it varies
     * @param leaked  whether there may be other ways afterwards to where it leads
     */
    record Part(int group, boolean written, boolean varied, boolean leaked) {}

    /** Of a method of which nothing is known but that it gets differentiated values. */
    static Summary unknown(int params) {
        var any = new Part(0, true, true, true);
        return new Summary(Collections.nCopies(params, any), any, true, true, true);
    }

    /**
     * Of a method that moves references about.
     *
     * @param foreign whether it may have been written by the user
     */
    static Summary moving(int params, boolean foreign) {
        var any = new Part(0, false, true, foreign);
        return new Summary(Collections.nCopies(params, any), any, foreign, foreign, true);
    }

    /**
     * Of a method behind an interface whose code will be looked at when it is known.
     *
     * @param function whether its receiver is a function, which has no memory of its own
     */
    static Summary trusted(int params, boolean function) {
        var parts = new ArrayList<>(Collections.nCopies(params, new Part(0, true, true, true)));
        if (function) parts.set(0, new Part(1, false, true, true));
        return new Summary(parts, new Part(2, false, true, true), true, false, true);
    }

    /** Of a method that writes nowhere. */
    static Summary apart(int params) {
        var any = new Part(0, false, true, true);
        return new Summary(Collections.nCopies(params, any), any, true, false, true);
    }

    /** Of a method that works on copies, and returns one. */
    static Summary ofCopies(String chosen) {
        return new Summary(nothing(chosen).params, new Part(-1, false, true, false), false, false, true);
    }

    /** Of a method that gets nothing differentiated. */
    static Summary untouched(int params) {
        var any = new Part(0, false, false, true);
        return new Summary(Collections.nCopies(params, any), any, true, false, false);
    }

    /** Of a method that does nothing with what it gets, some of which is {@code chosen}. */
    static Summary nothing(String chosen) {
        var params = new ArrayList<Part>();
        for (int i = 0; i < chosen.length(); i++) params.add(new Part(i, false, chosen.charAt(i) == '1', false));
        return new Summary(params, new Part(-1, false, false, false), false, false, false);
    }

    static Summary of(Graph graph, Activity activity) {
        Value result = result(graph);
        var groups = new ArrayList<Integer>();
        return new Summary(graph.entry().params().stream().map(v -> part(v, groups, activity)).toList(),
                result == null ? new Part(-1, false, false, false) : part(result, groups, activity),
                result != null && activity.aliases().isNotFresh(result), activity.writesForeign(),
                touchesMemory(graph, activity));
    }

    /** A group is named after its first member, whose index it gets. */
    private static Part part(Value v, List<Integer> groups, Activity activity) {
        Aliases aliases = activity.aliases();
        groups.add(aliases.root(v));
        return new Part(groups.indexOf(aliases.root(v)), aliases.isWritten(v), activity.varied(v),
                aliases.isLeaked(v));
    }

    private static Value result(Graph graph) {
        for (Block b : graph.blocks()) {
            if (b.end() instanceof Terminator.Return r && !r.args().isEmpty()) return r.args().getFirst();
        }
        return null;
    }

    private static boolean touchesMemory(Graph graph, Activity activity) {
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) if (activity.touchesMemory(op)) return true;
        }
        return false;
    }
}
