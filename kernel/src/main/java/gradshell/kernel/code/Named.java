package gradshell.kernel.code;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import gradshell.kernel.code.Calls.Callee;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What a name stands for.
 *
 * @param callees methods or constructors, the one that is called first; empty for other things
 * @param element anything else
 */
public record Named(List<Callee> callees, Optional<Element> element) {
    private static final Named NOTHING = new Named(List.of(), Optional.empty());

    /** What the name stands for that begins at a position. */
    public static Named at(Analysis analysis, String name, int position) {
        return analysis.named(name, position).map(path -> of(analysis, path, name)).orElse(NOTHING);
    }

    private static Named of(Analysis analysis, TreePath path, String name) {
        var parent = path.getParentPath();
        if (isCalled(path.getLeaf(), parent.getLeaf())) {
            var callees = Calls.of(analysis, parent).orElseThrow().callees();
            if (!callees.isEmpty()) return new Named(callees, Optional.empty());
        }
        Element element = analysis.trees().getElement(path);
        if (element instanceof ExecutableElement method) return methods(analysis, path, name, method);
        if (element != null && !(element instanceof PackageElement) && element.asType().getKind() != TypeKind.ERROR)
            return new Named(List.of(), Optional.of(element));
        var methods = methods(analysis, path, name, null);
        return methods.callees().isEmpty() ? new Named(List.of(), type(analysis, path, name)) : methods;
    }

    /** A type that stands where no type may, as when it is all that has been written. */
    private static Optional<Element> type(Analysis analysis, TreePath path, String name) {
        return path.getLeaf() instanceof MemberSelectTree select
                ? Optional.ofNullable(analysis.elements().getTypeElement(select.toString()))
                : new Visible(analysis, path).byName(name::equals).stream().filter(Visible::isType).findFirst();
    }

    private static boolean isCalled(Tree name, Tree parent) {
        return (parent instanceof MethodInvocationTree call && call.getMethodSelect() == name)
                || (parent instanceof NewClassTree made && made.getIdentifier() == name);
    }

    /** All methods of that name, {@code first} before the others. */
    private static Named methods(Analysis analysis, TreePath path, String name, ExecutableElement first) {
        var site = switch (path.getLeaf()) {
            case MemberSelectTree select -> new TreePath(path, select.getExpression());
            case MemberReferenceTree reference -> new TreePath(path, reference.getQualifierExpression());
            default -> null;
        };
        var visible = new Visible(analysis, path);
        Stream<Element> found = site == null
                ? visible.byName(name::equals).stream()
                : analysis.type(site).stream().flatMap(type -> members(analysis, visible, site, type));
        var others = found.filter(e -> e.getKind() == ElementKind.METHOD && e.getSimpleName().contentEquals(name))
                .filter(e -> !e.equals(first)).toList();
        return new Named(Stream.concat(Stream.ofNullable((Element) first), others.stream())
                .map(e -> new Callee((ExecutableElement) e, (ExecutableType) e.asType())).toList(), Optional.empty());
    }

    private static Stream<Element> members(Analysis analysis, Visible visible, TreePath site, TypeMirror type) {
        boolean ofClass = analysis.trees().getElement(site) instanceof TypeElement;
        var of = visible.members(type, ofClass).stream();
        boolean reference = ofClass && site.getParentPath().getLeaf() instanceof MemberReferenceTree;
        return reference ? Stream.concat(of, visible.members(type, false).stream()) : of;
    }
}
