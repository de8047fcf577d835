package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static gradshell.compile.Derivatives.check;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LargeMethodsTest {
    private static DoubleFn terms(int count, String term) {
        var source = new StringBuilder(
                "public class Large {\nstatic double f(double x) {\ndouble s = 0;\nint n = 0;\nString t;\n");
        for (int i = 1; i <= count; i++) source.append(String.format(Locale.ROOT, term, i % 7 - 3.5)).append('\n');
        source.append("return s + n;\n}\nstatic gradshell.DoubleFn f = Large::f, g = x -> f(x) * x;\n}\n");
        return SourceCode.function(SourceCode.load("Large", source.toString()), "f");
    }

    @Test
    void straightLine_ofThreeThousandTerms() {
        DoubleFn f = terms(3000, "s += %s * x * x;");
        double sum = 0;
        for (int i = 1; i <= 3000; i++) sum += i % 7 - 3.5;
        assertEquals(2 * 1.5 * sum, DIFFERENTIATOR.gradient(f, 1.5)[0], 1e-9 * Math.abs(sum));
        assertEquals(2 * 1.5 * sum, DIFFERENTIATOR.pullback(f, 1.5).back(1.0)[0], 1e-9 * Math.abs(sum));
    }

    @Test
    void generatedMethods_areShortEnoughForTheJit() {
        var function = FunctionObject.of(terms(3000, "s += %s * x * x;"), 1);
        assertTrue(new EntryWriter(new Derivation(function), function).longestSplitMethod() <= EntryWriter.COMPILED);
    }

    @Test
    void parts_mixedWithIntegersCallsAndObjects() {
        check(terms(150, "n++; s = Math.sin(s * x + n) + %s; t = \"a\" + n; s += t.length() * x;"), 0.7);
    }

    @Test
    void parts_insideALoop() {
        var source = new StringBuilder(
                "public class Looped {\nstatic gradshell.DoubleFn f = x -> {\ndouble s = 1, t = x;\n");
        source.append("for (int i = 0; i < 3; i++) {\n");
        for (int k = 0; k < 120; k++) source.append("s += 0.01 * t * x;\nt = Math.cos(s) * t;\n");
        source.append("}\nreturn s * t;\n};\n}\n");
        check(SourceCode.function(SourceCode.load("Looped", source.toString()), "f"), 0.9);
    }

    @Test
    void parts_whereAnArgumentIsOfNoUse() {
        String step = "s = Math.sin(s) * 1.1;\nu = x * s;\n";
        String source = "public class Unused {\nstatic gradshell.DoubleFn f = x -> {\ndouble s = x, u;\n"
                + step.repeat(120) + "return s * x;\n};\n}\n";
        check(SourceCode.function(SourceCode.load("Unused", source), "f"), 0.9);
    }

    private static DoubleFn branches(int count) {
        var source = new StringBuilder(
                "public class Branches {\nstatic gradshell.DoubleFn f = x -> {\ndouble s = x;\n");
        for (int k = 0; k < count; k++)
            source.append("if (s > ").append(k % 5 - 2).append(") s = s * 0.9 + 0.1 * x; else s = s + x * x;\n");
        source.append("return s;\n};\n}\n");
        return SourceCode.function(SourceCode.load("Branches", source.toString()), "f");
    }

    @Test
    void manyBranches() {
        check(branches(200), 0.9);
    }

    @Test
    void tooManyBranches_areRefused() {
        var e = assertThrows(UnsupportedOperationException.class, () -> DIFFERENTIATOR.gradient(branches(1000), 0.9));
        assertTrue(e.getMessage().contains("split it into several methods"), e.getMessage());
    }

    @Test
    void parts_thatReadAndWriteMemory() {
        var code = new StringBuilder(
                "double[] a = {x, 2}; Double box = x; var list = new java.util.ArrayList<Double>();\n");
        for (int i = 0; i < 60; i++) {
            code.append("a[%d] = Math.sin(a[%d] + %d * box); list.add(a[0] * x); box = list.get(%d) - 0.1 * x;\n"
                    .formatted(i % 2, (i + 1) % 2, i % 3, i / 2));
        }
        String source = "public class Memory { static gradshell.DoubleFn f = x -> {\n" + code
                + "return a[0] * box + list.get(7); }; }";
        check(SourceCode.function(SourceCode.load("Memory", source), "f"), 0.7);
    }
}
