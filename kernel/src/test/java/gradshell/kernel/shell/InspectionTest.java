package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.display.MimeBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shift-Tab. */
class InspectionTest extends ShellTest {
    /** The text about the place that a bar marks. */
    private String about(String code) {
        return text(code, false);
    }

    private String text(String code, boolean detailed) {
        return shell.inspect(code.replaceFirst("\\|", ""), code.indexOf('|'), detailed)
                .map(bundle -> (String) bundle.data().get("text/plain")).orElse("");
    }

    private static void assertHas(String text, String... parts) {
        for (String part : parts) assertTrue(text.contains(part), () -> "no " + part + " in: " + text);
    }

    @Test
    void inspect_methodOfTheJdk_signatureAndDocumentation() {
        MimeBundle bundle = shell.inspect("Math.abs(1.5)", 6, false).orElseThrow();
        assertHas((String) bundle.data().get("text/plain"), "double Math.abs(double a)\n", "absolute value",
                "a – the argument whose", "Overloads:\n", "    int Math.abs(int a)");
        assertHas((String) bundle.data().get("text/html"), "<b>double Math.abs(double a)</b>", "<dt>Returns</dt>",
                "<code>double</code>");
    }

    @Test
    void inspect_call_overloadThatFitsFirst() {
        assertTrue(about("Math.max(1L, |").startsWith("long Math.max(long a, long b)"));
        assertTrue(about("\"\".indexOf('a'|)").startsWith("int String.indexOf(int ch)"));
        assertTrue(about("List.of(1, 2|").startsWith("<E> List<E> List.of(E e1, E e2)"));
    }

    @Test
    void inspect_engine_hasItsDocumentation() {
        assertHas(about("gradi|ent"), "double Gradshell.gradient(DoubleFn f, double x)",
                "The derivative of a function of one number.");
        assertHas(about("rel|u"), "Activation Activations.relu", "relu(Tensor) as a layer.");
        assertHas(text("randn(2).su|m()", true), "Source:\npublic Tensor sum(int... dims) {");
    }

    @Test
    void inspect_inheritedComment_isFound() {
        assertHas(about("new ArrayList<Integer>().strea|m()"), "Stream<Integer> Collection.stream()", "sequential");
        assertHas(about("new ArrayDeque<String>().containsAl|l(null)"), "contains all of the elements");
    }

    @Test
    void inspect_types() {
        assertHas(about("ArrayLi|st"), "class java.util.ArrayList<E> extends AbstractList<E> implements List<E>",
                "Resizable-array implementation");
        done("/** A pair of numbers. */ record Two(int left, int right) {}");
        assertEquals("record Two(int left, int right)\n\nA pair of numbers.", about("Tw|o.class"));
        assertTrue(about("new Two|(1, 2)").startsWith("Two(int left, int right)"));
    }

    @Test
    void inspect_ownMethod_itsCommentAndCode() {
        done("/** Adds {@code a} to b.\n * @param a one\n * @return the sum */\nint plusTwo(int a, int b) { return a + b; }");
        assertEquals("int plusTwo(int a, int b)\n\nAdds a to b.\nParameters:\n    a – one\nReturns:\n    the sum",
                about("plusTw|o(1, 2)"));
        assertHas(text("plusTwo|", true), "Source:\nint plusTwo(int a, int b) { return a + b; }");
        assertHas(about("/// Takes *half*.\nint half(int q) { return q / 2; }\nhal|f(4)"), "Takes half.");
    }

    @Test
    void inspect_variable_typeShapeAndLook() {
        done("var numbers = List.of(1, 2, 3);\n/** How fast it learns. */\ndouble rate = 0.5;\nvar w = ones(2, 3);");
        assertEquals("List<Integer> numbers = [1, 2, 3]", about("numb|ers.size()"));
        assertEquals("double rate = 0.5\n\nHow fast it learns.", about("2 * rat|e"));
        assertHas(about("w|.sum()"), "Tensor w, shape (2, 3) = ");
        assertEquals("int here", about("int here = 3; her|e + 1"));
    }

    @Test
    void inspect_afterAFailedCellWithAClass_stillHasDocumentation() {
        failed("class Wrong { int x; }\nint y = \"text\";");
        failed("class Again { int x; }\nint y = 1 / 0;");
        assertHas(about("Math.ab|s(1)"), "absolute value");
        assertHas(about("gradi|ent"), "The derivative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatIs|This", "", "|", "1 + |2", "} { |", "\"te|xt\"", "// comm|ent", "class |"})
    void inspect_nothingThere_isEmpty(String code) {
        assertFalse(shell.inspect(code.replace("|", ""), Math.max(0, code.indexOf('|')), true).isPresent());
    }

    @Test
    void inspect_valueThatTakesForEverToShowItself_isNotWaitedFor() {
        done("class Slow {\n  public String toString() {\n    try { new CompletableFuture<String>().get(); } catch (Exception e) { }\n"
                + "    return \"at last\";\n  }\n}\nvar slow = new Slow();");
        String text = shell.inspect("slow", 2, false).orElseThrow().data().get("text/plain").toString();
        assertTrue(text.startsWith("Slow slow = (it takes too long to be shown)"), text);
    }
}
