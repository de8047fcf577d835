package gradshell.bench;

import java.util.function.IntFunction;

/**
 * What the same cells are in a kernel's language.
 *
 * @param first the first cell of a session
 * @param gradient a first gradient, with its imports; null when the kernel has none
 * @param tensorGradient the same of tensors
 * @param small declares something and shows a value: the {@code i}-th of many
 * @param dotted ends with a dot, to be completed
 * @param named ends with a name, to be explained
 * @param endless runs until it is interrupted
 * @param flood prints a million lines
 */
record Cells(String first, String gradient, String tensorGradient, IntFunction<String> small, String dotted,
        String named, String endless, String flood) {
    static final Cells JAVA = new Cells("1 + 1", """
            import static gradshell.Gradshell.*;
            double f(double x) { return 3 * x * x + 2 * x + 1; }
            gradient(x -> f(x), 5)""", """
            import gradshell.*;
            import static gradshell.Gradshell.*;
            var w = randn(3, 4);
            gradient(() -> sum(w.times(w)), params(w))""",
            i -> "double x" + i + " = " + i + " * 0.5;\nx" + i + " + 1", "\"text\".", "Math.max",
            "long spin = 0;\nwhile (true) spin++;",
            "for (int i = 0; i < 1_000_000; i++) System.out.println(\"line \" + i);");

    static final Cells PYTHON = new Cells("1 + 1", null, null, i -> "x" + i + " = " + i + " * 0.5\nx" + i + " + 1",
            "\"text\".", "max", "spin = 0\nwhile True: spin += 1",
            "for i in range(1_000_000): print(\"line\", i)");
}
