package gradshell.notebooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** An open notebook in a headless Chromium, as a person uses it: cells and outputs are numbered from 0. */
final class NotebookPage implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ChromeDriver browser;

    private NotebookPage(ChromeDriver browser) {
        this.browser = browser;
    }

    /** A browser that keeps what it writes in {@code directory}. */
    static NotebookPage browser(Path directory) {
        var options = new ChromeOptions().setBinary("/usr/bin/chromium");
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=1100,900", "--user-data-dir=" + directory);
        var driver = new ChromeDriverService.Builder().usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build();
        return new NotebookPage(new ChromeDriver(driver, options));
    }

    /** Opens a notebook and waits until its kernel is ready. */
    NotebookPage open(String address) {
        browser.get(address);
        await("the kernel is ready", () -> script("""
                return typeof Jupyter !== 'undefined' && !!Jupyter.notebook && Jupyter.notebook._fully_loaded
                    && !!Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()
                    && !!Jupyter.notebook.kernel.info_reply.protocol_version
                """).equals(true));
        return this;
    }

    /** Runs all cells by the menu, and waits for the end of the last. */
    NotebookPage runAll() {
        return runAllAndGo().awaitIdle();
    }

    /** Runs all cells by the menu, and does not wait. */
    NotebookPage runAllAndGo() {
        browser.findElement(By.id("celllink")).click();
        WebElement entry = browser.findElement(By.id("run_all_cells"));
        await("the menu is open", entry::isDisplayed);
        entry.click();
        return this;
    }

    /** Runs a cell by Ctrl-Enter, and waits for its end. */
    NotebookPage runCell(int cell) {
        return edit(cell).chord(Keys.CONTROL, Keys.ENTER).awaitIdle();
    }

    /** Waits until no cell runs or waits. */
    NotebookPage awaitIdle() {
        await("the cells have run", () -> browser.findElements(By.cssSelector(".code_cell.running")).isEmpty()
                && !browser.findElements(By.className("kernel_idle_icon")).isEmpty());
        return this;
    }

    private WebElement cell(int number) {
        return browser.findElements(By.cssSelector(".code_cell")).get(number);
    }

    /** The text of all outputs of a cell. */
    String output(int cell) {
        return cell(cell).findElement(By.className("output_wrapper")).getText();
    }

    /** Waits until a cell's outputs are as the test wants them. */
    String awaitOutput(int cell, String part) {
        await("cell " + cell + " shows " + part, () -> output(cell).contains(part));
        return output(cell);
    }

    /** What a CSS selector finds in a cell. */
    List<WebElement> find(int cell, String selector) {
        return cell(cell).findElements(By.cssSelector(selector));
    }

    /** The same, waited for; the first. */
    WebElement awaitElement(int cell, String selector) {
        await("cell " + cell + " has " + selector, () -> !find(cell, selector).isEmpty());
        return find(cell, selector).getFirst();
    }

    /** What a CSS selector finds anywhere, as text, once there is any. */
    String awaitText(String selector) {
        await("there is text in " + selector, () -> !text(selector).isBlank());
        return text(selector);
    }

    private String text(String selector) {
        return String.join("\n",
                browser.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList());
    }

    /** Makes a cell the one that keys go to, with the cursor at its end. */
    NotebookPage edit(int cell) {
        find(cell, ".CodeMirror-lines").getFirst().click();
        return chord(Keys.CONTROL, Keys.END);
    }

    NotebookPage press(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
        return this;
    }

    /** Presses a key while another one is held. */
    NotebookPage chord(Keys held, Keys key) {
        new Actions(browser).keyDown(held).sendKeys(key).keyUp(held).perform();
        return this;
    }

    /** Presses the stop button. */
    NotebookPage interrupt() {
        browser.findElement(By.cssSelector("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']")).click();
        return this;
    }

    /** The errors that cells show; empty when there are none. */
    String errors() {
        return text(".output_error");
    }

    private Object script(String script) {
        return ((JavascriptExecutor) browser).executeScript(script);
    }

    private void await(String what, Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (condition.get()) return;
            } catch (StaleElementReferenceException e) {
                // the page is drawing it anew
                if (System.nanoTime() > end) throw e;
            }
            if (System.nanoTime() > end)
                throw new AssertionError("in vain waited until " + what + "; the page:\n"
                        + browser.findElement(By.tagName("body")).getText());
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a picture of the page in the build's output. */
    NotebookPage screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.quit();
    }
}
