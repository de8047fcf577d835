package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.kernel.shell.Completeness.Status;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellEndTest {
    private final JShell shell = JShell.builder().executionEngine("local").build();

    @AfterAll
    void close() {
        shell.close();
    }

    @Test
    void of_wholeStatements_isComplete() {
        assertStatus(Status.COMPLETE, "", "1 + 1", "int a = 1; a", "for (;;) a();", "int a = 1;\nif (a > 0) b();\n");
    }

    @Test
    void of_loopWithoutBody_isIncomplete() {
        assertStatus(Status.INCOMPLETE, "for (int i = 0; i < 2; i++)", "int a = 1;\nwhile (a > 0)");
    }

    @Test
    void of_openBracket_isIncomplete() {
        assertStatus(Status.INCOMPLETE, "void f() {", "f(", "1 +", "\"\"\"", "/* a");
    }

    @Test
    void of_openString_isInvalid() {
        assertStatus(Status.INVALID, "\"a", "} {");
    }

    private void assertStatus(Status expected, String... codes) {
        for (String code : codes)
            assertEquals(expected, CellEnd.of(shell.sourceCodeAnalysis(), code).status(), code);
    }
}
