package gradshell.kernel.code;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A call of a method or constructor, and what it may call. */
public record Calls(Analysis analysis, TreePath path, List<? extends ExpressionTree> arguments) {
    /** Something that may be called, with its types as the receiver has them. */
    public record Callee(ExecutableElement method, ExecutableType as) {}

    /** The call that a tree is, or whose name it is; empty for anything else. */
    public static Optional<Calls> of(Analysis analysis, TreePath path) {
        return switch (path.getLeaf()) {
            case MethodInvocationTree call -> Optional.of(new Calls(analysis, path, call.getArguments()));
            case NewClassTree made -> Optional.of(new Calls(analysis, path, made.getArguments()));
            default -> Optional.empty();
        };
    }

    /** The innermost call in whose parentheses a position lies. */
    public static Optional<Calls> around(Analysis analysis, int position) {
        var calls = new ArrayList<TreePath>();
        calls.addAll(analysis.around(MethodInvocationTree.class, position));
        calls.addAll(analysis.around(NewClassTree.class, position));
        return calls.stream()
                .filter(path -> position > analysis.end(name(path.getLeaf())))
                .min(Comparator.comparingInt(path -> analysis.end(path.getLeaf()) - analysis.start(path.getLeaf())))
                .flatMap(path -> of(analysis, path));
    }

    private static Tree name(Tree call) {
        return call instanceof MethodInvocationTree m ? m.getMethodSelect() : ((NewClassTree) call).getIdentifier();
    }

    /** All overloads: the one that the compiler takes first, then those that fit the number of arguments. */
    public List<Callee> callees() {
        Element chosen = analysis.trees().getElement(path);
        return all().sorted(Comparator.comparing((Callee c) -> !c.method().equals(chosen))
                .thenComparing(c -> !fitsArguments(c))
                .thenComparing(c -> c.method().getParameters().size())).toList();
    }

    private Stream<Callee> all() {
        if (path.getLeaf() instanceof NewClassTree made) {
            return analysis.type(new TreePath(path, made.getIdentifier())).stream()
                    .flatMap(type -> type instanceof DeclaredType declared ? constructors(declared) : Stream.of());
        }
        var select = ((MethodInvocationTree) path.getLeaf()).getMethodSelect();
        var at = new TreePath(path, select);
        if (select instanceof MemberSelectTree member) {
            var receiver = new TreePath(at, member.getExpression());
            boolean ofClass = analysis.trees().getElement(receiver) instanceof TypeElement;
            String name = member.getIdentifier().toString();
            return analysis.type(receiver).stream()
                    .flatMap(type -> new Visible(analysis, at).members(type, ofClass).stream()
                            .filter(m -> m.getSimpleName().contentEquals(name))
                            .flatMap(m -> callee(m, type)));
        }
        if (!(select instanceof IdentifierTree identifier)) return Stream.of();
        String name = identifier.getName().toString();
        return new Visible(analysis, at).byName(name::equals).stream().flatMap(m -> callee(m, null));
    }

    private Stream<Callee> callee(Element element, TypeMirror site) {
        if (!(element instanceof ExecutableElement method)) return Stream.of();
        var sites = site == null ? List.<DeclaredType>of() : Visible.sites(site);
        var type = sites.isEmpty() ? method.asType() : analysis.types().asMemberOf(sites.getFirst(), method);
        return type instanceof ExecutableType as ? Stream.of(new Callee(method, as)) : Stream.of();
    }

    private Stream<Callee> constructors(DeclaredType type) {
        return type.asElement().getEnclosedElements().stream().filter(e -> e.getKind() == ElementKind.CONSTRUCTOR)
                .flatMap(e -> callee(e, type));
    }

    /** Whether the arguments that are there can be its first ones. */
    private boolean fitsArguments(Callee callee) {
        int count = callee.as().getParameterTypes().size();
        if (arguments.size() > count && !callee.method().isVarArgs()) return false;
        for (int i = 0; i < Math.min(arguments.size(), count); i++) {
            var argument = analysis.type(new TreePath(path, arguments.get(i)));
            var parameter = callee.as().getParameterTypes().get(i);
            if (argument.isPresent() && !fits(argument.get(), parameter)) return false;
        }
        return true;
    }

    private boolean fits(TypeMirror from, TypeMirror to) {
        if (to.getKind() == TypeKind.TYPEVAR || from.getKind() == TypeKind.NULL) return true;
        return analysis.isAssignable(from, to);
    }

    /** Which argument a position belongs to, counted from 0. */
    public int argumentAt(int position) {
        int index = 0;
        for (var argument : arguments) if (analysis.end(argument) < position) index++;
        return index;
    }
}
