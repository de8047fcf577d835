package gradshell.kernel.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;

/** The import declarations that a cell is compiled with: what every cell has, and those of cells. */
final class Imports {
    private static final Pattern ON_DEMAND = Pattern.compile("import\\s+([\\w.]+)\\.\\*;");
    private static final Pattern COMMENTS = Pattern.compile("//[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern QUALIFIED = Pattern.compile("\\b((?:[a-z_][\\w$]*\\.)+)(?=[A-Z])");

    private final JShell shell;
    private final SourceMap sources;
    private final Preloaded preloaded;

    Imports(JShell shell, SourceMap sources, ClassLoader loader) {
        this.shell = shell;
        this.sources = sources;
        preloaded = new Preloaded(loader);
    }

    /** All of them, each on one line. */
    Stream<String> all() {
        return Stream.concat(preloaded.lines.stream(), own()).distinct();
    }

    /** Those that can matter to code with these names in it. */
    Stream<String> of(Set<String> names) {
        return Stream.concat(preloaded.of(names), own()).distinct();
    }

    private Stream<String> own() {
        return shell.imports().filter(snippet -> sources.origin(snippet).isPresent()).map(ImportSnippet::source)
                .map(Imports::plain);
    }

    /** Whether a declaration imports what is imported already. */
    boolean has(String declaration) {
        return all().anyMatch(plain(declaration)::equals);
    }

    /** An import on one line. */
    private static String plain(String declaration) {
        String line = COMMENTS.matcher(declaration).replaceAll(" ").replaceAll("\\s+", " ").replaceAll(" ?; ?", ";")
                .strip();
        return line.endsWith(";") ? line : line + ";";
    }

    /** The type as a cell would write it. */
    String shortened(String type) {
        var packages = all().flatMap(line -> ON_DEMAND.matcher(line).results().map(m -> m.group(1) + "."))
                .collect(Collectors.toSet());
        packages.add("java.lang.");
        return QUALIFIED.matcher(SourceMap.readable(type))
                .replaceAll(m -> packages.contains(m.group(1)) ? "" : m.group());
    }

    /**
     * What every cell has. The compiler reads a dozen classes for all of it, whatever the cell says; so it is only given
     * what can mean a name of the cell.
     */
    private static final class Preloaded {
        private static final Pattern IMPORT = Pattern.compile("import (static )?([\\w.]+)\\.(\\*|\\w+);");

        private final List<String> lines = Stream.concat(Preload.notebookImports(), Preload.imports())
                .map(Imports::plain).toList();
        private final ClassLoader loader;
        private final Map<String, Set<String>> members = new HashMap<>();
        private final Map<String, Boolean> classes = new HashMap<>();

        Preloaded(ClassLoader loader) {
            this.loader = loader;
        }

        Stream<String> of(Set<String> names) {
            return lines.stream().filter(line -> matters(line, names));
        }

        private boolean matters(String line, Set<String> names) {
            var declaration = IMPORT.matcher(line);
            if (!declaration.matches()) return true;
            String from = declaration.group(2);
            if (!declaration.group(3).equals("*")) return names.contains(declaration.group(3));
            return declaration.group(1) == null
                    ? names.stream().anyMatch(name -> Character.isUpperCase(name.charAt(0)) && isClass(from, name))
                    : names.stream().anyMatch(members.computeIfAbsent(from, this::members)::contains);
        }

        private boolean isClass(String packageName, String name) {
            return classes.computeIfAbsent(packageName + "." + name, this::isClass);
        }

        private boolean isClass(String name) {
            try {
                Class.forName(name, false, loader);
                return true;
            } catch (ClassNotFoundException | LinkageError _) {
                return false;
            }
        }

        private Set<String> members(String className) {
            try {
                Class<?> type = Class.forName(className, false, loader);
                return Stream.of(Stream.of(type.getMethods()).map(m -> m.getName()),
                        Stream.of(type.getFields()).map(f -> f.getName()),
                        Stream.of(type.getClasses()).map(Class::getSimpleName))
                        .flatMap(found -> found).collect(Collectors.toUnmodifiableSet());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("a class that every cell imports is not there: " + className, e);
            }
        }
    }
}
