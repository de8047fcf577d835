package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import gradshell.kernel.shell.CellResult.Failed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators of tensors, which Java refuses. */
class OperatorsTest extends ShellTest {
    @BeforeEach
    void tensors() {
        done("var x = tensor(1, 2);\nvar y = tensor(3, 5);\nint n = 3;\nfloat q = 0.5f;\nInteger boxed = 2;");
    }

    private void assertTensor(String code, double... expected) {
        assertArrayEquals(expected, ((Tensor) value(code)).toDoubleArray(), 1e-6, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x + y|4|7", "x - y|-2|-3", "x * y|3|10", "y / x|3|2.5", "-x|-1|-2",
            "x * 3 + y|6|11", "2 * x|2|4", "1 - x|0|-1", "1.0 / x|1|0.5", "n + x|4|5", "q * x|0.5|1", "boxed - x|1|0",
            "x * boxed|2|4", "(y - x) * (y - x) / 2|2|4.5", "-x * -y|3|10", "-(x - y)|2|3", "x - -y|4|7",
            "2 * x * y - x / 2 + 1|6.5|20", "(Tensor) x - y|-2|-3", "n > 2 ? x - y : x|-2|-3", "- /* a */ x|-1|-2",
            "1 - 2 * x - 3 * (x - 1)|-1|-6", "new Tensor[]{x - y}[0] * 2|-4|-6", "sum(x * y) * x|13|26",
            "exp(x - x) + (x - y).abs()|3|4", "List.of(x, y).get(1) - x|2|3", "(n + 1) * x / (n - 1)|2|4",
            "x /* a - b */ - // c\\u000a y|-2|-3"})
    void operator_betweenTensorsAndNumbers(String code, double first, double second) {
        assertTensor(code.replace("\\u000a", "\n"), first, second);
    }

    @Test
    void variable_getsTheTypeOfItsValue() {
        done("var d = y - x, e = 1;".replace(", e = 1", ""));
        assertTensor("var square = d * d;\nsquare.plus(d)", 6, 12);
        done("Tensor t = x * 2, u = -t;\npublic static final Tensor fixed = t - u;");
        assertTensor("fixed", 4, 8);
        assertEquals("ok", value("String s = \"ok\";\nTensor z = 3 * x;\ns"));
    }

    @Test
    void compoundAssignment_ofVariablesFieldsAndElements() {
        done("var w = tensor(1, 1);\nvar g = tensor(2, 4);\nw -= 0.1 * g;\nw *= 2;");
        assertTensor("w", 1.6, 1.2);
        done("class Cell { Tensor t = ones(2); void up() { t += 1; this.t /= x; } }\nvar c = new Cell();\nc.up();\nc.t -= 1;");
        assertTensor("c.t", 1, 0);
        done("Tensor[] ts = {x, y};\nfor (int i = 0; i < 2; i++) ts[i] += ts[i] * i;");
        assertTensor("ts[1]", 6, 10);
    }

    @Test
    void compoundAssignment_evaluatesItsTargetOnce() {
        done("Tensor[] ws = {x, x, y};\nint at = 0, asked = 0;\nTensor[] all() { asked++; return ws; }\nint next() { return at++; }");
        done("ws[at++] -= x;");
        assertTensor("ws[0]", 0, 0);
        done("ws[++at] *= 2;\nws[at--] += 1;");
        assertTensor("ws[2]", 7, 11);
        assertEquals(1, value("at"));
        done("all()[next()] -= x;\nif (at == 2) all()\n  [next()] /= (x * 2);");
        assertTensor("ws[1]", 0, 0);
        assertTensor("ws[2]", 3.5, 2.75);
        assertEquals("2 3", value("asked + \" \" + at"));
        done("class Knob { Tensor t = ones(2); }\nvar knob = new Knob();\nKnob knob() { asked++; return knob; }\nknob().t *= 3;");
        assertTensor("knob.t", 3, 3);
        assertTrue(failed("Fn<Tensor, Tensor> f = v -> all()[0] -= v;").message().contains("bad operand types"));
    }

    @Test
    void operators_inMethodsLambdasClassesAndRecords() {
        done("""
            Tensor line(Tensor a, Tensor b) {
                var d = a - b;
                Fn<Tensor, Tensor> twice = v -> 2 * v;
                for (Tensor part : List.of(a, b)) {
                    d += part * 0;
                }
                return twice.apply(d) + d * d;
            }
            record Model(Tensor w, double scale) implements Layer {
                public Tensor apply(Tensor in) { return w * in * scale + new Object() { Tensor half() { return in / 2; } }.half(); }
                static class Inner<T extends Tensor> { Tensor of(T t) { return 1 - t; } }
            }
            """);
        assertTensor("line(y, x)", 8, 15);
        assertTensor("new Model(x, 2).apply(y) - new Model.Inner<Tensor>().of(x)", 7.5, 23.5);
        assertTensor("List.of(x, y).stream().map(v -> v * v - 1).reduce((a, b) -> a - b).get()", -8, -21);
    }

    @Test
    void gradients_ofCodeWithOperators() {
        assertTensor("gradient(v -> sum(v * v / 2 - 3 * v), x)", -2, -1);
        done("var m = dense(2, 1);\nvar ps = params(m);\n"
                + "var gs = gradient(() -> sum((m.apply(x) - 1) * (m.apply(x) - 1)), ps);");
        assertEquals(true, value("(2 * gs - gs).norm() == gs.norm() && (-gs / 2).has(m.weight())"));
        assertEquals(2.0,
                value("double two(double v) { return sum(v * x - x).item(); }\ngradient(v -> two(v), 3) - 1"));
    }

    @Test
    void ownTypes_haveOperatorsByTheirMethods() {
        done("record Complex(double re, double im) {\n  Complex times(Complex o) { return new Complex(re * o.re - im * o.im, re * o.im + im * o.re); }\n"
                + "  Complex squared() { return this * this; }\n}");
        assertEquals("Complex[re=-1.0, im=0.0]", value("var i = new Complex(0, 1);\n(i * i).toString()"));
        assertEquals("Complex[re=-1.0, im=0.0]", value("i.squared().toString()"));
    }

    @Test
    void classesInAnyOrder_areRewrittenWhenTheirTypesAreKnown() {
        done("class Early { Tensor f(Late l) { return l.t - 1; } }");
        done("class Late { Tensor t = x; }");
        assertTensor("new Early().f(new Late()) * 2", 0, 2);
        assertTensor("Tensor g(Second s) { return -s.t() * 2; }\nrecord Second(Tensor t) {}\ng(new Second(x))", -2, -4);
    }

    @Test
    void errors_pointAtTheUsersText() {
        Failed failed = failed("var a = x - y;\nvar b = (x - y) * missing;\n");
        assertEquals("Cell [" + last() + "], line 2, column 19: cannot find symbol: variable missing\n"
                + "    var b = (x - y) * missing;\n                      ^^^^^^^", failed.message());
        failed = failed("int k = 2 * x - y;");
        assertTrue(failed.message().contains("line 1, column 15: incompatible types: Tensor"
                + " cannot be converted to int\n    int k = 2 * x - y;\n                  ^"), failed.message());
        assertTrue(failed("x - \"text\"").message().contains("bad operand types for binary operator '-'"));
        assertTrue(failed("a").message().contains("cannot find symbol"));
    }

    @Test
    void exceptions_nameTheUsersLines() {
        String trace = plain(failed("var three = tensor(1, 2, 3);\nvar d =\n  x\n  - three\n  * 2;"));
        assertTrue(trace.endsWith("Cell [" + last() + "], line 4\n    - three"), trace);
        done("Tensor bad(Tensor a) {\n  var s = a - 1;\n  return s\n      * tensor(1, 2, 3);\n}");
        String inMethod = plain(failed("bad(x)"));
        assertTrue(inMethod.contains("Cell [" + (last() - 1) + "], line 4, in bad\n    * tensor(1, 2, 3);"), inMethod);
    }

    @Test
    void comparison_isRefusedWithAHint() {
        assertTrue(failed("if (x > 0) n = 1;").message().contains("x.gt(0)"));
        assertTrue(failed("x % 2").message().contains("bad operand types"));
    }

    @Test
    void refusedCell_changesNothing() {
        failed("x -= y;\nTensor lost(Tensor v) { return v * 2; }\nnope");
        assertTensor("x", 1, 2);
        assertTrue(failed("lost(x)").message().contains("cannot find symbol"));
    }

    @Test
    void evaluationOrder_isLeftToRightAndOnce() {
        done("var log = new StringBuilder();\nTensor note(String s) { log.append(s); return x; }\n"
                + "double num(String s) { log.append(s); return 2; }");
        done("var order = num(\"a\") * note(\"b\") - note(\"c\") / num(\"d\");");
        assertEquals("abcd", value("log.toString()"));
    }
}
