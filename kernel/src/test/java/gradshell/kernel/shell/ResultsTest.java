package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ans} and {@code Out[n]}. */
class ResultsTest extends ShellTest {
    @Test
    void ans_hasValueAndTypeOfTheLastResult() {
        value("6 * 7");
        assertEquals(43, value("ans + 1"));
        done("int silent = 1;");
        assertEquals(44, value("ans + 1"));
        value("\"text\"");
        assertEquals(4, value("ans.length()"));
        value("List.of(3, 4)");
        assertEquals(4, value("int second = ans.get(1); second"));
    }

    @Test
    void ans_inAMethod_isTheLatest() {
        value("2.5");
        done("double twice() { return 2 * ans; }");
        assertEquals(5.0, value("twice()"));
        assertEquals(10.0, value("twice()"));
    }

    @Test
    void out_hasTheResultOfItsCell() {
        value("new int[]{1, 2, 3}");
        int array = last();
        value("\"other\"");
        assertEquals(3, value("Out[" + array + "].length"));
        assertEquals(9, value("int sum = 0; for (int v : Out[" + array + "]) sum += v; sum + Out[" + array + "][2]"));
    }

    @Test
    void out_ofTypeWithoutNameOrRedefined_isAnObject() {
        value("new Object() { public String toString() { return \"nameless\"; } }");
        assertEquals("nameless", value("Out[" + last() + "].toString()"));
        done("record Kind(int a) {}");
        value("new Kind(1)");
        int kind = last();
        done("record Kind(int a, int b) {}");
        assertEquals("Kind[a=1]", value("Out[" + kind + "].toString()"));
    }

    @Test
    void out_inTextAndComments_isLeftAlone() {
        assertEquals("Out[1] ans", value("// Out[99]\nString s = \"Out[1] ans\"; /* Out[98] */ s"));
    }

    @Test
    void out_notThere_isAnErrorAtItsPlace() {
        done("int nothingShown = 1;");
        var failed = failed("int a = 1;\nint b = Out[" + last() + "];");
        assertTrue(failed.message().startsWith("Cell [" + last() + "], line 2, column 9: Out[" + (last() - 1)
                + "] is not there"), failed.message());
    }

    @Test
    void error_inACellWithResults_keepsItsPosition() {
        value("\"abc\"");
        var failed = failed("Out[" + last() + "].length() + missing");
        assertTrue(failed.message().contains("column " + ("Out[" + (last() - 1) + "].length() + m").length() + ": "),
                failed.message());
        assertTrue(failed.message().contains("    Out[" + (last() - 1) + "].length() + missing"), failed.message());
    }

    @Test
    void errors_callResultsByTheirNames() {
        value("(String) null");
        String name = "Out[" + last() + "]";
        assertTrue(failed(name + ".length()").message().contains("because \"" + name + "\" is null"));
        value("\"abc\"");
        name = "Out[" + last() + "]";
        assertTrue(failed("int wrong = " + name + ".size();").message().contains("variable " + name), io::printed);
    }

    @Test
    void usersOwnNames_winOverResults() {
        done("int[] Out = {7, 8}; String ans = \"mine\";");
        value("5");
        assertEquals("mine8", value("ans + Out[1]"));
        ((JavaShell) shell).reset();
    }

    @Test
    @Timeout(60)
    void results_manyLater_areReleased() throws InterruptedException {
        var weak = new WeakReference<>(value("new double[100_000]"));
        int number = last();
        assertEquals(100_000, value("Out[" + number + "].length"));
        for (int i = 0; i < 31; i++) value("1 + " + i);
        while (weak.get() != null) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(failed("Out[" + number + "]").message().contains("is not there"));
    }

    @Test
    void completion_ofResults_knowsTheirTypes() {
        value("\"abc\"");
        String code = "Out[" + last() + "].isEm";
        assertEquals(List.of("isEmpty()"),
                shell.complete(code, code.length()).candidates().stream().map(Completion.Candidate::text).toList());
        assertFalse(shell.complete("Out", 3).candidates().stream().anyMatch(c -> c.text().startsWith("Out_")));
    }

    @Test
    void typeThatCannotBeWritten_isTheNearestThatCan() {
        done("interface Figure { default double size() { return 3; } } record A() implements Figure {}"
                + " record B() implements Figure {}");
        value("List.of(new A(), new B())");
        assertEquals(6.0, value("ans.stream().mapToDouble(f -> f.size()).sum()"));
        value("true ? new A() : new B()");
        assertEquals(3.0, value("ans.size()"));
    }
}
