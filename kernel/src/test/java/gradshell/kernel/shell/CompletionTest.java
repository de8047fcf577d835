package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.Completeness.Status;
import gradshell.kernel.shell.Completion.Candidate;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tab, Shift-Tab and Enter. */
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

    @Test
    void inspect_method_hasSignatureAndDocumentation() {
        var data = shell.inspect("Math.abs(", 9, true).orElseThrow().data();
        assertTrue(data.get("text/plain").toString().contains("double Math.abs(double a)"));
        assertTrue(data.get("text/plain").toString().contains("absolute value"));
        assertTrue(data.get("text/html").toString().contains("<code>"));
        assertTrue(shell.inspect("Math.abs", 6, false).isPresent());
    }

    @Test
    void inspect_variable_hasTypeAndValue() {
        done("var numbers = List.of(1, 2, 3);");
        var data = shell.inspect("numbers.size()", 3, false).orElseThrow().data();
        assertEquals("List<Integer> numbers = [1, 2, 3]", data.get("text/plain"));
    }

    @Test
    void inspect_unknownName_isEmpty() {
        assertFalse(shell.inspect("whatIsThis", 4, false).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"1 + 1, COMPLETE, ''", "'int x = 5', COMPLETE, ''", "'', COMPLETE, ''", "x +, INCOMPLETE, ''",
            "'for (int i = 0; i < 3; i++) {', INCOMPLETE, '    '", "'  foo(', INCOMPLETE, '      '", "} {, INVALID, ''",
            "'\"abc', INVALID, ''", "'int a = 1; class B {', INCOMPLETE, '    '"})
    void isComplete_code_isJudged(String code, Status status, String indent) {
        assertEquals(new Completeness(status, indent), shell.isComplete(code));
    }
}
