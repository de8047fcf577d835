package gradshell.kernel.code;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What may stand where the mark is: the user's own names first, then what has the expected type, then the engine's, then
 * the rest; what every object has and what is deprecated last.
 */
public final class Proposals {
    private static final Set<String> OBJECTS = Set.of("equals", "getClass", "hashCode", "notify", "notifyAll",
            "toString", "wait", "clone", "finalize");
    private static final int OF_OBJECT = 10;
    private static final int DEPRECATED = 20;

    private final Analysis analysis;
    private final TreePath mark;
    private final String typed;
    private final ParameterNames names;
    private final String ownPackage;
    private final List<TypeMirror> expected;

    /**
     * @param mark the use of the name that is being written
     * @param typed what has been written of it
     * @param ownPackage where the user's own definitions are
     */
    public Proposals(Analysis analysis, TreePath mark, String typed, String ownPackage, ParameterNames names) {
        this.analysis = analysis;
        this.mark = mark;
        this.typed = typed;
        this.names = names;
        this.ownPackage = ownPackage;
        this.expected = Expected.at(analysis, mark);
    }

    /** The best first, each text once. */
    public List<Proposal> all() {
        var found = switch (mark.getLeaf()) {
            case MemberReferenceTree reference -> references(reference);
            case MemberSelectTree select -> selected(select);
            default -> named();
        };
        var byText = new LinkedHashMap<String, Proposal>();
        for (var proposal : found) byText.merge(proposal.text(), proposal, Proposals::both);
        return byText.values().stream()
                .sorted(Comparator.comparingInt(Proposal::rank).thenComparing(Proposal::text)).toList();
    }

    private static Proposal both(Proposal a, Proposal b) {
        String signature = a.signature().contains(b.signature()) ? a.signature() : a.signature() + "\n" + b.signature();
        return new Proposal(a.text(), a.type(), signature, Math.min(a.rank(), b.rank()));
    }

    private boolean fitsTyped(String name) {
        return name.startsWith(typed) && !name.contains("$");
    }

    private List<Proposal> selected(MemberSelectTree select) {
        var receiver = new TreePath(mark, select.getExpression());
        var element = analysis.trees().getElement(receiver);
        boolean isImport = mark.getParentPath().getLeaf() instanceof ImportTree;
        if (element instanceof PackageElement of)
            return of.getEnclosedElements().stream().filter(e -> fitsTyped(e.getSimpleName().toString()))
                    .filter(e -> e.getModifiers().contains(Modifier.PUBLIC)).map(e -> proposal(e, null)).toList();
        boolean ofClass = element instanceof TypeElement && element.asType().getKind() != TypeKind.ERROR;
        var found = new ArrayList<Proposal>();
        analysis.type(receiver).ifPresent(type -> {
            for (Element member : new Visible(analysis, mark).members(type, ofClass))
                if (fitsTyped(member.getSimpleName().toString())) found.add(proposal(member, type));
            if (type instanceof ArrayType array) ofArray(array).filter(p -> fitsTyped(p.text())).forEach(found::add);
        });
        if (ofClass && !isImport && fitsTyped("class")) found.add(new Proposal("class", "keyword", "", OF_OBJECT));
        if (!isImport) return found;
        // an import names a method without what it is called with
        return found.stream().map(p -> new Proposal(p.text().replaceFirst("\\(.*", ""), p.type(), p.signature(),
                p.rank())).toList();
    }

    private static Stream<Proposal> ofArray(ArrayType array) {
        return Stream.of(new Proposal("length", "field", "int length", 0),
                new Proposal("clone()", "method", Signatures.text(array) + " clone()", OF_OBJECT));
    }

    private List<Proposal> references(MemberReferenceTree reference) {
        var qualifier = new TreePath(mark, reference.getQualifierExpression());
        boolean ofClass = analysis.trees().getElement(qualifier) instanceof TypeElement;
        var found = new ArrayList<Proposal>();
        // without a target for the reference, its qualifier has no type yet
        analysis.type(qualifier).or(() -> ofClass
                ? Optional.of(analysis.trees().getElement(qualifier).asType())
                : Optional.empty()).ifPresent(type -> {
                    var visible = new Visible(analysis, mark);
                    var members = new ArrayList<>(visible.members(type, false));
                    if (ofClass) members.addAll(visible.members(type, true));
                    for (Element member : members) {
                        if (!(member instanceof ExecutableElement) || !fitsTyped(member.getSimpleName().toString()))
                            continue;
                        var proposal = proposal(member, type);
                        found.add(new Proposal(member.getSimpleName().toString(), "method", proposal.signature(),
                                proposal.rank()));
                    }
                });
        if (ofClass && fitsTyped("new")) found.add(new Proposal("new", "keyword", "", OF_OBJECT));
        return found;
    }

    private List<Proposal> named() {
        var parent = mark.getParentPath().getLeaf();
        if (isCase(parent)) {
            var constants = constants();
            if (!constants.isEmpty()) return constants;
        }
        boolean typesOnly = parent instanceof AnnotationTree
                || (parent instanceof NewClassTree made && made.getIdentifier() == mark.getLeaf());
        var found = new ArrayList<Proposal>();
        for (Element element : new Visible(analysis, mark).byName(this::fitsTyped)) {
            if (typesOnly && !Visible.isType(element)) continue;
            if (typed.isEmpty() && isOfJdk(element) && !isMember(element)) continue;
            if (parent instanceof AnnotationTree && element.getKind() != ElementKind.ANNOTATION_TYPE) continue;
            found.add(proposal(element, null));
        }
        if (typed.isEmpty()) found.addAll(parameters(parent));
        return found;
    }

    /** With nothing typed, thousands of names would fit. */
    private boolean isOfJdk(Element element) {
        return rank(element, null) > 3;
    }

    private static boolean isMember(Element element) {
        return element.getKind() == ElementKind.METHOD && !element.getModifiers().contains(Modifier.STATIC)
                && !"java.lang.Object".contentEquals(element.getEnclosingElement().toString());
    }

    private static boolean isCase(Tree parent) {
        return parent instanceof CaseTree || parent instanceof ConstantCaseLabelTree;
    }

    /** The constants of an enum, or the classes of a sealed type, that a switch looks at. */
    private List<Proposal> constants() {
        return Expected.selector(analysis, mark).stream().flatMap(type -> type instanceof DeclaredType declared
                ? declared.asElement().getEnclosedElements().stream()
                        .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                : Stream.of()).filter(e -> fitsTyped(e.getSimpleName().toString())).map(e -> proposal(e, null))
                .toList();
    }

    /** What the call wants here, as a comment that may stand there. */
    private List<Proposal> parameters(Tree parent) {
        int index = switch (parent) {
            case MethodInvocationTree call -> call.getArguments().indexOf((ExpressionTree) mark.getLeaf());
            case NewClassTree made -> made.getArguments().indexOf((ExpressionTree) mark.getLeaf());
            default -> -1;
        };
        if (index < 0) return List.of();
        var found = new ArrayList<Proposal>();
        Calls.of(analysis, mark.getParentPath()).orElseThrow().callees().forEach(callee -> {
            var known = names.of(callee.method());
            var parameters = Signatures.parameters(callee.method(), callee.as(), known);
            int at = callee.method().isVarArgs() ? Math.min(index, parameters.size() - 1) : index;
            if (at >= 0 && at < parameters.size())
                found.add(new Proposal("/* " + parameters.get(at) + " */", "parameter",
                        Signatures.method(callee.method(), callee.as(), known), 0));
        });
        return found;
    }

    private Proposal proposal(Element element, TypeMirror site) {
        String name = element.getSimpleName().toString();
        return switch (element) {
            case ExecutableElement method -> {
                var as = as(method, site);
                String text = name + (method.getParameters().isEmpty() ? "()" : "(");
                yield new Proposal(text, "method", Signatures.method(method, as, names.of(method)),
                        rank(method, as.getReturnType()));
            }
            case TypeElement type -> new Proposal(name, typeWord(type), "", rank(type, null));
            case PackageElement _ -> new Proposal(name, "package", "", 0);
            default -> {
                TypeMirror type = site == null ? element.asType() : as(element, site);
                yield new Proposal(name, isVariable(element)
                        ? "variable"
                        : "field", Signatures.text(type) + " " + name, rank(element, type));
            }
        };
    }

    private static boolean isVariable(Element element) {
        return element.getKind().isVariable()
                && (!element.getKind().isField() || Signatures.isWrapper(element.getEnclosingElement()));
    }

    private static String typeWord(TypeElement type) {
        return switch (type.getKind()) {
            case INTERFACE, ANNOTATION_TYPE -> "interface";
            case ENUM -> "enum";
            default -> "class";
        };
    }

    private ExecutableType as(ExecutableElement method, TypeMirror site) {
        return as((Element) method, site) instanceof ExecutableType type ? type : (ExecutableType) method.asType();
    }

    private TypeMirror as(Element member, TypeMirror site) {
        for (DeclaredType declared : site == null ? List.<DeclaredType>of() : Visible.sites(site))
            if (analysis.types().isSubtype(analysis.types().erasure(declared),
                    analysis.types().erasure(member.getEnclosingElement().asType())))
                return analysis.types().asMemberOf(declared, member);
        return member.asType();
    }

    private int rank(Element element, TypeMirror type) {
        boolean fits = type != null && expected.stream().anyMatch(to -> analysis.isAssignable(type, to));
        PackageElement in = analysis.elements().getPackageOf(element);
        String home = in == null ? "" : in.getQualifiedName().toString();
        boolean own = isVariable(element) || home.equals(ownPackage);
        int rank = own ? fits ? 0 : 1 : fits ? 2 : home.startsWith("gradshell") ? 3 : 4;
        if (element.getKind() == ElementKind.METHOD && OBJECTS.contains(element.getSimpleName().toString()))
            rank += OF_OBJECT;
        return analysis.elements().isDeprecated(element) ? rank + DEPRECATED : rank;
    }
}
