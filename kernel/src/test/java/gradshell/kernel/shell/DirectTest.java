package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables, statements and expressions, which JShell does not compile, among definitions, which it does. */
class DirectTest extends ShellTest {
    @Test
    void variable_declaredAgain_isSeenByEarlierMethods() {
        done("int k = 2;\nint twice() { return 2 * k; }");
        assertEquals(4, value("twice()"));
        done("k = 5;");
        assertEquals(10, value("twice()"));
        assertEquals(14, value("int k = 7;\ntwice()"));
        assertEquals("aa", value("String k = \"a\";\nString twice() { return k + k; }\ntwice()"));
    }

    @Test
    void variable_ofTheNameOfAnImport_isSeenByEarlierMethods() {
        done("double area(double r) { return PI * r * r; }");
        assertEquals(3.0, value("double PI = 3;\narea(1)"));
    }

    @Test
    void variable_thatAMethodWaitsFor_isSeenByIt() {
        done("int sum() { return awaited + 1; }");
        assertEquals(3, value("int awaited = 2;\nsum()"));
    }

    @Test
    void variable_inAFailedCell_isAsBefore() {
        done("int keep = 1;\nint kept() { return keep; }");
        failed("int keep = 2;\nint other = nothing;");
        assertEquals(List.of(1, 1), value("List.of(keep, kept())"));
        failed("String keep = \"\";\nint other() { return 1 + ; }");
        assertEquals(List.of(1, 1), value("List.of(keep, kept())"));
    }

    @Test
    void variable_behindWhatThrows_isAsBefore() {
        done("int later = 1;");
        failed("if (later > 0) throw new RuntimeException();\nint later = 2;");
        assertEquals(1, value("later"));
    }

    @Test
    void variable_declaredBelow_isNotMeantAbove() {
        done("int up = 1;");
        assertEquals(11, value("int was = up;\nint up = 10;\nwas + up"));
        assertEquals(5, value("int up = 2;\nint up2 = up;\nint up = 3;\nup2 + up"));
    }

    @Test
    void variable_firstOursThenOfACellsType_isOne() {
        done("int thing = 1;\nint thing() { return thing; }");
        assertEquals(3, value("record Thing(int a) {}\nThing thing = new Thing(3);\nthing.a()"));
        assertEquals(2, value("int thing = 2;\nthing"));
        assertEquals(2, value("thing()"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"List.of(HERE) | made.get(0)", "new Pair<>(tensor(1), HERE) | made.second()",
            "Stream.of(PI + HERE) | made.toList().get(0)"})
    void var_ofWhatEveryCellImports_isNotLeftToJShell(String made, String shown) {
        String here = "new Throwable().getStackTrace()[0].getClassName()";
        String className = (String) value("var made = " + made.replace("HERE", here) + ";\n" + shown);
        assertTrue(className.contains(Direct.CLASS), className);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"int[] a = {1, 2, 3}; a.length | 3", "int[][] a = {{1}, {2}}; a[1][0] | 2",
            "Map<String, List<Integer>> m = new HashMap<>(); m.size() | 0", "byte b = 5; b + 1 | 6",
            "var o = new Object() { int n = 3; }; o.n | 3", "int p = 1, q = 2; p + q | 3", "int c[] = {4}; c[0] | 4",
            "double \u03b1 = 2; \u03b1 * 2 | 4.0", "final int f = 8; f | 8", "long l; l | 0", "int s = 1 ; ; s | 1",
            "var w = switch (1) { case 1 -> 5; default -> 2.0; }; w | 5.0", "true ? 1 : 2.0 | 1.0",
            "var t = true ? 1 : \"a\"; t | 1", "int /* a */ cm = /* b */ 5 /* c */ ; /* d */ cm // e | 5",
            "Function<Integer, Integer> fn = v -> v + 1; fn.apply(1) | 2", "int i = 0; i++ | 0",
            "var k = \"x\".getClass(); k.getSimpleName() | String", "int z = 4; z = z * 2 | 8",
            "List<?> any = List.of(7); any.get(0) | 7", "if (true) { int in = 3; } 6 | 6",
            "Thread t1 = null; t1 == null | true", "int o1 = 1; int o2 = 2; o1 < o2 | true"})
    void cell_asJavaHasIt_givesItsValue(String code, String value) {
        assertEquals(value, String.valueOf(value(code)));
    }

    @Test
    void lambda_overAVariable_seesItsChangesAndNotItsSuccessor() {
        done("int n = 1;\nSupplier<Integer> now = () -> n;");
        assertEquals(2, value("n = 2;\nnow.get()"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.out.println(1)", "Runnable r = () -> {};\nr.run()"})
    void callWithoutValue_showsNothing(String code) {
        assertNull(done(code).shown());
    }

    @Test
    void error_hasItsLine() {
        assertTrue(plain(failed("int a = 1; int b = 0;\n\n// a comment\nint c = a / b;")).contains("], line 4\n"));
        assertTrue(plain(failed("int a = 1; int b = 0; a / b")).contains("], line 1\n"));
        assertTrue(plain(failed("/* on\n two lines */ throw new RuntimeException(\"x\");")).contains("], line 2\n"));
        String inLambda = plain(failed("Runnable bad = () -> {\n  int[] none = {};\n  none[1]++;\n};\nbad.run();"));
        assertTrue(inLambda.contains("], line 3\n") && inLambda.contains("], line 5\n"), inLambda);
    }

    @Test
    void result_hasItsOwnType() {
        done("List.of(1, 2)");
        assertEquals(2, value("ans.get(0) + 1"));
        done("Map.Entry<String, int[]> entry = Map.entry(\"a\", new int[] {4});\nentry");
        assertEquals(4, value("ans.getValue()[0]"));
        assertEquals("Map.Entry<String, int[]>", type("entry"));
        done("var numbers = Stream.of(1).toList();");
        assertEquals("List<Integer>", type("numbers"));
    }

    private String type(String variable) {
        return ((JavaShell) shell).definitions().stream().filter(d -> d.name().equals(variable)).findFirst()
                .orElseThrow().type();
    }

    @Test
    void misspeltVariable_isOffered() {
        done("double learningRate = 0.1;");
        assertTrue(plain(failed("learningRat * 2")).contains("did you mean learningRate"));
        assertFalse(plain(failed("\"\".learningRat()")).contains("did you mean"));
    }
}
