package gradshell.kernel.docs;

import com.sun.source.doctree.DocCommentTree;
import gradshell.kernel.code.Analysis;
import gradshell.kernel.code.ParameterNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Documentation of declarations, from their sources. */
public final class Docs {
    /** Parsed sources are large: only those are kept that were of use last. */
    private static final int KEPT = 8;

    private final Sources sources;
    private final Map<String, Optional<ParsedSource>> parsed = Collections
            .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<ParsedSource>> eldest) {
                    return size() > KEPT;
                }
            });

    /** {@code cells} knows the source of a class of a cell. */
    public Docs(Function<String, Optional<String>> cells, Libraries libraries) {
        this(Path.of(System.getProperty("java.home"), "lib", "src.zip"), cells, libraries);
    }

    Docs(Path jdk, Function<String, Optional<String>> cells, Libraries libraries) {
        sources = new Sources(jdk, cells, libraries);
    }

    /** What is known of a declaration; of a method that says nothing, what the one says that it overrides. */
    public Documentation of(Analysis analysis, Element element) {
        var own = analysis.trees().getPath(element);
        if (own != null) {
            var comment = analysis.trees().getDocCommentTree(own);
            return new Documentation(comment == null ? inherited(analysis, element) : html(analysis, element, comment),
                    analysis.code(own.getLeaf()));
        }
        var source = source(analysis, element);
        String code = source.flatMap(s -> s.code(element)).orElse("");
        var comment = source.flatMap(s -> s.comment(element));
        return new Documentation(comment.map(c -> html(analysis, element, c))
                .or(() -> source.isPresent() ? Optional.empty() : ofPage(analysis, element))
                .orElseGet(() -> inherited(analysis, element)), code);
    }

    private Optional<String> ofPage(Analysis analysis, Element element) {
        var type = element instanceof TypeElement t ? t : element.getEnclosingElement();
        if (!(type instanceof TypeElement of)) return Optional.empty();
        return sources.page(of, analysis.elements()).flatMap(page -> JavadocPage.of(page, element));
    }

    private String html(Analysis analysis, Element element, DocCommentTree comment) {
        return DocHtml.of(comment, () -> inherited(analysis, element));
    }

    private String inherited(Analysis analysis, Element element) {
        if (!(element instanceof ExecutableElement method) || element.getKind() != ElementKind.METHOD) return "";
        for (ExecutableElement overridden : overridden(analysis, method)) {
            String html = of(analysis, overridden).html();
            if (!html.isEmpty()) return html;
        }
        return "";
    }

    private static List<ExecutableElement> overridden(Analysis analysis, ExecutableElement method) {
        var found = new ArrayList<ExecutableElement>();
        var owner = (TypeElement) method.getEnclosingElement();
        for (TypeMirror parent : analysis.types().directSupertypes(owner.asType())) {
            for (Element member : ((DeclaredType) parent).asElement().getEnclosedElements())
                if (member instanceof ExecutableElement other && other.getSimpleName().equals(method.getSimpleName())
                        && analysis.elements().overrides(method, other, owner))
                    found.add(other);
        }
        // the next level, for a method that is declared twice further up
        if (found.isEmpty()) {
            for (TypeMirror parent : analysis.types().directSupertypes(owner.asType()))
                for (TypeMirror above : analysis.types().directSupertypes(parent))
                    for (Element member : ((DeclaredType) above).asElement().getEnclosedElements())
                        if (member instanceof ExecutableElement other
                                && analysis.elements().overrides(method, other, owner))
                            found.add(other);
        }
        return found;
    }

    /** Names of parameters, from class files where they have them, and otherwise from sources. */
    public ParameterNames names(Analysis analysis) {
        return method -> isNamed(method)
                ? written(method)
                : source(analysis, method).map(s -> s.names(method)).orElse(List.of());
    }

    /** As {@link #names}, but without reading a source that was not read before. */
    public ParameterNames knownNames(Analysis analysis) {
        return method -> {
            if (isNamed(method)) return written(method);
            var known = parsed.get(outermost(method).getQualifiedName().toString());
            return known == null ? List.of() : known.map(s -> s.names(method)).orElse(List.of());
        };
    }

    private static List<String> written(ExecutableElement method) {
        return method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    }

    /** Without names in the class file, the compiler counts the parameters. */
    private static boolean isNamed(ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        for (int i = 0; i < parameters.size(); i++)
            if (!parameters.get(i).getSimpleName().contentEquals("arg" + i)) return true;
        return parameters.isEmpty();
    }

    private static TypeElement outermost(Element element) {
        Element at = element;
        TypeElement found = null;
        for (; at != null; at = at.getEnclosingElement()) if (at instanceof TypeElement type) found = type;
        return found;
    }

    private Optional<ParsedSource> source(Analysis analysis, Element element) {
        var type = outermost(element);
        if (type == null) return Optional.empty();
        String name = type.getQualifiedName().toString();
        var known = parsed.get(name);
        if (known != null) return known;
        var found = sources.of(type, analysis.elements()).map(ParsedSource::of);
        // a library's source may come later; a cell's class is never compiled twice
        if (found.isPresent()) parsed.put(name, found);
        return found;
    }
}
