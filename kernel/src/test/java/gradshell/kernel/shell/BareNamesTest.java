package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods passed by their bare names. */
class BareNamesTest extends ShellTest {
    @Test
    void method_isPassedAsAFunction() {
        done("double f(double x) { return 3 * x * x + 2 * x + 1; }\nTensor sq(Tensor v) { return v * v; }");
        assertEquals(32.0, value("gradient(f, 5)"));
        assertEquals(86.0, value("pullback(f, 5).value()"));
        assertEquals("Tensor(2, 2) float\n[[2.0, 0.0],\n [0.0, 4.0]]", value("jacobian(sq, tensor(1, 2)).toString()"));
        assertTrue(value("showAdjoint(f)").toString().contains("f_2_reverse"));
        assertTrue(value("showAdjoint(sq)").toString().contains("v.times(v)"));
        assertEquals(List.of(3.0, 6.0), value("List.of(0.5, 1.0).stream().map(f).map(Math::rint).toList()"));
    }

    @Test
    void importedMethod_isPassedAsAFunction() {
        assertEquals(1.0, value("gradient(sin, 0)"));
        done("System.out.print(gradient(cos, 0) + 1);");
        assertEquals("1.0", io.printed());
    }

    @Test
    void overloads_areChosenByTheFunctionsParameters() {
        done("double two(double a) { return a * a; }\ndouble two(double a, double b) { return a * b; }");
        assertEquals(6.0, value("gradient(two, 3)"));
        assertEquals("[4.0, 3.0]", value("Arrays.toString(gradient(two, 3, 4))"));
        String message = failed("showAdjoint(two)").message();
        assertTrue(message.contains("two is a method: two(double), two(double, double)"), message);
        assertTrue(message.contains("x -> two(x)"), message);
    }

    @Test
    void variableOfTheName_wins() {
        done("double both(double x) { return x; }\nDoubleFn both = x -> 7 * x;");
        assertEquals(7.0, value("gradient(both, 1)"));
    }

    @Test
    void names_inMethodsAndClasses() {
        done("double early(double z) { return gradient(late, z) * 2; }");
        done("double late(double z) { return z * z; }");
        assertEquals(12.0, value("early(3)"));
        assertEquals(6.0, value(
                "class Own { double own(double v) { return v * v; } double g(double x) { return gradient(own, x); } }\n"
                        + "new Own().g(3)"));
        assertEquals(3.0, value("Tensor w = ones(3);\nTensor loss() { return sum(w * w) / 2; }\n"
                + "gradient(loss, params(w)).get(w).sum().item()"));
    }

    @Test
    void unknownName_isAnErrorAtItsPlace() {
        assertEquals("Cell [" + (last() + 1) + "], line 1, column 10: cannot find symbol: variable nothing\n"
                + "    gradient(nothing, 3)\n             ^^^^^^^", failed("gradient(nothing, 3)").message());
    }
}
