package gradshell.compile.ir;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** A method as a graph of blocks. The entry block's parameters are the method's. */
public final class Graph {
    private static final String PART = "$part";

    private final String owner;
    private final String method;
    private final String sourceFile;
    private final Block entry;
    private final Map<Value, String> names;
    private int values;
    private int blocks;

    /** An empty graph of {@code owner.method}. */
    public Graph(String owner, String method, String sourceFile) {
        this(owner, method, sourceFile, new HashMap<>());
    }

    private Graph(String owner, String method, String sourceFile, Map<Value, String> names) {
        this.names = names;
        this.owner = owner;
        this.method = method;
        this.sourceFile = sourceFile;
        this.entry = newBlock(List.of());
    }

    /** The class the method is in, with dots. */
    public String owner() {
        return owner;
    }

    /** The method's name. */
    public String method() {
        return method;
    }

    /** The name of the user's method: that of an outlined part ends in a number that is no part of it. */
    public String shownMethod() {
        int part = method.indexOf(PART);
        String whole = part < 0 ? method : method.substring(0, part);
        return whole.equals("$init") ? "<init>" : whole;
    }

    /** An empty graph for a part of this method. */
    public Graph part(int number) {
        return new Graph(owner, method + PART + number, sourceFile, names);
    }

    /** The file the class was compiled from, or null. */
    public String sourceFile() {
        return sourceFile;
    }

    /** Notes the user's name of a value; the first one counts. */
    public void name(Value v, String name) {
        if (name != null) names.putIfAbsent(v, name);
    }

    /** The user's name of a value, or null. */
    public String name(Value v) {
        return names.get(v);
    }

    /** Where the method starts. */
    public Block entry() {
        return entry;
    }

    /** A bound for the ids of all values. */
    public int valueCount() {
        return values;
    }

    /** Makes a value. */
    public Value newValue(TypeKind kind, ClassDesc type) {
        return new Value(values++, kind, type);
    }

    /** Makes a block. */
    public Block newBlock(List<Value> params) {
        return new Block(blocks++, params);
    }

    /** The reachable blocks in reverse postorder: each one before those it dominates. */
    public List<Block> blocks() {
        record Visit(Block block, java.util.Iterator<Edge> edges) {}
        var order = new ArrayList<Block>();
        var seen = new HashSet<Block>();
        var stack = new ArrayDeque<Visit>();
        seen.add(entry);
        stack.push(new Visit(entry, entry.end().edges().reversed().iterator()));
        while (!stack.isEmpty()) {
            Visit top = stack.peek();
            if (!top.edges.hasNext()) {
                order.add(stack.pop().block);
            } else {
                Block to = top.edges.next().to();
                if (seen.add(to)) stack.push(new Visit(to, to.end().edges().reversed().iterator()));
            }
        }
        Collections.reverse(order);
        return order;
    }

    /** The edges into each reachable block. */
    public Map<Block, List<Edge>> incoming() {
        var in = new HashMap<Block, List<Edge>>();
        for (Block b : blocks()) {
            in.computeIfAbsent(b, _ -> new ArrayList<>());
            for (Edge e : b.end().edges()) in.computeIfAbsent(e.to(), _ -> new ArrayList<>()).add(e);
        }
        return in;
    }

    /** The text of the graph, with a star at each value for which {@code marked} holds. */
    public String dump(Predicate<Value> marked) {
        var text = new StringBuilder(owner + "." + method + "\n");
        for (Block b : blocks()) {
            text.append(b).append(b.params().isEmpty() ? "" : names(b.params(), marked)).append(":\n");
            for (Op op : b.ops()) {
                String results = op.results().isEmpty() ? "" : names(op.results(), marked) + " = ";
                text.append("    ").append(results).append(describe(op)).append(names(op.args(), marked))
                        .append(at(op.line()));
            }
            text.append("    ").append(describe(b.end())).append(at(b.end().line()));
        }
        return text.toString();
    }

    private static String describe(Op op) {
        return switch (op) {
            case Op.Const c -> "const " + c.value() + " ";
            case Op.Apply a -> a.rule().name() + " ";
            case Op.Call c -> "call " + c.instruction().name().stringValue() + " " + c.directions() + " ";
            case Op.Peek k -> "peek " + k.load().opcode().name().toLowerCase(Locale.ROOT) + " ";
            case Op.Blank _ -> "blank ";
            case Op.New n -> "new " + n.constructor().owner().asSymbol().displayName() + " ";
            case Op.Tangent t -> "tangent " + t.form().name().toLowerCase(Locale.ROOT) + " " + t.tag() + " ";
            case Op.Scope s -> (s.begins() ? "begin " : "end ") + s.tag() + " ";
            case Op.PassBack _ -> "pass back ";
            case Op.Shadow h ->
                (h.origin() == Op.Shadow.Origin.SEARCHED ? "" : h.origin().name().toLowerCase(Locale.ROOT) + " ")
                        + "shadow " + h.form().name().toLowerCase(Locale.ROOT) + " ";
            case Op.Keep k -> k.instruction().opcode().name().toLowerCase(Locale.ROOT) + " ";
            case Op.Caught _ -> "caught ";
            case Op.Outlined o -> "outlined " + o.body().method() + " ";
        };
    }

    private static String describe(Terminator end) {
        return switch (end) {
            case Terminator.Jump j -> "jump " + j.edge();
            case Terminator.Branch b ->
                "branch " + b.opcode() + " " + b.args() + " then " + b.taken() + " else " + b.otherwise();
            case Terminator.Switch s ->
                "switch " + s.args() + " " + s.keys() + " " + s.cases() + " else " + s.otherwise();
            case Terminator.Protect p -> "protect " + p.body() + handlers(p);
            case Terminator.Return r -> "return " + r.args();
            case Terminator.Throw t -> "throw " + t.args();
        };
    }

    private static String handlers(Terminator.Protect p) {
        var text = new StringBuilder();
        for (Terminator.Handler h : p.handlers()) {
            text.append(" catch ").append(h.type() == null ? "any" : h.type().displayName()).append(' ')
                    .append(h.edge());
        }
        return text.toString();
    }

    private static String names(List<Value> values, Predicate<Value> marked) {
        var names = new ArrayList<String>();
        for (Value v : values) names.add(v + (marked.test(v) ? "*" : ""));
        return names.toString();
    }

    private static String at(int line) {
        return line < 0 ? "\n" : "    // line " + line + "\n";
    }

    @Override
    public String toString() {
        return dump(_ -> false);
    }
}
