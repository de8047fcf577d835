package gradshell.kernel.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import gradshell.kernel.code.OperatorMethods;
import gradshell.kernel.source.MappedText.Edits;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Finds the operators that Java refuses although their operands have methods for them, and writes them as calls: {@code
 * a - b} as {@code a.minus(b)}, {@code 2 - b} as {@code Tensors.minus(2, b)}. Operands are evaluated once and in their
 * order; every token stays on its line.
 */
final class Operators extends TreePathScanner<Void, Void> {
    private static final Map<Kind, String> ASSIGNED = Map.of(Kind.PLUS_ASSIGNMENT, "plus", Kind.MINUS_ASSIGNMENT,
            "minus", Kind.MULTIPLY_ASSIGNMENT, "times", Kind.DIVIDE_ASSIGNMENT, "div");
    /** What may stand before a dot as it is. */
    private static final Set<Kind> PRIMARY = Set.of(Kind.IDENTIFIER, Kind.MEMBER_SELECT, Kind.METHOD_INVOCATION,
            Kind.PARENTHESIZED, Kind.ARRAY_ACCESS, Kind.NEW_CLASS);
    private static final Pattern SPACE = Pattern.compile("(?:\\s|//[^\\n]*|/\\*(?s:.*?)\\*/)*");

    private final Wrapped in;
    private final OperatorMethods methods;
    private final Edits edits = new Edits();
    /** The types of operators that have been written as calls, and of what is made of them. */
    private final IdentityHashMap<Tree, TypeMirror> types = new IdentityHashMap<>();
    private final Map<Element, TypeMirror> variables = new HashMap<>();
    private boolean unclear;

    private Operators(Wrapped in) {
        this.in = in;
        this.methods = new OperatorMethods(in.unit().task().getElements(), in.unit().task().getTypes());
    }

    static Operators in(Wrapped source) {
        var found = new Operators(source);
        found.scan(source.unit().tree(), null);
        return found;
    }

    /** What is to be changed in the text. */
    Edits edits() {
        return edits;
    }

    /** Whether there are operators that were not changed: their types may be known only after the changes. */
    boolean isUnclear() {
        return unclear;
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
        super.visitBinary(tree, null);
        String method = OperatorMethods.OF_TWO.get(tree.getKind());
        if (method == null || !isUnknown(tree)) return null;
        var left = typeOf(tree.getLeftOperand());
        var right = typeOf(tree.getRightOperand());
        var own = methods.of(left, method, right);
        var ofTensors = methods.ofTensors(method, left, right);
        if (own.isPresent()) asCall(tree, method, own.get());
        else if (ofTensors.isPresent()) asFunction(tree, method, ofTensors.get());
        else
            unclear = true;
        return null;
    }

    private void asCall(BinaryTree tree, String method, TypeMirror type) {
        asReceiver(tree.getLeftOperand());
        int operator = behindSpace(in.end(tree.getLeftOperand()));
        unspaced(operator, -1);
        edits.replace(operator, operator + 1, "." + method + "(");
        unspaced(operator, 1);
        edits.close(in.end(tree.getRightOperand()), ")");
        types.put(tree, type);
    }

    private void asFunction(BinaryTree tree, String method, TypeMirror type) {
        int operator = behindSpace(in.end(tree.getLeftOperand()));
        edits.open(in.start(tree), "Tensors." + method + "(");
        unspaced(operator, -1);
        edits.replace(operator, operator + 1, ",");
        edits.close(in.end(tree.getRightOperand()), ")");
        types.put(tree, type);
    }

    @Override
    public Void visitUnary(UnaryTree tree, Void unused) {
        super.visitUnary(tree, null);
        if (tree.getKind() != Kind.UNARY_MINUS || !isUnknown(tree)) return null;
        var own = methods.ofMinus(typeOf(tree.getExpression()));
        if (own.isPresent()) {
            asReceiver(tree.getExpression());
            edits.replace(in.start(tree), in.start(tree) + 1, "");
            edits.close(in.end(tree.getExpression()), ".unaryMinus()");
            types.put(tree, own.get());
        } else
            unclear = true;
        return null;
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
        super.visitCompoundAssignment(tree, null);
        String method = ASSIGNED.get(tree.getKind());
        var target = typeOf(tree.getVariable());
        if (method == null) return null;
        var value = typeOf(tree.getExpression());
        unclear |= target == null || value == null;
        methods.of(target, method, value)
                .filter(type -> in.unit().task().getTypes().isAssignable(type, target))
                .flatMap(_ -> Assignment.of(in, getCurrentPath()))
                .ifPresent(assignment -> {
                    int operator = behindSpace(in.end(tree.getVariable()));
                    assignment.write(edits, operator, method);
                    unspaced(operator + 1, 1);
                    types.put(tree, target);
                });
        return null;
    }

    @Override
    public Void visitParenthesized(ParenthesizedTree tree, Void unused) {
        super.visitParenthesized(tree, null);
        known(tree.getExpression()).ifPresent(type -> types.put(tree, type));
        return null;
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree tree, Void unused) {
        super.visitConditionalExpression(tree, null);
        known(tree.getTrueExpression()).filter(type -> type.getKind() == TypeKind.DECLARED)
                .ifPresent(type -> types.put(tree, type));
        return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
        super.visitVariable(tree, null);
        var element = in.unit().trees().getElement(getCurrentPath());
        if (element != null && tree.getInitializer() != null && isError(element.asType()))
            known(tree.getInitializer()).ifPresent(type -> variables.put(element, type));
        return null;
    }

    private Optional<TypeMirror> known(Tree tree) {
        return Optional.ofNullable(types.get(tree));
    }

    /** The type of a part of the current tree; null if nobody knows it. */
    private TypeMirror typeOf(ExpressionTree part) {
        if (types.containsKey(part)) return types.get(part);
        var path = new TreePath(getCurrentPath(), part);
        var element = part instanceof IdentifierTree ? in.unit().trees().getElement(path) : null;
        if (element != null && variables.containsKey(element)) return variables.get(element);
        var type = in.unit().trees().getTypeMirror(path);
        return isError(type) ? null : type;
    }

    private boolean isUnknown(Tree tree) {
        return in.holds(tree) && isError(in.unit().trees().getTypeMirror(getCurrentPath()));
    }

    private static boolean isError(TypeMirror type) {
        return type == null || type.getKind() == TypeKind.ERROR;
    }

    private void asReceiver(ExpressionTree operand) {
        if (PRIMARY.contains(operand.getKind()) || types.containsKey(operand)) return;
        edits.open(in.start(operand), "(");
        edits.close(in.end(operand), ")");
    }

    /** Takes the blanks away that stand before ({@code by} is -1) or behind a character, but leaves a line of its own. */
    private void unspaced(int position, int by) {
        String text = in.text().text();
        int end = position + by;
        while (end >= 0 && end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) end += by;
        if (end < 0 || end >= text.length() || text.charAt(end) == '\n') return;
        if (by < 0) edits.replace(end + 1, position, "");
        else
            edits.replace(position + 1, end, "");
    }

    private int behindSpace(int position) {
        var space = SPACE.matcher(in.text().text()).region(position, in.text().text().length());
        return space.lookingAt() ? space.end() : position;
    }
}
