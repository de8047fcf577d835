package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that no cell can reach any more are released, and what uses up memory ends its cell and nothing else. */
@Timeout(120)
class MemoryTest extends ShellTest {
    @ParameterizedTest
    @ValueSource(strings = {"var big = new double[100_000 + 1];", "String big = \"small\";", "big = null;",
            "int other = 0; double[] big = {other};", "Object big;"})
    void value_overwritten_isReleased(String code) throws InterruptedException {
        done("var big = new double[100_000];");
        var weak = new WeakReference<>(value("big"));
        for (int i = 0; i < 31; i++) value("1 + " + i);
        done(code);
        awaitReleased(weak);
    }

    @Test
    void tensor_overwritten_isReleased() throws InterruptedException {
        done("var big = ones(300, 300);");
        var weak = new WeakReference<>(((JavaShell) shell).definitions().stream()
                .filter(d -> d.name().equals("big")).findFirst().orElseThrow().value());
        done("var big = ones(200, 300);");
        awaitReleased(weak);
    }

    @Test
    void value_movedByARedefinition_isReleasedWhenOverwritten() throws InterruptedException {
        done("record Unit(int a) {}\nint made() { return new Unit(1).a(); }\nvar moved = new int[100_000 + made() - 1];");
        var weak = new WeakReference<>(((JavaShell) shell).definitions().stream()
                .filter(d -> d.name().equals("moved")).findFirst().orElseThrow().value());
        done("int made() { return 2; }");
        assertEquals(100_000, value("moved.length"));
        done("moved = null;");
        awaitReleased(weak);
    }

    @Test
    void cells_thatFailOnTheWay_keepTheValuesOfEarlierOnes() {
        done("var kept = new int[]{1, 2, 3};");
        failed("int zero = 0;\nint broken = 1 / zero;\nvar kept = \"never\";");
        assertEquals(3, value("kept.length"));
    }

    @Test
    void endlessRecursionAndFullMemory_endTheirCellsOnly() {
        done("int alive = 7; int deep(int n) { return deep(n + 1) + 1; }");
        assertEquals("StackOverflowError", failed("deep(0)").name());
        assertEquals("OutOfMemoryError", failed("long[][] all = new long[10_000][];\n"
                + "for (int i = 0; i < all.length; i++) all[i] = new long[Integer.MAX_VALUE - 8];").name());
        assertEquals(8, value("alive + 1"));
    }

    @Test
    void class_redefined_saysWhichVariablesItEmptied() {
        done("record Box(int a) {}\nvar box = new Box(1);");
        done("record Box(int a, int b) {}");
        assertTrue(io.printedErr().contains("box"), io.printedErr());
    }

    private static void awaitReleased(WeakReference<?> weak) throws InterruptedException {
        while (weak.get() != null) {
            System.gc();
            Thread.sleep(20);
        }
    }
}
