package gradshell.kernel.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import gradshell.kernel.source.Attribution.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Snippets as a Java file: a class with methods and types as its static members, and the rest, in order, in its {@code
 * main}. A variable is a local one where Java allows that, and else a static field.
 */
final class JavaFile {
    private static final Set<Tree.Kind> STATIC_ANYWAY = Set.of(Tree.Kind.RECORD, Tree.Kind.ENUM, Tree.Kind.INTERFACE,
            Tree.Kind.ANNOTATION_TYPE);
    private static final String INDENT = "    ";

    private final String name;
    private final List<Part> parts;
    private final Attribution attribution;
    private final List<String> fields = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<String> main = new ArrayList<>();

    private JavaFile(String name, List<Part> parts, Attribution attribution) {
        this.name = name;
        this.parts = parts;
        this.attribution = attribution;
    }

    /** The text of a file with the class {@code name}. */
    static String of(String name, List<Part> parts, List<String> imports, Attribution attribution) {
        Optional<String> wrong = Optional.empty();
        for (boolean allFields : new boolean[]{false, true}) {
            var file = new JavaFile(name, parts, attribution);
            file.write(allFields);
            var unit = attribution.attribute(List.of(file.text(imports))).getFirst();
            if (unit.errors().isEmpty()) return file.text(Imports.used(unit, imports));
            wrong = Optional
                    .of("// Java says: " + unit.errors().getFirst().getMessage(Locale.ROOT).replace("\n", " ") + "\n"
                            + file.text(imports));
        }
        return wrong.orElseThrow();
    }

    private void write(boolean allFields) {
        for (Part part : parts) {
            switch (part.kind()) {
                case IMPORT -> {
                }
                case TYPE, METHOD -> members.add(asStatic(part.source()));
                case VARIABLE -> variable(part, allFields);
                case STATEMENT -> main.add(part.source());
                case EXPRESSION -> main.add(expression(part));
            }
        }
    }

    private String text(List<String> used) {
        var text = new StringBuilder();
        used.forEach(line -> text.append(line).append('\n'));
        text.append(used.isEmpty() ? "" : "\n").append("public class ").append(name).append(" {\n");
        fields.forEach(field -> text.append(INDENT).append(field).append('\n'));
        if (!fields.isEmpty()) text.append('\n');
        members.forEach(member -> text.append(indented(member, INDENT)).append("\n\n"));
        text.append(INDENT).append("public static void main(String[] args) throws Throwable {\n");
        main.forEach(line -> text.append(indented(line, INDENT + INDENT)).append('\n'));
        return text.append(INDENT).append("}\n}\n").toString();
    }

    private static String indented(String source, String indent) {
        return source.strip().lines().map(line -> line.isBlank() ? "" : indent + line)
                .collect(Collectors.joining("\n"));
    }

    /** A member of a class as one that needs no object of it. */
    private String asStatic(String source) {
        String before = "class Outer {\n";
        var unit = attribution.parse(before + source + "\n}");
        for (Tree member : members(unit)) {
            var modifiers = switch (member) {
                case ClassTree type when !STATIC_ANYWAY.contains(type.getKind()) -> type.getModifiers().getFlags();
                case MethodTree method -> method.getModifiers().getFlags();
                default -> Set.of(Modifier.STATIC);
            };
            if (modifiers.contains(Modifier.STATIC)) return source;
            int at = unit.start(member) - before.length();
            return source.substring(0, at) + "static " + source.substring(at);
        }
        return source;
    }

    private void variable(Part part, boolean allFields) {
        var inMethod = attribution.parse("class Outer { void main() {\n" + part.source() + "\n}}");
        var declared = variables(statements(inMethod));
        if (!allFields && !declared.isEmpty() && declared.stream().allMatch(this::mayBeLocal)) {
            main.add(part.source());
        } else if (declared.isEmpty()) {
            var inClass = attribution.parse("class Outer {\n" + part.source() + "\n}");
            fields(part, inClass, variables(members(inClass)));
        } else
            fields(part, inMethod, declared);
    }

    private void fields(Part part, Unit unit, List<VariableTree> declared) {
        for (VariableTree variable : declared) {
            String type = part.types().getOrDefault(variable.getName().toString(), "Object");
            fields.add("static " + type + " " + variable.getName() + ";");
            ExpressionTree value = variable.getInitializer();
            if (value == null) continue;
            boolean bare = value instanceof NewArrayTree array && array.getType() == null;
            main.add(variable.getName() + " = " + (bare ? "new " + type + " " : "") + unit.text(value) + ";");
        }
    }

    private static List<VariableTree> variables(List<? extends Tree> trees) {
        return trees.stream().filter(VariableTree.class::isInstance).map(VariableTree.class::cast).toList();
    }

    private boolean mayBeLocal(VariableTree variable) {
        var word = Pattern.compile("(?<![\\w$])" + Pattern.quote(variable.getName().toString()) + "(?![\\w$])");
        return variable.getInitializer() != null
                && Set.of(Modifier.FINAL).containsAll(variable.getModifiers().getFlags())
                && parts.stream().filter(Part::isMember).noneMatch(member -> word.matcher(member.source()).find());
    }

    private String expression(Part part) {
        String source = part.source().strip();
        String value = source.replaceFirst(";$", "");
        if (part.shown()) return "System.out.println(" + value + (value.contains("//") ? "\n)" : ")") + ";";
        var unit = attribution.parse("class Outer { void main() {\n" + value + ";\n}}");
        boolean isStatement = unit.errors().isEmpty()
                && statements(unit).stream().allMatch(ExpressionStatementTree.class::isInstance);
        return isStatement ? value + ";" : "// " + source.replace("\n", "\n// ");
    }

    private static List<? extends Tree> members(Unit unit) {
        return ((ClassTree) unit.tree().getTypeDecls().getFirst()).getMembers();
    }

    private static List<? extends Tree> statements(Unit unit) {
        return members(unit).stream()
                .filter(MethodTree.class::isInstance)
                .map(method -> ((MethodTree) method).getBody())
                .map(BlockTree::getStatements)
                .findFirst()
                .orElse(List.of());
    }
}
