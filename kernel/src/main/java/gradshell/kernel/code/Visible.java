package gradshell.kernel.code;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** What can be named at a place of the code. */
final class Visible {
    private final Analysis analysis;
    private final Scope scope;

    Visible(Analysis analysis, TreePath place) {
        this.analysis = analysis;
        this.scope = analysis.trees().getScope(place);
    }

    /** By their names alone, the nearest first; names are tested before anything is read of the rest of a class. */
    List<Element> byName(Predicate<String> name) {
        var found = new LinkedHashSet<Element>();
        TypeElement last = null;
        // the last scope is that of imports on demand: it would read every class of their packages
        for (Scope s = scope; s.getEnclosingScope() != null; s = s.getEnclosingScope()) {
            for (Element local : s.getLocalElements()) if (name.test(simple(local))) found.add(local);
            TypeElement type = s.getEnclosingClass();
            if (type == null || type.equals(last) || !(type.asType() instanceof DeclaredType)) continue;
            last = type;
            for (Element member : analysis.elements().getAllMembers(type))
                if (name.test(simple(member)) && isNamed(member)) found.add(member);
        }
        imported(name, found);
        found.removeIf(e -> simple(e).startsWith("$") || simple(e).equals("do_it$") || simple(e).equals("this")
                || simple(e).equals("super"));
        return List.copyOf(found);
    }

    private void imported(Predicate<String> name, Set<Element> found) {
        addNamed(analysis.elements().getPackageElement("java.lang"), name, false, found);
        for (ImportTree one : analysis.imports()) {
            if (!(one.getQualifiedIdentifier() instanceof MemberSelectTree select)
                    || !select.getIdentifier().contentEquals("*"))
                continue;
            String from = select.getExpression().toString();
            addNamed(one.isStatic()
                    ? analysis.elements().getTypeElement(from)
                    : analysis.elements().getPackageElement(from), name, one.isStatic(), found);
        }
    }

    private void addNamed(Element from, Predicate<String> name, boolean isStatic, Set<Element> found) {
        if (from == null) return;
        for (Element member : from.getEnclosedElements()) {
            if (!name.test(simple(member)) || !isNamed(member)) continue;
            if (isStatic && !member.getModifiers().contains(Modifier.STATIC)) continue;
            if (!isStatic || from instanceof TypeElement) if (isPublic(member)) found.add(member);
        }
    }

    private static boolean isPublic(Element element) {
        return element.getModifiers().contains(Modifier.PUBLIC);
    }

    /** Members of an object or a class that can be used here. */
    List<Element> members(TypeMirror type, boolean ofClass) {
        var found = new ArrayList<Element>();
        for (DeclaredType site : sites(type)) {
            for (Element member : analysis.elements().getAllMembers((TypeElement) site.asElement())) {
                boolean isStatic = member.getModifiers().contains(Modifier.STATIC);
                boolean isType = member.getKind().isDeclaredType();
                if (!isNamed(member) || (ofClass ? !isStatic && !isType : isStatic || isType)) continue;
                boolean accessible = member instanceof TypeElement of
                        ? analysis.trees().isAccessible(scope, of)
                        : analysis.trees().isAccessible(scope, member, site);
                if (accessible) found.add(member);
            }
        }
        return found;
    }

    /** The class types whose members something of a type has. */
    static List<DeclaredType> sites(TypeMirror type) {
        return switch (type) {
            case DeclaredType declared -> List.of(declared);
            case TypeVariable variable -> sites(variable.getUpperBound());
            case IntersectionType both -> both.getBounds().stream().flatMap(b -> sites(b).stream()).toList();
            case ArrayType _ -> List.of();
            default -> List.of();
        };
    }

    private static boolean isNamed(Element element) {
        return switch (element.getKind()) {
            case CONSTRUCTOR, INSTANCE_INIT, STATIC_INIT, TYPE_PARAMETER, RECORD_COMPONENT -> false;
            default -> !element.getSimpleName().isEmpty();
        };
    }

    static boolean isType(Element element) {
        return element.getKind().isDeclaredType() || element.getKind() == ElementKind.TYPE_PARAMETER;
    }

    private static String simple(Element element) {
        return element.getSimpleName().toString();
    }
}
