package gradshell.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.Completeness.Status;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Completion.Candidate;
import gradshell.kernel.shell.RecordingIo;
import gradshell.kernel.shell.Shell;
import gradshell.kernel.shell.ShellTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cells with magics in them. */
class MagicShellTest extends ShellTest {
    /** What is on the class path must stay there for all tests of the shell. */
    @TempDir
    private static Path jars;

    @TempDir
    private Path dir;

    @Override
    protected Shell start() {
        return MagicShell.start();
    }

    @Test
    void run_javaAroundMagics_worksTogether() {
        assertEquals(6, value("int a = 2;\n%time int b = a + 1;\nint c = a * b;\n%who\nc"));
        assertTrue(io.printed().contains("took "), io.printed());
        assertTrue(io.printed().lines().anyMatch(line -> line.matches("variables: (.*, )?a, b, c")), io.printed());
    }

    @Test
    void run_unknownMagic_runsNothingAndNamesTheNearest() {
        var failed = failed("int ran = 1;\n  %tiem ran");
        assertEquals("MagicError", failed.name());
        assertTrue(failed.message().startsWith("Cell [" + last() + "], line 2, column 3: there is no magic %tiem; "
                + "did you mean %time?"), failed.message());
        assertTrue(failed.message().endsWith("    %tiem ran\n      ^^^^^"), failed.message());
        assertTrue(failed("ran").message().contains("cannot find symbol"));
    }

    @Test
    void run_errorBelowAMagic_namesTheCellsLine() {
        var failed = failed("%who\n\nint z = nothing;");
        assertTrue(failed.message().startsWith("Cell [" + last() + "], line 3, column 9"), failed.message());
        assertTrue(plain(failed("%who\nint z = 1 / 0;")).contains("Cell [" + last() + "], line 2"));
    }

    @Test
    void run_cellMagicAsLine_saysHowToUseIt() {
        assertTrue(failed("%writefile a.txt").message().contains("use it as %%writefile FILE"));
    }

    @Test
    void help_listsEveryMagicAndExplainsOne() {
        done("%help");
        for (var magic : Magics.all()) assertTrue(io.printed().contains(magic.summary()), magic::name);
        done("%help timeit");
        assertTrue(io.printed().contains("%%timeit\n\nRuns code many times"), io.printed());
        assertTrue(failed("%help nothingLikeIt").message().contains("there is no magic"));
    }

    @Test
    void time_value_isShownAndErrorIsTheCellsOwn() {
        assertEquals(5, value("%time 2 + 3"));
        assertEquals(7, value("%%time\nint seven = 7;\nseven"));
        assertEquals("ArithmeticException", failed("%time 1 / 0").name());
        assertTrue(failed("  %time unknown + 1").message().contains("line 1, column 9"));
    }

    @Test
    void timeit_expressionStatementAndBlock_areMeasured() {
        done("double f(double x) { return x * x; }\nvar list = new ArrayList<Integer>();");
        for (String code : List.of("%timeit f(3)", "%timeit f(3); // squared", "%timeit list.clear()",
                "%%timeit\nint s = 0;\nfor (int i = 0; i < 9; i++) s += i;")) {
            io = new RecordingIo();
            done(code);
            assertTrue(io.printed().matches("(?s)\\S+ [nµm]?s ± .* each \\(mean .* 7 runs of [\\d,]+\\)\n"),
                    io.printed());
        }
        assertTrue(failed("%timeit missing(3)").message().contains("column 9: cannot find symbol"));
        assertEquals("ArithmeticException", failed("%timeit 1 / (list.size() - list.size())").name());
    }

    @Test
    @Timeout(60)
    void interrupt_magicThatRuns_stopsIt() throws Exception {
        for (String code : List.of("%sh sleep 100", "%timeit Thread.sleep(1000)", "%time while (true);\nint never;")) {
            var stop = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20; i++) {
                    pause();
                    shell.interrupt();
                }
            });
            assertEquals("KeyboardInterrupt", failed(code).name());
            stop.join();
        }
        assertEquals(2, value("1 + 1"));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void vars_listsNameTypeAndLook() {
        done("int count = 3; var names = List.of(\"a\", \"b\");");
        done("%vars");
        assertTrue(io.printed().lines().anyMatch(line -> line.matches("names +List<String> +\\[a, b]")), io.printed());
        assertFalse(io.printed().contains("$"), io.printed());
    }

    @Test
    void snippets_showSourceAndCell() {
        done("int twice(int v) { return 2 * v; }");
        int where = last();
        done("%snippets twice");
        assertEquals("// Cell [" + where + "]\nint twice(int v) { return 2 * v; }\n", io.printed());
        assertTrue(failed("%snippets nobody").message().contains("nobody is not defined"));
    }

    @Test
    void reset_forgetsEverythingButWhatIsPreloaded() {
        done("int gone = 1;\nint lost() { return gone; }\nrecord Away(int a) {}\nimport java.net.*;");
        done("%reset");
        for (String code : List.of("gone", "lost()", "new Away(1)", "URI u;"))
            assertTrue(failed(code).message().contains("cannot find symbol"), code);
        assertEquals(32.0, value("gradient(x -> x * x, 16)"));
        done("%who");
        assertTrue(io.printed().endsWith("nothing is defined yet\n"), io.printed());
    }

    @Test
    void saveAndLoad_bringTheCellsBack() {
        done("int saved = 5;");
        int first = last();
        failed("int saved = wrong;");
        done("int plus() {\n  return saved + 1;\n}");
        Path file = dir.resolve("cells.jsh");
        done("%save " + file + " " + first + "-" + last());
        done("%reset");
        done("%load " + file);
        assertEquals(6, value("plus()"));
        done("int boom() {\n  return 1 / 0;\n}");
        done("%save " + file + " " + last());
        done("%reset");
        done("%load " + file);
        assertTrue(plain(failed("boom()")).contains("cells.jsh, line 2, in boom"));
    }

    @Test
    void load_notebook_runsItsCells() throws Exception {
        Path file = Files.writeString(dir.resolve("n.ipynb"), """
                {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
                 {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": "int p = 1;"},
                 {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": "p + 1"}]}
                """);
        assertEquals(2, value("%load " + file));
        String message = failed("%load " + dir.resolve("none.jsh")).message();
        assertTrue(message.contains("No Such File"), message);
    }

    @Test
    void writefile_writesAndAppends() throws Exception {
        Path file = dir.resolve("a b.txt");
        done("%%writefile '" + file + "'\n%time is \"text\" here\n  two");
        done("%%writefile -a '" + file + "'\nthree");
        assertEquals("%time is \"text\" here\n  two\nthree\n", Files.readString(file));
    }

    @Test
    void shEnvCd_workTogether() throws Exception {
        done("%cd " + dir + "\n%env GREETING=hello world\n%sh echo $GREETING; pwd; echo aside >&2");
        assertTrue(io.printed().contains("hello world\n" + dir.toRealPath() + "\n"), io.printed());
        assertEquals("aside\n", io.printedErr());
        done("%%sh\necho 'it''s' > here.txt\nls");
        assertTrue(io.printed().contains("here.txt"), io.printed());
        assertTrue(failed("%sh exit 3").message().contains("status 3"));
        assertTrue(failed("%cd nowhere").message().contains("there is no directory " + dir.resolve("nowhere")));
        assertTrue(failed("%env NO_SUCH_VARIABLE").message().contains("NO_SUCH_VARIABLE is not set"));
        done("%cd " + Path.of("").toAbsolutePath());
    }

    @Test
    void trace_showsTheFramesOfLibraries() {
        failed("List.of(1).get(3)");
        done("%trace");
        assertTrue(io.printed().matches("(?s)java\\.lang\\.\\w+: .*\\tat java\\.base/.*"), io.printed());
    }

    @Test
    void adjoint_methodOfAnyParametersAndLambda_isShown() {
        done("double cube(double x) { return x * x * x; }\ndouble total(double[] v, double k) { return k * v[0]; }");
        assertTrue(value("%adjoint cube").toString().contains("cube"));
        assertTrue(value("%adjoint total").toString().contains("v"));
        assertTrue(value("%adjoint x -> sin(x) * x").toString().contains("cos"));
        assertTrue(failed("%adjoint nobody").message().contains("cannot find symbol"));
    }

    @Test
    void javap_methodTypeAndLibraryClass_areDisassembled() {
        done("int sum(int a, int b) {\n  return a + b;\n}\nrecord Pt(int x) {}");
        done("%javap sum");
        assertTrue(io.printed().contains("iadd"), io.printed());
        assertFalse(io.printed().contains("Guard"), io.printed());
        done("%javap Pt");
        assertTrue(io.printed().contains("Pt(int)"), io.printed());
        done("%javap -public java.util.Optional");
        assertTrue(io.printed().contains("isPresent()"), io.printed());
        assertTrue(failed("%javap Nope").message().contains("Nope is no method of a cell and no class"));
    }

    @Test
    void jars_added_areSeenByTheNextLine() throws Exception {
        Path jar = SmallJar.make(jars.resolve("extra.jar"), "Thing",
                "package extra; public class Thing { public static int answer() { return 42; } }");
        assertEquals(42, value("%jars " + jar.getParent() + "/*.jar\nimport extra.Thing;\nThing.answer()"));
        done("%jars");
        assertTrue(io.printed().contains(jar.toString()), io.printed());
        assertTrue(failed("%jars nothing-*.jar").message().contains("there is no file"));
    }

    @Test
    void complete_namesArgumentsAndJava() throws Exception {
        done("int velocity = 3;");
        assertEquals(List.of("%time", "%timeit"), texts("int a = 1;\n%ti"));
        assertTrue(texts("%").contains("%help"));
        assertTrue(texts("%%w").contains("%%writefile"));
        assertTrue(texts("%help trac").contains("trace"));
        assertTrue(texts("%time velo").contains("velocity"));
        assertTrue(texts("%who\nvelo").contains("velocity"));
        Files.writeString(dir.resolve("notes.jsh"), "");
        assertEquals(List.of(dir + "/notes.jsh"), texts("%load " + dir + "/no"));
    }

    private List<String> texts(String code) {
        Completion found = shell.complete(code, code.length());
        assertTrue(found.start() <= code.length());
        return found.candidates().stream().map(Candidate::text).collect(Collectors.toList());
    }

    @Test
    void inspect_magic_explainsIt() {
        var data = shell.inspect("%timeit f(3)", 3, false).orElseThrow().data();
        assertTrue(data.get("text/plain").toString().startsWith("%timeit CODE"));
        assertTrue(shell.inspect("%time Math.abs(2)", 12, false).orElseThrow().data().get("text/plain").toString()
                .contains("Math.abs"));
    }

    @Test
    void isComplete_magics_endAtTheLineOrAnEmptyOne() {
        assertEquals(Status.COMPLETE, shell.isComplete("%time f(3").status());
        assertEquals(Status.INCOMPLETE, shell.isComplete("%who\nif (true) {").status());
        assertEquals(Status.INCOMPLETE, shell.isComplete("%%sh\nls").status());
        assertEquals(Status.COMPLETE, shell.isComplete("%%sh\nls\n").status());
    }

    @Test
    void run_javaOnly_behavesAsTheShellBelow() {
        assertNull(done("int plain = 9 % 4;").shown());
        assertTrue(Pattern.matches("(?s).*line 1, column 5.*", failed("9 + nothing").message()));
    }
}
