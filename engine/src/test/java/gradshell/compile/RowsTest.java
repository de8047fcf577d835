package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of plain Java code, from a compiled class and from plain jshell. A file holds declarations and below them
 * expressions that must be true; the kernel's tests run the same files as cells.
 */
class RowsTest {
    private static final String IMPORTS = """
            import gradshell.*;
            import gradshell.nn.*;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            import static gradshell.Gradshell.*;
            import static gradshell.Tensors.*;
            import static gradshell.nn.Layers.*;
            import static gradshell.nn.Activations.elementwise;
            """;

    private record Row(String declarations, List<String> checks) {
        static Row read(Path file) throws IOException {
            String[] parts = Files.readString(file).split("// check\n", -1);
            return new Row(parts[0], parts[1].lines().toList());
        }
    }

    static Stream<Path> files() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/gradshell/rows"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void row_holdsInACompiledClass(Path file) throws Exception {
        Row row = Row.read(file);
        var source = new StringBuilder(IMPORTS).append("public final class Row {\n").append(row.declarations);
        source.append("public static List<Boolean> checks() { return new Row().all(); }\n");
        source.append("List<Boolean> all() { return List.of(").append(String.join(",\n", row.checks)).append("); } }");
        var checks = (List<?>) SourceCode.load("Row", source.toString()).getMethod("checks").invoke(null);
        for (int i = 0; i < checks.size(); i++) assertEquals(true, checks.get(i), row.checks.get(i));
    }

    @ParameterizedTest
    @MethodSource("files")
    void row_holdsInJshell(Path file) throws IOException {
        Row row = Row.read(file);
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (var shell = JShell.builder().compilerOptions("-cp", path)
                .remoteVMOptions("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .build()) {
            shell.addToClasspath(path);
            run(shell, IMPORTS + row.declarations);
            for (String check : row.checks) assertEquals("true", run(shell, check), check);
        }
    }

    private static String run(JShell shell, String code) {
        String value = null;
        String left = code;
        while (!left.isBlank()) {
            CompletionInfo part = shell.sourceCodeAnalysis().analyzeCompletion(left);
            left = part.remaining();
            for (var event : shell.eval(part.source())) {
                if (event.causeSnippet() != null) continue;
                assertNotEquals(Snippet.Status.REJECTED, event.status(), () -> code + shell
                        .diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
                if (event.exception() != null)
                    throw new AssertionError(code + ": " + event.exception().getMessage(), event.exception());
                value = event.value();
            }
        }
        return value;
    }
}
