package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.Completeness.Status;
import gradshell.kernel.shell.Completion.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tab and Enter. */
class CompletionTest extends ShellTest {
    private List<String> texts(String code) {
        return shell.complete(code, code.length()).candidates().stream().map(Candidate::text).toList();
    }

    @Test
    void complete_membersOfVariable_objectsMethodsLast() {
        done("var word = \"abc\";");
        var found = texts("word.");
        assertTrue(found.contains("length()") && found.contains("substring("), found.toString());
        assertTrue(found.indexOf("hashCode()") > found.indexOf("substring("));
        assertEquals(found.size(), new HashSet<>(found).size());
    }

    @Test
    void complete_replacesTheNameBeforeTheCursor() {
        var found = shell.complete("Math.fl + 1", 7);
        assertEquals(5, found.start());
        assertEquals(7, found.end());
        assertEquals(new Candidate("floor(", "method", "double Math.floor(double a)"), found.candidates().getFirst());
    }

    @Test
    void complete_namesOfSessionPreloadsAndKeywords() {
        done("int counterOfMine = 1;\nint counted(int a) { return a; }");
        assertTrue(texts("count").containsAll(List.of("counterOfMine", "counted(")));
        assertTrue(texts("grad").contains("gradient("));
        assertTrue(texts("whi").contains("while"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(yHat - y).", "(yHat - y).square().", "((yHat - y) * (yHat - y) / 2).", "(2 * y).",
            "(-y).",
            "var d = yHat - y;\nd.", "gradient(x -> (x - y).|, y)", "gradient(x -> x.|, y)",
            "gradient(x -> x.|sum(), y)",
            "List.of(y).forEach(x -> x."})
    void complete_behindOperatorsAndParametersOfLambdas_knowsTheType(String code) {
        done("var yHat = ones(3); var y = ones(3);");
        int cursor = code.contains("|") ? code.indexOf('|') : code.length();
        var found = shell.complete(code.replace("|", ""), cursor).candidates();
        assertTrue(found.stream().anyMatch(c -> c.text().equals("matmul(")), code + found);
    }

    @Test
    void complete_expectedType_comesFirst() {
        done("String fitsNot = null; int fits = 3;");
        assertEquals("fits", texts("int v = fit").getFirst());
    }

    @Test
    void complete_behindDeclarations_works() {
        assertTrue(texts("record Two(int left, int right) {}\nMath.ab").contains("abs("));
        assertTrue(texts("var inner = \"a\";\ninner.isEm").contains("isEmpty()"));
    }

    @Test
    void complete_nothingFits_isEmpty() {
        assertEquals(List.of(), texts("noSuchThing."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int f(int q) {\n  for (var t : List.of(\"\")) {\n    t.trim",
            "Stream.of(\"\").map(s -> s.trim",
            "Stream.of(\"\").map(s -> { var t = s; return t.trim", "int broken = foo(;\n\"a\".trim",
            "var s = \"\"\ns.trim", "Object o = 1; if (o instanceof String s && s.trim", "\"😀\" + \" \".trim",
            "class A { String s; void go() { s.trim", "double k = 2;\nString g(String s) { return s\n  .trim",
            "try { \"\".trim", "String 日本 = \"\"; 日本.trim"})
    void complete_unfinishedCode_isRead(String code) {
        assertEquals(List.of("trim()"), texts(code));
    }

    @Test
    void complete_codeBehindTheCursor_isReadToo() {
        String code = "gradient(x -> x.su, randn(2))";
        var found = shell.complete(code, code.indexOf(','));
        assertEquals("sum(", found.candidates().getFirst().text());
        assertEquals(16, found.start());
        assertEquals(18, found.end());
    }

    @Test
    void complete_argument_saysWhatIsWanted() {
        done("int area(int width, int height) { return width * height; }");
        var first = shell.complete("area(1, ", 8).candidates();
        assertTrue(first.contains(new Candidate("/* int height */", "parameter", "int area(int width, int height)")));
        assertTrue(texts("area(").contains("/* int width */"));
    }

    @Test
    void complete_switchOnEnum_offersItsConstants() {
        done("enum Light { RED, GREEN }\nvar light = Light.RED;");
        assertEquals(List.of("GREEN", "RED"), texts("switch (light) { case "));
        assertEquals(List.of("GREEN"), texts("switch (light) { case RED -> 1; case G"));
    }

    @Test
    void complete_record_componentsFirst() {
        done("record Place(int north, int east) {}");
        assertEquals(List.of("east()", "north()"), texts("new Place(1, 2).").subList(0, 2));
    }

    @Test
    void complete_types_importedOrWithTheirPackages() {
        assertTrue(texts("new ArrayDe").contains("ArrayDeque"));
        assertTrue(texts("HttpCl").contains("java.net.http.HttpClient"));
        assertEquals(List.of("util"), texts("import java.ut"));
        assertTrue(texts("import java.util.concurrent.Exec").contains("ExecutorService"));
        assertEquals(List.of("entry"), texts("import static java.util.Map.en"));
        assertTrue(texts("List<Strin").contains("String"));
        assertEquals("Override", texts("@Overr").getFirst());
    }

    @Test
    void complete_methodReference_namesAlone() {
        assertTrue(texts("Stream.of(\"\").map(String::tr").contains("trim"));
        assertTrue(texts("String::").contains("new"));
    }

    @Test
    void complete_literalsAndComments_haveNoJava() {
        for (String code : List.of("\"Mat", "// Mat", "/* Mat", "\"\"\"\n Mat", "'M", "1.5e"))
            assertEquals(List.of(), texts(code), code);
    }

    @Test
    void complete_pathInAString_offersFiles(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("weights.bin"), "");
        Files.createDirectory(dir.resolve("wide"));
        String start = dir.toString().replace('\\', '/') + "/";
        assertEquals(List.of(start + "weights.bin", start + "wide/"), texts("Files.size(Path.of(\"" + start + "w"));
        assertEquals(List.of(), texts("foo(\"" + start + "w"));
    }

    @Test
    void complete_members_deprecatedLast() {
        var found = texts("Thread.currentThread().");
        assertTrue(found.indexOf("getId()") > found.indexOf("threadId()") && found.contains("getId()"),
                found.toString());
        assertTrue(found.indexOf("getId()") > found.indexOf("toString()"), found.toString());
    }

    @Test
    void complete_whileACellRuns_answers() throws Exception {
        var other = new RecordingIo();
        var running = Thread.ofVirtual().start(() -> shell.run("while (true);", 99, other));
        while (texts("Math.cb").isEmpty() || !running.isAlive()) Thread.onSpinWait();
        assertEquals(List.of("cbrt("), texts("Math.cb"));
        while (running.isAlive()) {
            shell.interrupt();
            running.join(20);
        }
    }

    @ParameterizedTest
    @CsvSource({"1 + 1, COMPLETE, ''", "'int x = 5', COMPLETE, ''", "'', COMPLETE, ''", "x +, INCOMPLETE, ''",
            "'for (int i = 0; i < 3; i++) {', INCOMPLETE, '    '", "'  foo(', INCOMPLETE, '      '", "} {, INVALID, ''",
            "'\"abc', INVALID, ''", "'int a = 1; class B {', INCOMPLETE, '    '"})
    void isComplete_code_isJudged(String code, Status status, String indent) {
        assertEquals(new Completeness(status, indent), shell.isComplete(code));
    }
}
