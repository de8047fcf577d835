package gradshell.kernel.source;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.util.TreePathScanner;
import gradshell.kernel.source.Attribution.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Finds which import declarations a file needs. */
final class Imports extends TreePathScanner<Void, Void> {
    private final Unit unit;
    private final Set<String> used = new HashSet<>();

    private Imports(Unit unit) {
        this.unit = unit;
    }

    /** Those of {@code imports} that names in the file come from. */
    static List<String> used(Unit unit, List<String> imports) {
        var names = new Imports(unit);
        names.scan(unit.tree(), null);
        return imports.stream()
                .filter(line -> names.used.contains(line.replaceFirst("^import\\s+", "").replaceAll("[;\\s]+$", "")))
                .distinct()
                .toList();
    }

    @Override
    public Void visitImport(ImportTree tree, Void unused) {
        return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
        Element element = unit.trees().getElement(getCurrentPath());
        Element owner = element == null ? null : element.getEnclosingElement();
        if (owner == null) return null;
        if (element instanceof TypeElement type) {
            used.add(type.getQualifiedName().toString());
            used.add(owner + ".*");
        } else if (element.getModifiers().contains(Modifier.STATIC)) {
            used.add("static " + owner + ".*");
            used.add("static " + owner + "." + element.getSimpleName());
        }
        return null;
    }
}
