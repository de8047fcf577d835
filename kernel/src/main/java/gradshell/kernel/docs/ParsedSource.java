package gradshell.kernel.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import gradshell.kernel.code.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.ToolProvider;

/** A source file, parsed and no more: its declarations by keys that elements have, too. */
final class ParsedSource {
    private final String text;
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final Map<String, TreePath> declarations = new HashMap<>();

    private ParsedSource(String text, JavacTask task) {
        this.text = text;
        this.trees = DocTrees.instance(task);
        try {
            this.unit = task.parse().iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var root = new TreePath(unit);
        for (Tree type : unit.getTypeDecls())
            if (type instanceof ClassTree declared) addType("", new TreePath(root, type), declared);
    }

    static ParsedSource of(String text) {
        return new ParsedSource(text, (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, _ -> {},
                List.of("-proc:none"), null, List.of(new SourceText("Source", text))));
    }

    private void addType(String outer, TreePath path, ClassTree type) {
        String key = outer + type.getSimpleName();
        declarations.put(key, path);
        for (Tree member : type.getMembers()) {
            var at = new TreePath(path, member);
            switch (member) {
                case ClassTree inner -> addType(key + ".", at, inner);
                case MethodTree method -> declarations.put(key + "#" + method.getName()
                        + method.getParameters().stream()
                                .map(p -> simple(p.getType() == null ? "" : p.getType().toString()))
                                .collect(Collectors.joining(",", "(", ")")),
                        at);
                case VariableTree field -> declarations.put(key + "#" + field.getName(), at);
                default -> {
                    // an initializer has no name
                }
            }
        }
    }

    /** A type as it is written, without what sources and class files write differently. */
    private static String simple(String type) {
        String plain = type.replaceAll("@[\\w.]+(\\([^()]*\\))?\\s*", "");
        while (plain.contains("<")) {
            String shorter = plain.replaceAll("<[^<>]*>", "");
            if (shorter.equals(plain)) break;
            plain = shorter;
        }
        return plain.replace("...", "[]").replaceAll("\\s", "").replaceAll("[\\w$]+\\.", "");
    }

    private static String simple(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> simple(array.getComponentType()) + "[]";
            case DeclaredType declared -> declared.asElement().getSimpleName().toString();
            default -> simple(type.toString());
        };
    }

    private static String key(Element element) {
        return switch (element) {
            case TypeElement type -> type.getEnclosingElement() instanceof TypeElement outer
                    ? key(outer) + "." + type.getSimpleName()
                    : type.getSimpleName().toString();
            case ExecutableElement method -> key(method.getEnclosingElement()) + "#" + method.getSimpleName()
                    + method.getParameters().stream().map(p -> simple(p.asType()))
                            .collect(Collectors.joining(",", "(", ")"));
            default -> key(element.getEnclosingElement()) + "#" + element.getSimpleName();
        };
    }

    private Optional<TreePath> path(Element element) {
        return Optional.ofNullable(declarations.get(key(element)));
    }

    /** The documentation comment of a declaration. */
    Optional<DocCommentTree> comment(Element element) {
        return path(element).map(trees::getDocCommentTree);
    }

    /** The names of a method's parameters. */
    List<String> names(ExecutableElement method) {
        return path(method).map(path -> ((MethodTree) path.getLeaf()).getParameters().stream()
                .map(p -> p.getName().toString()).toList()).orElse(List.of());
    }

    /** A declaration as it is written, indented as if it stood alone. */
    Optional<String> code(Element element) {
        return path(element).map(path -> {
            int start = (int) trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
            int end = (int) trees.getSourcePositions().getEndPosition(unit, path.getLeaf());
            if (start < 0 || end < start) return "";
            int line = text.lastIndexOf('\n', start - 1) + 1;
            String indent = text.substring(line, start);
            return (indent.isBlank() ? indent : "").concat(text.substring(start, end)).stripIndent().strip();
        }).filter(code -> !code.isEmpty());
    }
}
