package gradshell.kernel.code;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;

/** The types of operators that Java refuses and a cell may have, and of what is made of them. */
final class OperatorTypes {
    private final Analysis analysis;
    private final TreePath path;
    private final OperatorMethods methods;

    private OperatorTypes(Analysis analysis, TreePath path) {
        this.analysis = analysis;
        this.path = path;
        this.methods = new OperatorMethods(analysis.elements(), analysis.types());
    }

    /** The type of an expression for which the compiler knows none; empty if the methods of operands don't tell. */
    static Optional<TypeMirror> of(Analysis analysis, TreePath path) {
        return new OperatorTypes(analysis, path).type();
    }

    private Optional<TypeMirror> type() {
        return switch (path.getLeaf()) {
            case ParenthesizedTree p -> of(p.getExpression());
            case ConditionalExpressionTree c -> of(c.getTrueExpression());
            case BinaryTree b -> binary(b);
            case UnaryTree u when u.getKind() == Tree.Kind.UNARY_MINUS ->
                of(u.getExpression()).flatMap(methods::ofMinus);
            case MethodInvocationTree call when call.getMethodSelect() instanceof MemberSelectTree select ->
                returned(call, select);
            case IdentifierTree _ -> declared();
            default -> Optional.empty();
        };
    }

    private Optional<TypeMirror> of(ExpressionTree part) {
        return analysis.type(new TreePath(path, part));
    }

    private Optional<TypeMirror> binary(BinaryTree tree) {
        String method = OperatorMethods.OF_TWO.get(tree.getKind());
        var left = of(tree.getLeftOperand());
        var right = of(tree.getRightOperand());
        if (method == null || left.isEmpty() || right.isEmpty()) return Optional.empty();
        return methods.of(left.get(), method, right.get())
                .or(() -> methods.ofTensors(method, left.get(), right.get()));
    }

    private Optional<TypeMirror> returned(MethodInvocationTree call, MemberSelectTree select) {
        var receiver = analysis.type(new TreePath(new TreePath(path, select), select.getExpression()));
        var arguments = call.getArguments().stream().map(a -> of(a).orElse(null)).toArray(TypeMirror[]::new);
        return receiver.flatMap(type -> methods.of(type, select.getIdentifier().toString(), arguments));
    }

    /** Of a {@code var} above. */
    private Optional<TypeMirror> declared() {
        var element = analysis.trees().getElement(path);
        var at = element == null ? null : analysis.trees().getPath(element);
        if (at == null || !(at.getLeaf() instanceof VariableTree variable) || variable.getInitializer() == null
                || analysis.end(variable) > analysis.start(path.getLeaf()))
            return Optional.empty();
        return analysis.type(new TreePath(at, variable.getInitializer()));
    }
}
