package gradshell.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.RecordingIo;
import gradshell.kernel.shell.Shell;
import gradshell.kernel.shell.ShellTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code %javacode} shows compiles with {@code javac} and does what the cell did. */
class JavaCodeTest extends ShellTest {
    @TempDir
    private Path dir;

    @Override
    protected Shell start() {
        return MagicShell.start();
    }

    private String shown(String magic) {
        io = new RecordingIo();
        done(magic);
        return io.printed();
    }

    /** What the file prints when it is compiled and run outside of the kernel. */
    private String run(String file) throws Exception {
        var name = Pattern.compile("public class (\\w+)").matcher(file);
        assertTrue(name.find(), file);
        Path source = Files.writeString(dir.resolve(name.group(1) + ".java"), file);
        var messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, "-d", dir.toString(),
                source.toString());
        assertEquals(0, status, () -> messages + "\n" + file);
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[]{dir.toUri().toURL()})) {
            loader.loadClass(name.group(1)).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void cell_withOperatorsAndMagics_isPlainJava() throws Exception {
        done("""
            // the data
            var x = tensor(1, 2);
            Tensor sq(Tensor v) { return v * v - 1; }
            %time var y = 2 * sq(x)
            double f(double v) { return v * v; }
            System.out.println(gradient(f, 3));
            (y - x).sum().item()
            """);
        String file = shown("%javacode");
        assertTrue(file.contains("return v.times(v).minus(1);"), file);
        assertTrue(file.contains("import static gradshell.Tensors.*;") && !file.contains("import java.io"), file);
        assertTrue(file.contains("System.out.println((y.minus(x)).sum().item());"), file);
        assertEquals("6.0\n3.0\n", run(file));
    }

    @Test
    void cell_withWhatItNeedsOfOthers_isWhole() throws Exception {
        done("import java.time.*;\nrecord Span(Duration d) { Duration twice() { return d.multipliedBy(factor); } }\nint factor = 2;");
        done("class Base { int n() { return 1; } }\nclass More extends Base { int n() { return super.n() + factor; } }\nint unused = 3;");
        done("int[] counts = {1, 2}, more;\nmore = counts;\nmore[0] += new More().n();\nRunnable up = () -> factor++;\n"
                + "up.run();\nnew Span(Duration.ofSeconds(more[0])).twice()");
        String file = shown("%javacode " + last());
        assertFalse(file.contains("unused"), file);
        assertTrue(file.contains("static int factor;"), file);
        assertEquals("PT12S\n", run(file));
    }

    @Test
    void code_isShownAndDoesNotRun() throws Exception {
        done("int untouched = 4;");
        String file = shown("%javacode untouched = 5; -tensor(untouched)");
        assertEquals("Tensor(1) float\n[-5.0]\n", run(file));
        assertEquals(4, value("untouched"));
        assertEquals("done\n", run(shown("%%javacode\nString word = \"done\";\nSystem.out.println(word);")));
        assertTrue(failed("word").message().contains("cannot find symbol"));
        assertTrue(failed("%javacode tensor(1) - missing").message().contains("line 1, column 23: cannot find symbol"));
    }

    @Test
    void variableChangedInALambda_becomesAField() throws Exception {
        done("int steps = 0;\nRunnable step = () -> steps++;\nfor (int i = 0; i < 3; i++) step.run();\nsteps");
        String file = shown("%javacode");
        assertTrue(file.contains("static int steps;"), file);
        assertEquals("3\n", run(file));
    }

    @Test
    void cellThatDidNotRun_isSaid() {
        assertTrue(failed("%javacode 99999").message().contains("cell 99999 did not run"));
    }
}
