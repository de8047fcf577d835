package gradshell.kernel.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;

/** The types that the compiler has found for the local variables {@value #NAME} of methods. */
public final class LocalTypes extends TreePathScanner<Void, String> {
    /** The variable's name. */
    public static final String NAME = "$value";

    private final Trees trees;
    private final Map<String, String> types = new HashMap<>();

    private LocalTypes(Trees trees) {
        this.trees = trees;
    }

    static Map<String, String> of(JavacTask task, CompilationUnitTree unit) {
        var found = new LocalTypes(Trees.instance(task));
        found.scan(unit, null);
        return found.types;
    }

    @Override
    public Void visitMethod(MethodTree method, String outer) {
        return super.visitMethod(method, outer == null ? method.getName().toString() : outer);
    }

    @Override
    public Void visitVariable(VariableTree variable, String method) {
        if (variable.getName().contentEquals(NAME) && method != null)
            types.put(method, String.valueOf(trees.getTypeMirror(getCurrentPath())));
        return super.visitVariable(variable, method);
    }
}
