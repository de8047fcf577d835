package gradshell.notebooks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import gradshell.notebooks.Command.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installed kernel under Debian's Jupyter and Chromium. */
@Tag("end-to-end")
class EndToEndTest {
    /** Debian's own, which its Jupyter packages belong to; another may come first on the PATH. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path PAGES = HERE.resolve("target/pages");

    @TempDir
    static Path prefix;

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(PAGES);
        Command.in(HERE).run(LaunchedTest.GRADSHELL, "install", "--prefix", prefix.toString()).mustSucceed();
    }

    @Test
    void install_isSeenByJupyter() throws Exception {
        Outcome kernels = jupyter().run(PYTHON, "-m", "jupyter_client.kernelspecapp", "list").mustSucceed();
        assertTrue(kernels.output().contains("gradshell"), kernels::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "streams", "error", "complete", "interrupt", "restart", "input"})
    void client_isServed(String trial) throws Exception {
        Outcome outcome = jupyter().run(PYTHON, "src/test/python/client.py", trial).mustSucceed();
        assertTrue(outcome.output().contains(trial + " passed"), outcome::output);
    }

    /** The suite by which Jupyter judges kernels; what it skips is the pager, which is none of this kernel's. */
    @Test
    void jupytersOwnTests_pass() throws Exception {
        Outcome outcome = jupyter().run(PYTHON, "src/test/python/conformance.py").mustSucceed();
        assertTrue(outcome.output().contains("Ran 12 tests") && outcome.output().contains("OK (skipped=1)"),
                outcome::output);
    }

    @TestFactory
    Stream<DynamicTest> notebook_executedByJupyter() throws IOException {
        return NotebooksTest.all().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> convert(file, "notebook")));
    }

    @Test
    void page_showsTheGradsTable() throws Exception {
        Path page = convert(Path.of("src/test/resources/grads-table.ipynb"), "html");
        String html = Files.readString(page);
        assertTrue(html.contains("<table") && html.contains("0.weight"), "no table of gradients in " + page);
        BufferedImage picture = screenshot(page);
        // white paper only would be one colour
        assertTrue(colours(picture) > 50, () -> "hardly anything on the picture of " + page);
    }

    /** Runs a notebook; fails at the first cell that fails without the tag {@code raises-exception}. */
    private static Path convert(Path file, String format) throws Exception {
        String name = file.getFileName().toString().replaceFirst("\\.ipynb$",
                format.equals("html") ? ".html" : ".ipynb");
        jupyter().run(PYTHON, "-m", "nbconvert", "--execute", "--to", format,
                "--ExecutePreprocessor.kernel_name=gradshell", "--output-dir", PAGES.toString(), file.toString())
                .mustSucceed();
        return PAGES.resolve(name);
    }

    private static BufferedImage screenshot(Path page) throws Exception {
        Path picture = Path.of(page.toString().replaceFirst("\\.html$", ".png"));
        Files.deleteIfExists(picture);
        Outcome outcome = Command.in(HERE).run("chromium", "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + prefix.resolve("browser"),
                "--window-size=1000,1000", "--screenshot=" + picture, page.toUri().toString());
        assertTrue(Files.exists(picture), outcome::output);
        return ImageIO.read(picture.toFile());
    }

    private static long colours(BufferedImage picture) {
        return IntStream.range(0, picture.getHeight()).flatMap(
                y -> IntStream.range(0, picture.getWidth()).map(x -> picture.getRGB(x, y))).distinct().count();
    }

    private static Command jupyter() {
        return Command.in(HERE).with("JUPYTER_PATH", prefix.resolve("share/jupyter").toString())
                .with("GRADSHELL_HISTORY", "off")
                .with("GRADSHELL_STARTUP", "off");
    }
}
