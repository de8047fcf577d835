package gradshell.kernel.code;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaFileManager;
import javax.tools.ToolProvider;

/** A compilation unit as the compiler understands it, errors or not. */
public final class Analysis {
    private static final List<String> OPTIONS = List.of("-proc:none", "-Xlint:none", "-parameters",
            "-XDshould-stop.at=FLOW");

    private final String text;
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final Elements elements;
    private final Types types;

    private Analysis(String text, JavacTask task, CompilationUnitTree unit) {
        this.text = text;
        this.unit = unit;
        this.trees = DocTrees.instance(task);
        this.elements = task.getElements();
        this.types = task.getTypes();
    }

    /** Reads a unit; {@code options} beside those of every reading are, for example, that preview features may be used. */
    public static Analysis of(String text, JavaFileManager files, List<String> options) {
        var all = new ArrayList<>(OPTIONS);
        all.addAll(options);
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, files, _ -> {}, all, null,
                List.of(new SourceText("$Cell", text)));
        try {
            var unit = task.parse().iterator().next();
            task.analyze();
            return new Analysis(text, task, unit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DocTrees trees() {
        return trees;
    }

    public Elements elements() {
        return elements;
    }

    public Types types() {
        return types;
    }

    /** The type of an expression; empty if it has none, or is wrong. */
    public Optional<TypeMirror> type(TreePath path) {
        return Optional.ofNullable(trees.getTypeMirror(path)).filter(type -> switch (type.getKind()) {
            case ERROR, NONE, OTHER -> false;
            default -> true;
        }).or(() -> OperatorTypes.of(this, path));
    }

    /** A tree as it is written. */
    public String code(Tree tree) {
        return start(tree) < 0 || end(tree) < start(tree) ? "" : text.substring(start(tree), end(tree));
    }

    List<? extends ImportTree> imports() {
        return unit.getImports();
    }

    /** Whether a value can be given to a variable; type variables of methods are taken as what they are at least. */
    boolean isAssignable(TypeMirror from, TypeMirror to) {
        return switch (from.getKind()) {
            case EXECUTABLE, PACKAGE, MODULE, VOID, ERROR, NONE, OTHER -> false;
            default -> to.getKind() != TypeKind.VOID
                    && (types.isAssignable(from, to) || types.isAssignable(from, types.erasure(to)));
        };
    }

    /** Where a name is used that ends with {@code ending}. */
    public Optional<TreePath> use(String ending) {
        return find(tree -> name(tree).endsWith(ending) && !(tree instanceof ClassTree || tree instanceof MethodTree));
    }

    /** The innermost use or declaration of a name around a position. */
    public Optional<TreePath> named(String name, int position) {
        return find(tree -> name(tree).equals(name) && covers(tree, position));
    }

    /** The innermost trees of a kind around a position, the innermost first. */
    public <T extends Tree> List<TreePath> around(Class<T> kind, int position) {
        var found = new ArrayList<TreePath>();
        scan(tree -> kind.isInstance(tree) && covers(tree, position), found::addFirst);
        return found;
    }

    private boolean covers(Tree tree, int position) {
        return start(tree) <= position && position <= end(tree);
    }

    /** Where a tree begins in the unit's text. */
    public int start(Tree tree) {
        return (int) trees.getSourcePositions().getStartPosition(unit, tree);
    }

    /** Where a tree ends in the unit's text. */
    public int end(Tree tree) {
        return (int) trees.getSourcePositions().getEndPosition(unit, tree);
    }

    private Optional<TreePath> find(Predicate<Tree> test) {
        var found = new ArrayList<TreePath>();
        scan(test, found::add);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    private void scan(Predicate<Tree> test, Consumer<TreePath> found) {
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree != null && test.test(tree)) found.accept(new TreePath(getCurrentPath(), tree));
                return super.scan(tree, null);
            }

            @Override
            public Void visitErroneous(ErroneousTree tree, Void nothing) {
                return scan(tree.getErrorTrees(), null);
            }
        }.scan(new TreePath(unit), null);
    }

    private static String name(Tree tree) {
        return switch (tree) {
            case IdentifierTree identifier -> identifier.getName().toString();
            case MemberSelectTree select -> select.getIdentifier().toString();
            case MemberReferenceTree reference -> reference.getName().toString();
            case VariableTree variable -> String.valueOf(variable.getName());
            case MethodTree method -> method.getName().toString();
            case ClassTree type -> type.getSimpleName().toString();
            default -> "";
        };
    }
}
