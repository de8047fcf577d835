package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways in which snippets run: in this process, where code is instrumented, and in another, where it is replaced in place. */
class JShellTest {
    private JShell shell;

    private void start(String engine) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        shell = JShell.builder().executionEngine(engine).compilerOptions("-cp", path).build();
        shell.addToClasspath(path);
        eval("import gradshell.*; import static gradshell.Gradshell.*;");
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    /** The value of the last snippet. */
    private String eval(String code) {
        String value = null;
        for (CompletionInfo part = shell.sourceCodeAnalysis().analyzeCompletion(code);; part = shell
                .sourceCodeAnalysis()
                .analyzeCompletion(part.remaining())) {
            for (var event : shell.eval(part.source())) {
                if (event.causeSnippet() != null) continue;
                assertTrue(event.status() == Snippet.Status.VALID, () -> code + " is " + event.status() + ": "
                        + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
                if (event.exception() != null)
                    throw new AssertionError(event.exception().getMessage(), event.exception());
                value = event.value();
            }
            if (part.remaining().isBlank()) return value;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "jdi"})
    void snippets_areDifferentiatedAndRedefined(String engine) {
        start(engine);
        eval("double f(double x) { return 3*x*x + 2*x + 1; }");
        assertEquals("32.0", eval("gradient(x -> f(x), 5)"));
        eval("double a = 2; double loop(double x) { double s = 1; for (int i = 0; i < 3; i++) s *= a * x; return s; }");
        assertEquals("24.0", eval("gradient(x -> loop(x), 1)"));
        eval("a = 1;");
        assertEquals("3.0", eval("gradient(x -> loop(x), 1)"));
        eval("DoubleFn g = x -> f(x);");
        assertEquals("32.0", eval("gradient(g, 5)"));
        eval("double f(double x) { return x*x*x; }");
        assertEquals("75.0", eval("gradient(x -> f(x), 5)"));
        // an old lambda follows the new f where the plain call does
        assertEquals(eval("g.apply(2) == 8 ? 12.0 : 14.0"), eval("gradient(g, 2)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "jdi"})
    void refusals_nameSnippetsAsTheUserDoes(String engine) {
        start(engine);
        eval("class Box { double held; double keep(double x) { held = x; return x; } }");
        eval("double held; double keep(double x) { held = x; return x; }");
        eval("String why(Runnable r) { try { r.run(); return null; } catch (Exception e) { return e.getMessage(); } }");
        String message = eval("why(() -> gradient(x -> keep(x), 3))");
        assertTrue(message.contains("Can't differentiate keep: "), message);
        assertFalse(message.contains("$"), message);
        message = eval("why(() -> gradient(x -> held = x, 3))");
        assertTrue(message.contains("Can't differentiate a lambda: "), message);
        assertFalse(message.contains("$"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "jdi"})
    void lambdasAndClassesOfSnippets_areCalled(String engine) {
        start(engine);
        eval("import java.util.function.*;");
        eval("double k = 3; DoubleUnaryOperator square = v -> k * v * v;");
        assertEquals("12.0", eval("gradient(x -> square.applyAsDouble(x), 2)"));
        eval("double twice(DoubleUnaryOperator f, double x) { return f.applyAsDouble(f.applyAsDouble(x)); }");
        assertEquals("32.0", eval("gradient(x -> twice(v -> v * x, x) + twice(v -> v * v, 2), 4) - 16"));
        eval("interface Shape { double area(double r); } record Square(double s) implements Shape "
                + "{ public double area(double r) { return s * r * r; } }");
        eval("Shape shape = new Square(2);");
        assertEquals("12.0", eval("gradient(x -> shape.area(x), 3)"));
        eval("record Square(double s) implements Shape { public double area(double r) { return s * r; } }");
        eval("shape = new Square(2);");
        assertEquals("2.0", eval("gradient(x -> shape.area(x), 3)"));
    }
}
