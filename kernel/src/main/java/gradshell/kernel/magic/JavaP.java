package gradshell.kernel.magic;

import gradshell.kernel.shell.Cell;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Definition.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code %javap}. */
final class JavaP implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%javap NAME", "%javap OPTIONS NAME");
    }

    @Override
    public String summary() {
        return "Shows the bytecode of a method or type of the cells, or of any class.";
    }

    @Override
    public Argument argument() {
        return Argument.JAVA;
    }

    @Override
    public CellResult run(Call call) throws Exception {
        var words = call.words();
        if (words.isEmpty()) throw call.wrongUse();
        String name = words.getLast();
        var options = words.size() > 1 ? words.subList(0, words.size() - 1) : List.of("-p", "-c");
        var method = call.java().definitions().stream()
                .filter(d -> d.kind() == Kind.METHOD && d.name().equals(name))
                .findFirst();
        if (method.isPresent()) return call.done(only(name, disassemble(method.get().className(), options, call)));
        var type = call.java().run(new Cell("%javap", name + ".class"), call.io(), UnaryOperator.identity());
        if (!(type instanceof CellResult.Done(Class<?> found, _)))
            throw new MagicException(name + " is no method of a cell and no class");
        return call.done(disassemble(found.getName(), options, call));
    }

    private static String disassemble(String className, List<String> options, Call call) throws Exception {
        byte[] bytes = call.java().classFile(className)
                .orElseThrow(() -> new MagicException(className + " has no class file"));
        Path file = Files.createTempFile("gradshell", ".class");
        try {
            Files.write(file, bytes);
            var text = new StringWriter();
            var arguments = Stream.concat(options.stream(), Stream.of(file.toString())).toArray(String[]::new);
            var javap = ToolProvider.findFirst("javap")
                    .orElseThrow(() -> new MagicException("this Java has no javap; a JDK does"));
            try (var out = new PrintWriter(text)) {
                javap.run(out, out, arguments);
            }
            // the class file is a copy for javap, and its place says nothing
            return text.toString().replaceAll("(?m)^Warning: .*\\R", "").stripTrailing();
        } finally {
            Files.delete(file);
        }
    }

    /** Of the class that JShell has put around a method, the paragraph of the method. */
    private static String only(String method, String text) {
        return Stream.of(text.split("\\n\\s*\\n"))
                .filter(part -> part.lines().anyMatch(
                        line -> line.matches("  \\S.* (lambda\\$)?" + Pattern.quote(method) + "(\\$\\d+)?\\(.*")))
                .collect(Collectors.joining("\n\n"));
    }
}
