package gradshell.kernel.code;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The types that an expression should have at its place. */
final class Expected {
    private Expected() {}

    /** Several where overloads take several; none where anything goes. */
    static List<TypeMirror> at(Analysis analysis, TreePath path) {
        Tree leaf = path.getLeaf();
        TreePath parent = path.getParentPath();
        return switch (parent.getLeaf()) {
            case VariableTree v when v.getInitializer() == leaf -> analysis.type(parent).stream().toList();
            case AssignmentTree a when a.getExpression() == leaf ->
                analysis.type(new TreePath(parent, a.getVariable())).stream().toList();
            case ReturnTree _ -> returned(analysis, parent).stream().toList();
            case MethodInvocationTree call -> argument(analysis, parent, call.getArguments().indexOf(leaf));
            case NewClassTree made -> argument(analysis, parent, made.getArguments().indexOf(leaf));
            case BinaryTree b -> operand(analysis, parent, b, leaf);
            case UnaryTree u when u.getKind() == Tree.Kind.LOGICAL_COMPLEMENT -> truth(analysis);
            case ConditionalExpressionTree c when c.getCondition() == leaf -> truth(analysis);
            case ConditionalExpressionTree _ -> at(analysis, parent);
            case ParenthesizedTree _ -> switch (parent.getParentPath().getLeaf()) {
                case IfTree _,WhileLoopTree _ -> truth(analysis);
                default -> at(analysis, parent);
            };
            case CaseTree _ -> selector(analysis, parent).stream().toList();
            default -> List.of();
        };
    }

    /** What the switch around a case looks at. */
    static Optional<TypeMirror> selector(Analysis analysis, TreePath at) {
        for (TreePath p = at; p != null; p = p.getParentPath()) {
            if (p.getLeaf() instanceof SwitchTree s) return analysis.type(new TreePath(p, s.getExpression()));
            if (p.getLeaf() instanceof SwitchExpressionTree s)
                return analysis.type(new TreePath(p, s.getExpression()));
        }
        return Optional.empty();
    }

    private static List<TypeMirror> truth(Analysis analysis) {
        return List.of(analysis.types().getPrimitiveType(TypeKind.BOOLEAN));
    }

    private static Optional<TypeMirror> returned(Analysis analysis, TreePath from) {
        for (TreePath p = from; p != null; p = p.getParentPath()) {
            if (p.getLeaf() instanceof LambdaExpressionTree) return Optional.empty();
            if (p.getLeaf() instanceof MethodTree method)
                return method.getReturnType() == null
                        ? Optional.empty()
                        : analysis.type(new TreePath(p, method.getReturnType()));
        }
        return Optional.empty();
    }

    private static List<TypeMirror> argument(Analysis analysis, TreePath call, int index) {
        if (index < 0) return List.of();
        return Calls.of(analysis, call).stream().flatMap(c -> c.callees().stream()).flatMap(callee -> {
            var types = callee.as().getParameterTypes();
            return index < types.size() ? Stream.<TypeMirror>of(types.get(index)) : Stream.of();
        }).filter(type -> type.getKind() != TypeKind.TYPEVAR).toList();
    }

    private static List<TypeMirror> operand(Analysis analysis, TreePath parent, BinaryTree tree, Tree leaf) {
        var other = leaf == tree.getRightOperand() ? tree.getLeftOperand() : tree.getRightOperand();
        return analysis.type(new TreePath(parent, other)).stream().toList();
    }
}
