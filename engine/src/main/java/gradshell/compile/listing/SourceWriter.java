package gradshell.compile.listing;

import gradshell.compile.listing.Statement.Break;
import gradshell.compile.listing.Statement.Continue;
import gradshell.compile.listing.Statement.Exit;
import gradshell.compile.listing.Statement.If;
import gradshell.compile.listing.Statement.Labeled;
import gradshell.compile.listing.Statement.Leave;
import gradshell.compile.listing.Statement.Line;
import gradshell.compile.listing.Statement.Loop;
import gradshell.compile.listing.Statement.Switch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes statements as text, with each local declared where it is first assigned, and the source lines as comments. */
final class SourceWriter {
    private static final int COMMENT_COLUMN = 68;

    private final Variables variables;
    private final StringBuilder text = new StringBuilder();
    private final Set<Integer> declared = new HashSet<>();
    /** Declarations without a value that go before a statement. */
    private final IdentityHashMap<Statement, Set<Integer>> declarations = new IdentityHashMap<>();
    private final Set<Statement> declaring = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The loops and switches around the current statement, the innermost first; -1 for a switch. */
    private final Deque<Integer> around = new ArrayDeque<>();
    private final Set<Integer> labels = new HashSet<>();
    private int lastLine = -1;

    private SourceWriter(Variables variables, Set<Integer> parameters) {
        this.variables = variables;
        declared.addAll(parameters);
    }

    static String write(List<Statement> body, Variables variables, Set<Integer> parameters, String header) {
        var writer = new SourceWriter(variables, parameters);
        writer.placeDeclarations(body);
        writer.findLabels(body);
        writer.text.append(header).append(" {\n");
        writer.list(body, 1);
        // a void method needs no return at its end
        return writer.text.toString().replaceFirst("\n    return;[^\n]*\n$", "\n") + "}\n";
    }

    /** Declares what is mentioned in several places of this list, and leaves the rest to the lists inside. */
    private void placeDeclarations(List<Statement> list) {
        var seen = new TreeSet<Integer>();
        for (Statement s : list) seen.addAll(locals(s));
        seen.removeAll(declared);
        for (int local : seen) {
            List<Statement> in = list.stream().filter(s -> locals(s).contains(local)).toList();
            Statement first = in.getFirst();
            if (first instanceof Line l && l.assigned() == local && !reads(l, local)) {
                declaring.add(first);
                declared.add(local);
            } else if (in.size() > 1 || first instanceof Line || !inOne(first, local)) {
                declarations.computeIfAbsent(first, _ -> new TreeSet<>()).add(local);
                declared.add(local);
            }
        }
        for (Statement s : list)
            for (List<Statement> inner : inner(s)) placeDeclarations(inner);
    }

    /** Whether a declaration within one of the lists inside will do: all mentions are in it, and it is no turn of a loop that another turn's value reaches. */
    private boolean inOne(Statement s, int local) {
        if (own(s).contains(local)) return false;
        List<List<Statement>> with = inner(s).stream().filter(list -> mentions(list, local)).toList();
        if (with.size() != 1) return false;
        if (!(s instanceof Loop)) return true;
        List<Statement> in = with.getFirst().stream().filter(t -> locals(t).contains(local)).toList();
        if (in.getFirst() instanceof Line l) return l.assigned() == local && !reads(l, local);
        return in.size() == 1 && assignedFirst(in.getFirst(), local);
    }

    /** Whether in each list inside that mentions it, the local is assigned before it is read. */
    private boolean assignedFirst(Statement s, int local) {
        if (own(s).contains(local)) return false;
        return inner(s).stream().filter(list -> mentions(list, local)).allMatch(list -> {
            Statement first = list.stream().filter(t -> locals(t).contains(local)).findFirst().orElseThrow();
            return first instanceof Line l ? l.assigned() == local && !reads(l, local) : assignedFirst(first, local);
        });
    }

    private boolean mentions(List<Statement> list, int local) {
        return list.stream().anyMatch(s -> locals(s).contains(local));
    }

    private boolean reads(Line l, int local) {
        String name = variables.name(local);
        return !l.text().startsWith(name + " = ") || l.text().substring(name.length() + 3)
                .matches("(?s).*\\b" + Pattern.quote(name) + "\\b.*");
    }

    private static Set<Integer> own(Statement s) {
        return switch (s) {
            case Line l -> l.locals();
            case Exit e -> e.locals();
            case If i -> i.condition().locals();
            case Loop l when l.condition() != null -> l.condition().locals();
            case Switch w -> w.locals();
            case Loop _,Labeled _,Break _,Continue _,Leave _ -> Set.of();
        };
    }

    private static List<List<Statement>> inner(Statement s) {
        return switch (s) {
            case If i -> List.of(i.then(), i.otherwise());
            case Loop l -> List.of(l.body());
            case Labeled l -> List.of(l.body());
            case Switch w -> w.cases();
            case Line _,Exit _,Break _,Continue _,Leave _ -> List.of();
        };
    }

    private static Set<Integer> locals(Statement s) {
        var all = new TreeSet<>(own(s));
        for (List<Statement> list : inner(s)) for (Statement t : list) all.addAll(locals(t));
        return all;
    }

    private void findLabels(List<Statement> list) {
        for (Statement s : list) {
            switch (s) {
                case Break b -> labels.add(b.block());
                case Continue c -> {
                    if (around.stream().filter(l -> l >= 0).findFirst().orElse(-1) != c.header())
                        labels.add(c.header());
                }
                case Leave l -> {
                    if (around.peek() != l.header()) labels.add(l.header());
                }
                default -> {
                }
            }
            if (s instanceof Loop l) around.push(l.header());
            if (s instanceof Switch) around.push(-1);
            inner(s).forEach(this::findLabels);
            if (s instanceof Loop || s instanceof Switch) around.pop();
        }
    }

    private void list(List<Statement> list, int depth) {
        for (Statement s : list) statement(s, depth);
    }

    private void statement(Statement s, int depth) {
        for (int local : declarations.getOrDefault(s, Set.of()))
            line(variables.type(local) + " " + variables.name(local) + ";", depth, -1);
        switch (s) {
            case Line l ->
                line((declaring.contains(l) ? variables.type(l.assigned()) + " " : "") + l.text() + ";", depth,
                        l.line());
            case Exit e -> line(e.text() + ";", depth, e.line());
            case Break b -> line("break l" + b.block() + ";", depth, -1);
            case Continue c -> line("continue" + label(c.header()) + ";", depth, -1);
            case Leave l -> line("break" + label(l.header()) + ";", depth, -1);
            case Labeled l -> {
                line("l" + l.block() + ": {", depth, -1);
                list(l.body(), depth + 1);
                line("}", depth, -1);
            }
            case Loop l -> loop(l, depth);
            case If i -> choice("if (", i, depth);
            case Switch w -> {
                line("switch (" + w.selector() + ") {", depth, w.line());
                for (int i = 0; i < w.keys().size(); i++) {
                    line(w.keys().get(i) == null ? "default -> {" : "case " + w.keys().get(i) + " -> {", depth + 1, -1);
                    list(w.cases().get(i), depth + 2);
                    line("}", depth + 1, -1);
                }
                line("}", depth, -1);
            }
        }
    }

    private String label(int header) {
        return labels.contains(header) ? " l" + header : "";
    }

    private void loop(Loop l, int depth) {
        String label = labels.contains(l.header()) ? "l" + l.header() + ": " : "";
        String condition = l.condition() == null ? "true" : l.condition().text();
        line(label + (l.testedLast() ? "do {" : "while (" + condition + ") {"), depth, -1);
        list(l.body(), depth + 1);
        line(l.testedLast() ? "} while (" + condition + ");" : "}", depth, -1);
    }

    private void choice(String start, If i, int depth) {
        line(start + i.condition().text() + ") {", depth, i.line());
        list(i.then(), depth + 1);
        if (i.otherwise().size() == 1 && i.otherwise().getFirst() instanceof If next
                && !declarations.containsKey(next)) {
            choice("} else if (", next, depth);
            return;
        }
        if (!i.otherwise().isEmpty()) {
            line("} else {", depth, -1);
            list(i.otherwise(), depth + 1);
        }
        line("}", depth, -1);
    }

    private void line(String code, int depth, int source) {
        int start = text.length();
        text.repeat(' ', 4 * depth).append(code);
        if (source >= 0 && source != lastLine) {
            text.repeat(' ', Math.max(2, COMMENT_COLUMN - (text.length() - start))).append("// line ").append(source);
            lastLine = source;
        }
        text.append('\n');
    }
}
