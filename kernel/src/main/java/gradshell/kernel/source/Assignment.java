package gradshell.kernel.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import gradshell.kernel.source.MappedText.Edits;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How {@code target -= value} is written with a call: as {@code target = target.minus(value)} where nothing is done twice
 * by that, otherwise as a block that keeps what comes before the last dot or bracket.
 *
 * @param again the target as it is read, once it has been evaluated as what is written to
 * @param ends where the block ends; -1 where none is needed
 */
record Assignment(Wrapped in, CompoundAssignmentTree tree, String again, int ends) {
    /** What an index is once it has been counted up or down. */
    private static final Map<Kind, String> COUNTED = Map.of(Kind.POSTFIX_INCREMENT, " - 1", Kind.POSTFIX_DECREMENT,
            " + 1", Kind.PREFIX_INCREMENT, "", Kind.PREFIX_DECREMENT, "");
    private static final String OF = "$of";
    private static final String INDEX = "$index";

    /** Empty where neither can be written. */
    static Optional<Assignment> of(Wrapped in, TreePath path) {
        var tree = (CompoundAssignmentTree) path.getLeaf();
        var again = again(in, tree.getVariable());
        if (again.isPresent()) return Optional.of(new Assignment(in, tree, again.get(), -1));
        int ends = statementEnd(in, path);
        if (ends < 0) return Optional.empty();
        return switch (tree.getVariable()) {
            case ArrayAccessTree _ -> Optional.of(new Assignment(in, tree, OF + "[" + INDEX + "]", ends));
            case MemberSelectTree select ->
                Optional.of(new Assignment(in, tree, OF + "." + select.getIdentifier(), ends));
            default -> Optional.empty();
        };
    }

    private static Optional<String> again(Wrapped in, ExpressionTree target) {
        if (isRepeatable(target)) return Optional.of(text(in, target));
        if (!(target instanceof ArrayAccessTree access) || !isRepeatable(access.getExpression())
                || !(access.getIndex() instanceof UnaryTree index) || !COUNTED.containsKey(index.getKind())
                || !(index.getExpression() instanceof IdentifierTree counter))
            return Optional.empty();
        return Optional.of(text(in, access.getExpression()) + "[" + counter + COUNTED.get(index.getKind()) + "]");
    }

    /** Whether to evaluate it twice changes nothing. */
    private static boolean isRepeatable(ExpressionTree target) {
        return switch (target) {
            case IdentifierTree _ -> true;
            case MemberSelectTree select -> isRepeatable(select.getExpression());
            case ArrayAccessTree access -> isRepeatable(access.getExpression())
                    && (isRepeatable(access.getIndex()) || access.getIndex().getKind() == Kind.INT_LITERAL);
            default -> false;
        };
    }

    /** Where the statement ends that the assignment is, of a snippet the snippet; -1 if its value is used. */
    private static int statementEnd(Wrapped in, TreePath path) {
        Tree parent = path.getParentPath().getLeaf();
        if (!in.holds(parent)) return in.end(path.getLeaf());
        boolean isStatement = parent instanceof ExpressionStatementTree
                && !(path.getParentPath().getParentPath().getLeaf() instanceof ForLoopTree loop
                        && loop.getStatement() != parent);
        return isStatement ? in.end(parent) : -1;
    }

    private static String text(Wrapped in, Tree tree) {
        return in.text().text().substring(in.start(tree), in.end(tree));
    }

    /** Writes it down; {@code operator} is where the operator is. */
    void write(Edits edits, int operator, String method) {
        if (ends < 0) edits.replace(operator, operator + 2, "= " + again + "." + method + "(");
        else {
            edits.open(in.start(tree), "{ var " + OF + " = ");
            if (tree.getVariable() instanceof ArrayAccessTree access) {
                between(edits, in.end(access.getExpression()), in.start(access.getIndex()), "; int " + INDEX + " = ");
                between(edits, in.end(access.getIndex()), operator + 2, assigned(method));
            } else
                between(edits, in.end(((MemberSelectTree) tree.getVariable()).getExpression()), operator + 2,
                        assigned(method));
        }
        edits.close(in.end(tree.getExpression()), ")");
        if (ends >= 0) edits.close(ends, ends == in.end(tree) ? "; }" : " }");
    }

    private String assigned(String method) {
        return "; " + again + " = " + again + "." + method + "(";
    }

    /** Every token stays on its line. */
    private void between(Edits edits, int from, int to, String text) {
        String breaks = in.text().text().substring(from, to).chars().filter(c -> c == '\n')
                .mapToObj(_ -> "\n").collect(Collectors.joining());
        edits.replace(from, to, breaks + text);
    }
}
