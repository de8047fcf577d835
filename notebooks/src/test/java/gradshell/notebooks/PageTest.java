package gradshell.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Debian's notebook page in Chromium, used as a person does. */
@Tag("end-to-end")
class PageTest {
    @TempDir
    static Path directory;

    private static JupyterServer server;
    private static NotebookPage page;

    @BeforeAll
    static void start() throws Exception {
        server = JupyterServer.start(Files.createDirectory(directory.resolve("server")));
        page = NotebookPage.browser(directory.resolve("browser"));
    }

    @AfterAll
    static void stop() {
        page.close();
        server.close();
    }

    private static NotebookPage run(String name, String... cells) throws IOException {
        return page.open(server.notebook(name, cells)).runAll();
    }

    @Test
    void slider_moved_changesTheResult() throws Exception {
        run("slider", "interact((x, how) -> how + \" \" + x, slider(0, 1), choice(\"plain\", \"fancy\"))");
        assertEquals("", page.errors());
        page.awaitOutput(0, "plain 0.5");
        page.awaitElement(0, ".widget-slider .ui-slider-handle").click();
        page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        page.awaitOutput(0, "plain 0.53");
        page.awaitElement(0, ".widget-area select").sendKeys("fancy");
        page.awaitOutput(0, "fancy 0.53");
        page.screenshot("slider");
    }

    @Test
    void interact_failing_showsTheErrorUntilAGoodValue() throws Exception {
        run("failing", "interact(n -> 12 / n, intSlider(0, 4).start(1))");
        page.awaitOutput(0, "12");
        page.awaitElement(0, ".widget-slider .ui-slider-handle").click();
        page.press(Keys.ARROW_LEFT);
        page.awaitOutput(0, "ArithmeticException: / by zero");
        page.screenshot("interact-error");
        page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        page.awaitOutput(0, "6");
        assertEquals("", page.errors());
    }

    @Test
    void gradsTable_isInThePage() throws Exception {
        run("grads", "var model = chain(dense(4, 8, tanh), dense(8, 3)); var x = randn(4, 16);",
                "gradient(() -> model.apply(x).square().mean(), params(model))");
        assertEquals("", page.errors());
        assertTrue(page.awaitElement(1, ".output_html table").getText().contains("0.weight"));
        page.screenshot("grads-table");
    }

    @Test
    void plot_isInThePage_besideTheGradsTable() throws Exception {
        run("plot",
                "var model = dense(4, 2); var x = randn(4, 16);\ngradient(() -> model.apply(x).square().mean(), params(model))",
                "plot(v -> sin(v), 0, 6).title(\"A wave\").xTitle(\"time\")",
                "imshow(rand(8, 8))");
        assertEquals("", page.errors());
        assertTrue(page.awaitElement(0, ".output_html table").isDisplayed());
        var plot = page.awaitElement(1, ".output_subarea svg");
        assertTrue(plot.getText().contains("A wave") && plot.getText().contains("time"), plot.getText());
        assertTrue(plot.getRect().getWidth() > 300 && plot.getRect().getHeight() > 200, () -> "" + plot.getRect());
        assertTrue(page.awaitElement(2, ".output_subarea img").isDisplayed());
        page.screenshot("plot");
    }

    @Test
    void tab_listsMembers() throws Exception {
        page.open(server.notebook("tab", "var text = \"abc\";", "text.is")).runCell(0).edit(1).press(Keys.TAB);
        assertTrue(page.awaitText("#complete").contains("isBlank"));
        page.screenshot("tab");
    }

    @Test
    void shiftTab_showsSignatureAndJavadoc() throws Exception {
        run("shift-tab", "var text = \"abc\";", "text.isBlank()");
        page.edit(1).press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT).chord(Keys.SHIFT, Keys.TAB);
        String tip = page.awaitText("#tooltip .tooltiptext");
        page.screenshot("shift-tab");
        assertTrue(tip.contains("boolean String.isBlank()"), tip);
        assertTrue(tip.contains("white space"), tip);
    }

    @Test
    void stopButton_endsAnEndlessLoop_andKeepsVariables() throws Exception {
        page.open(server.notebook("stop", "int n = 41;", "System.out.println(\"looping\"); while (true) n = 42;",
                "n + 1")).runAllAndGo();
        page.awaitOutput(1, "looping");
        page.interrupt().awaitIdle();
        page.awaitOutput(1, "KeyboardInterrupt");
        page.runCell(2);
        page.awaitOutput(2, "43");
        page.screenshot("stop");
    }

    @Test
    void progress_isUpdatedInItsPlace() throws Exception {
        run("progress", "for (int i : progress(20)) Thread.sleep(20);",
                "var w = ones(3, 1); train((a, b) -> w.times(a).minus(b).square().sum(), params(w), dataLoader(randn(3, 40), "
                        + "ones(3, 40)).batchSize(4), descent(0.001), epochs(30).progress(true).liveCurve(true));");
        assertEquals("", page.errors());
        assertEquals(1, page.find(0, ".output_area").size());
        assertTrue(page.output(0).contains("20/20"), () -> page.output(0));
        assertTrue(page.awaitOutput(1, "300/300").contains("epoch 30/30"));
        assertEquals(1, page.find(1, "svg").size());
        page.screenshot("progress");
    }
}
