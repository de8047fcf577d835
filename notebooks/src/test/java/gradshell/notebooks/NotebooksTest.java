package gradshell.notebooks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import gradshell.kernel.magic.MagicShell;
import gradshell.kernel.notebook.Notebook;
import gradshell.kernel.notebook.NotebookException;
import gradshell.kernel.notebook.NotebookRunner;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every notebook from the top; what it claims, it asserts in its cells. Those that train for a while or need a data set from
 * elsewhere run in the profile ci only, under Jupyter.
 */
class NotebooksTest {
    private static final Set<String> LONG = Set.of("06-fashion-mnist.ipynb", "07-convolution.ipynb",
            "08-sequences.ipynb", "09-attention.ipynb");

    @TestFactory
    Stream<DynamicTest> notebook_runsTopToBottom() throws IOException {
        List<Path> notebooks = all();
        assertFalse(notebooks.isEmpty(), "no *.ipynb in " + Path.of("").toAbsolutePath());
        return notebooks.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> run(file)));
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    private static void run(Path file) throws NotebookException {
        assumeFalse(LONG.contains(file.toString()), () -> file + " trains for a while; mvn verify -Pci runs it");
        var printed = new ByteArrayOutputStream();
        try (var stream = new PrintStream(printed, true, StandardCharsets.UTF_8); var shell = MagicShell.start()) {
            boolean passed = new NotebookRunner(shell, stream, false).run(Notebook.read(file));
            assertTrue(passed, () -> file + " fails:\n" + printed.toString(StandardCharsets.UTF_8));
        }
    }
}
