package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells as people write them. */
class RunTest extends ShellTest {
    @Test
    void run_expression_showsItsValue() {
        assertEquals(2, value("1 + 1"));
    }

    @Test
    void run_expressionWithSemicolon_showsNothing() {
        assertNull(done("1 + 1;").shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"int x = 5", "int x = 5;", "x = 6;", "void f() {}", "record R(int a) {}", "", "  \n",
            "// hi",
            ";", "import java.net.*;", "for (int i = 0; i < 3; i++) {}", "System.out.print(1)"})
    void run_noExpression_showsNothing(String code) {
        done("int x = 1;");
        assertNull(done(code).shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + 1 // a;", "1 + 1 /* b; */", "// c\n1 + 1\n// d;\n", "\"http://x\"", "1 + 1  "})
    void run_commentBehindExpression_changesNothing(String code) {
        assertNotNull(done(code).shown());
        assertNull(done(code.replaceFirst("(1 \\+ 1|\"http://x\")", "$1;")).shown());
    }

    @Test
    void run_nullValue_isShown() {
        assertNull(value("(String) null"));
    }

    @Test
    void run_variableName_showsItsLiveValue() {
        done("var list = new ArrayList<String>(); list.add(\"é\");");
        assertEquals(List.of("é"), value("list"));
    }

    @Test
    void run_severalSnippets_lastValueShows() {
        assertEquals(7, value("int a = 3;\nint b = 4; // four\nint add(int p, int q) { return p + q; }\nadd(a, b)"));
    }

    @Test
    void run_declarationsOfEveryKind_workTogether() {
        assertEquals("[Point[x=1, y=2]] RED 9", value("""
            record Point(int x, int y) {}
            enum Colour { RED, GREEN }
            interface Shape<T extends Comparable<T>> { T area(); }
            @FunctionalInterface interface Op { int of(int v); }
            Shape<Integer> s = () -> 9;
            @Deprecated Op twice = v -> v * 2;
            List<Point> points = List.of(new Point(1, 2));
            points + " " + Colour.RED + " " + s.area()
            """));
    }

    @Test
    void run_unicodeTextBlocksAndComments_areKept() {
        assertEquals("naïve ∇\n😀\n", value("""
            /* ∇ */ String größe = \"\"\"
                naïve ∇
                😀
                \"\"\"; // ende
            größe
            """));
    }

    @Test
    void run_ifElseOverLines_isOneStatement() {
        done("if (1 > 2) {\n  System.out.println(\"a\");\n}\nelse {\n  System.out.println(\"b\");\n}");
        assertEquals("b\n", io.printed());
    }

    @Test
    void run_redefinition_works() {
        done("int r = 1;");
        done("String r = \"one\";");
        done("int m() { return 1; }");
        done("int m() { return 2; }");
        assertEquals("one2", value("r + m()"));
    }

    @Test
    void run_forwardReference_healsLater() {
        done("int even(int n) { return n == 0 ? 1 : odd(n - 1); }");
        assertTrue(io.printedErr().contains("odd(int)"), io.printedErr());
        done("int odd(int n) { return n == 0 ? 0 : even(n - 1); }");
        assertEquals(1, value("even(10)"));
    }

    @Test
    void run_mutuallyDependentClasses_areAccepted() {
        done("class Egg { Hen h; }\nclass Hen { Egg e = new Egg(); }");
        assertEquals("Egg", value("new Hen().e.getClass().getSimpleName()"));
    }

    @Test
    void run_lambdaOverCellVariable_seesItsChanges() {
        assertEquals(3, value("int n = 0; Runnable up = () -> n++; up.run(); up.run(); up.run(); n"));
    }

    @Test
    void run_originalClassBytes_areServed() {
        done("int plain(int v) { while (v > 3) v--; return v; }\nRunnable here = () -> {};");
        String read = "new String(here.getClass().getClassLoader().getResourceAsStream("
                + "here.getClass().getName().replaceAll(\"\\\\$\\\\$Lambda.*\", \"\").replace('.', '/') + \".class\")"
                + ".readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1)";
        String bytes = (String) value(read);
        assertTrue(bytes.contains("REPL/$JShell$"));
        assertFalse(bytes.contains("Guard"));
    }

    @Test
    void run_contextLoader_seesTheCells() {
        done("class Seen {}");
        assertEquals(true, value("Thread.currentThread().getContextClassLoader() == Seen.class.getClassLoader()"));
    }

    @Test
    void run_oneThread_fromCellToCell() {
        done("var first = Thread.currentThread();");
        assertEquals(true, value("first == Thread.currentThread()"));
    }

    @Test
    @Timeout(60)
    void run_unnamedResult_isReleasedAfterManyOthers() throws InterruptedException {
        var weak = new WeakReference<>(value("new double[100_000]"));
        for (int i = 0; i < 31; i++) value("1 + 1");
        while (weak.get() != null) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals(5, value("2 + 3"));
    }

    @Test
    void showAdjoint_cellsOwnFunction_usersNamesAndLines() {
        done("double grow(double level, int years) {\n  for (int y = 0; y < years; y++)\n    level *= 1.5 * level;\n  return level;\n}");
        String text = value("showAdjoint(rate -> grow(rate, 3))").toString();
        assertTrue(text.contains("while (y < years)"), text);
        assertTrue(text.matches("(?s).*level1Bar.*// line 3\n.*"), text);
        assertFalse(text.contains("JShell"), text);
    }

    @Test
    void recordWithCompactConstructor_needsNoPublic() {
        done("record Checked(int a) {\n  Checked {\n    if (a < 0) throw new IllegalArgumentException(\"a \" + a);\n  }\n}");
        assertEquals(2, value("new Checked(2).a()"));
        var failed = failed("new Checked(-1)");
        assertTrue(plain(failed).contains("line 3, in new Checked") || plain(failed).contains("line 3"), plain(failed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"class Gone {}\nnope", "class Gone { int x = \"a\"; }",
            "record Gone(int a) { Gone { a = \"\"; } }"})
    void variables_afterAClassWasRefused_keepTheirTypes(String refused) {
        assertInstanceOf(CellResult.Failed.class, cell(refused));
        done("var list = List.of(4);\nvar it = new Iterator<Integer>() {\n  int n = 4;\n"
                + "  public boolean hasNext() { return true; }\n  public Integer next() { return n++; }\n};");
        assertEquals("List<Integer>", ((JavaShell) shell).definitions().stream().filter(d -> d.name().equals("list"))
                .findFirst().orElseThrow().type());
        assertEquals(9, value("it.next() + it.n"));
        value("list");
        assertEquals(4, value("ans.get(0)"));
        assertTrue(((JavaShell) shell).definitions().stream().noneMatch(d -> d.name().equals("Gone")));
        String unknown = ((CellResult.Failed) cell("new Gone()")).message();
        assertTrue(unknown.contains("cannot find symbol: class Gone"), unknown);
        unknown = ((CellResult.Failed) cell("Gone gone;")).message();
        assertTrue(unknown.contains("cannot find symbol: class Gone"), unknown);
        done("Object made() { return new Gone(); }");
        assertTrue(io.printedErr().contains("made can be used when these are defined: class Gone"), io.printedErr());
        assertEquals(6, value("class Gone { int x = 6; }\nnew Gone().x"));
        assertEquals("Gone", value("made().getClass().getSimpleName()"));
        assertInstanceOf(CellResult.Failed.class, cell(refused));
        assertEquals(6, value("new Gone().x"));
        ((JavaShell) shell).reset();
    }
}
