package gradshell.kernel.shell;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;

/** The methods that a cell can call by their bare names: those of cells, and those imported statically. */
final class CallableMethods {
    private static final Pattern STATIC_IMPORT = Pattern.compile("import\\s+static\\s+([\\w.]+)\\.(\\*|\\w+)");

    private final JShell shell;
    private final Imports imports;
    private final ClassLoader loader;

    CallableMethods(JShell shell, Imports imports, ClassLoader loader) {
        this.shell = shell;
        this.imports = imports;
        this.loader = loader;
    }

    /** Each with its name and the types of its parameters. */
    List<String> named(String name) {
        var ofCells = shell.methods().filter(method -> method.name().equals(name)).map(MethodSnippet::parameterTypes);
        var imported = imports.all()
                .flatMap(this::methods)
                .filter(method -> method.getName().equals(name))
                .map(method -> Stream.of(method.getParameterTypes()).map(Class::getSimpleName)
                        .collect(Collectors.joining(", ")));
        return Stream.concat(ofCells, imported).map(types -> name + "(" + types.replaceAll(",\\s*", ", ") + ")")
                .distinct()
                .toList();
    }

    private Stream<Method> methods(String declaration) {
        var imported = STATIC_IMPORT.matcher(declaration);
        if (!imported.find()) return Stream.empty();
        try {
            return Stream.of(Class.forName(imported.group(1), false, loader).getMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers()))
                    .filter(method -> imported.group(2).equals("*") || imported.group(2).equals(method.getName()));
        } catch (ClassNotFoundException | LinkageError _) {
            return Stream.empty();
        }
    }
}
