package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user sees when a cell is wrong, and what is left of the cells before. */
class ErrorsTest extends ShellTest {
    @Test
    void compileError_pointsAtLineAndColumn() {
        var failed = failed("int a = 1;\n\n  int b = a + missing;");
        assertEquals("CompileError", failed.name());
        assertEquals("Cell [" + last() + "], line 3, column 15: cannot find symbol: variable missing\n"
                + "      int b = a + missing;\n"
                + "                  ^^^^^^^", failed.message());
    }

    @Test
    void compileErrors_areAllReported() {
        String message = failed("int p = \"text\";\nint q = nothing;\nSystem.out.printn(1);").message();
        assertTrue(message.contains("line 1, column 9: incompatible types"), message);
        assertTrue(message.contains("line 2, column 9: cannot find symbol: variable nothing"), message);
        assertTrue(message.contains("line 3, column 11"), message);
    }

    @Test
    void syntaxError_isReported() {
        String message = failed("int k = 5 +* 3;").message();
        assertTrue(message.contains("column 12: illegal start of expression"), message);
    }

    @Test
    void assert_isChecked() {
        var failed = failed("assert 1 + 1 == 3 : \"arithmetic\";");
        assertEquals("AssertionError", failed.name());
        assertTrue(failed.message().contains("arithmetic"), failed.message());
    }

    @Test
    void unfinishedCell_isReported() {
        String message = failed("int u = 1;\nvoid f() {").message();
        assertTrue(message.contains("line 2") && message.contains("end of file"), message);
    }

    @Test
    void compileErrorInLastSnippet_ranNothing() {
        done("int counter = 0;");
        failed("counter++;\nSystem.out.print(\"ran\");\nint y = counter;\nbad syntax here");
        assertEquals("", io.printed());
        assertEquals(0, value("counter"));
        assertTrue(failed("y").message().contains("variable y"));
    }

    @Test
    void compileError_keepsEarlierDefinitions() {
        done("int keep = 42;\nint twice(int v) { return 2 * v; }\nrecord Kept(int a) {}\nvar kept = new Kept(1);");
        failed("String keep = \"lost\";\nString twice(int v) { return null; }\nimport java.net.URI;\nint z = nowhere;");
        assertEquals(84, value("twice(keep)"));
        assertEquals("Kept[a=1]", value("kept.toString()"));
        assertTrue(failed("URI u;").message().contains("URI"));
    }

    @Test
    void compileErrorAfterUnchangedDeclarations_keepsTheirValues() {
        done("record Q(int a) {}\nvar q = new Q(3);\nint n = 1;\nn = 9;");
        failed("record Q(int a) {}\nvar q = new Q(3);\nint n = 1;\nnope");
        assertEquals("Q[a=3] 9", value("q + \" \" + n"));
    }

    @Test
    void refusedRedefinition_keepsWhatWasThere() {
        done("class Held { int a = 6; }\nint held() { return 3; }\nint number = 5;\nnumber = 7;\nvar held = new Held();");
        failed("class Held { int a = \"\"; }");
        failed("int held() { return \"\"; }");
        failed("int number = \"\";");
        failed("int number = \"\";\nclass Held { int a = \"\"; }\nint held() { return nope; }\nString number = \"\";\nnope");
        assertEquals("6 3 7 6", value("new Held().a + \" \" + held() + \" \" + number + \" \" + held.a"));
    }

    @Test
    void variableRedefinedTwiceInABadCell_comesBack() {
        done("int twiceOver = 5;");
        failed("String twiceOver = \"a\";\ndouble twiceOver = 2;\nnope");
        assertEquals(5, value("twiceOver"));
    }

    @Test
    void exception_namesTheUsersLinesOnly() {
        done("int div(int a, int b) {\n  int c = a + 1;\n  return a / b;\n}");
        int where = last();
        var failed = failed("int one = 1;\n\ndiv(one, 0)");
        assertEquals("ArithmeticException", failed.name());
        assertEquals("/ by zero", failed.message());
        assertEquals("ArithmeticException: / by zero\n"
                + "  Cell [" + where + "], line 3, in div\n    return a / b;\n"
                + "  Cell [" + last() + "], line 3\n    div(one, 0)", plain(failed));
    }

    @Test
    void exceptionInLambdaAndClass_namesTheirLines() {
        done("class Deep {\n  int go() {\n    return List.of(1).stream().map(v -> v / 0).toList().get(0);\n  }\n}");
        String trace = plain(failed("new Deep().go()"));
        assertTrue(trace.contains("line 3, in Deep.go\n    return List.of(1)"), trace);
    }

    @Test
    void exceptionOfBareExpression_namesItsLine() {
        String trace = plain(failed("int[] three = {1, 2, 3};\n\nthree[5]"));
        assertTrue(trace.endsWith("line 3\n    three[5]"), trace);
    }

    @Test
    void nullPointer_namesTheUsersVariable() {
        assertTrue(
                failed("String absent = null;\nabsent.length()").message().contains("because \"absent\" is null"));
    }

    @Test
    void syntaxError_isNotFollowedByOthers() {
        String message = failed("total(4)\nint total(int v) { return v; }").message();
        assertTrue(message.startsWith("Cell [" + last() + "], line 1, column 9: ';' expected"), message);
        assertEquals(3, message.lines().count(), message);
    }

    @Test
    void exception_showsItsCauses() {
        String trace = plain(failed("throw new IllegalStateException(\"outer\",\n  new IOException(\"inner\"));"));
        assertTrue(trace.startsWith("IllegalStateException: outer\n"), trace);
        assertTrue(trace.contains("Caused by: IOException: inner\n"), trace);
    }

    @Test
    void errorOfTheWayBack_namesTheOperationsLine() {
        done("var bad = customRule((Tensor x) -> {\n  return new Pullback<>(x.exp(), dy -> randn(2, 2));\n});");
        done("var w = ones(3, 3);");
        var direct = failed("""
                gradient(() -> {
                    var a = w.times(2);
                    var b = bad.apply(a);
                    return b.sum();
                }, params(w))""");
        String text = plain(direct);
        assertTrue(text.contains("customRule was recorded here\n  Cell [" + last() + "], line 3"), text);
    }

    @Test
    void errorOfTheWayBackBehindACallback_namesTheCallersLine() {
        done("var two = ones(2, 2); var three = ones(3, 3);");
        var failed = failed("""
                var late = customRule((Tensor x) -> {
                    var y = x.exp();
                    return new Pullback<>(y, dy -> three);
                });
                gradient(() -> {
                    return late.apply(two)
                            .sum();
                }, params(two))""");
        String text = plain(failed);
        assertTrue(text.contains("customRule was recorded here\n  Cell [" + last() + "], line 6"), text);
    }

    @Test
    void errorOfTheWayBackInALayer_namesTheLineOfItsCall() {
        done("var wrong = customRule((Tensor x) -> new Pullback<>(x.exp(), dy -> ones(5)));");
        done("Layer mine = x -> {\n  var y = x.times(2);\n  return wrong.apply(y);\n};");
        int layer = last();
        String text = plain(
                failed("var m = chain(mine, dense(3, 3));\ngradient(() -> m.apply(ones(3)).sum(), params(m));\n"
                        + "gradient(x -> m.apply(x).sum(), ones(3))"));
        assertTrue(text.contains("customRule was recorded here\n  Cell [" + layer + "], line 3"), text);
    }

    @Test
    void suppressedException_isShown() {
        String text = plain(failed("""
                try (AutoCloseable c = () -> { throw new IllegalStateException("closing"); }) {
                    throw new IllegalArgumentException("using");
                }"""));
        assertTrue(text.contains("Suppressed: ") && text.contains("closing"), text);
    }

    @Test
    void exceptionWithFailingMessage_isStillReported() {
        done("class Odd extends RuntimeException { public String getMessage() { throw new IllegalStateException(); } }");
        assertEquals("Odd", failed("throw new Odd();").name());
    }

    @Test
    void exceptionMidway_undoesWhatHasNotRun() {
        done("int before = 7;");
        failed("int ran = 1;\nint boom = 1 / 0;\nString before = \"new\";\nint never = 3;");
        assertEquals(8, value("before + ran"));
        assertTrue(failed("never").message().contains("never"));
    }

    @Test
    void userThrowable_isReported() {
        done("class Strange extends Throwable { Strange() { super(\"odd\"); } }");
        assertTrue(plain(failed("throw new Strange();")).contains("Strange: odd"));
    }

    @Test
    void endlessRecursion_isFoldedAndKernelGoesOn() {
        done("int down(int n) {\n  return down(n + 1) + 1;\n}");
        var failed = failed("down(0)");
        assertEquals("StackOverflowError", failed.name());
        assertTrue(plain(failed).matches("(?s)StackOverflowError\\n(.*return down.*?\\n){3}  \\.\\.\\. \\d+ more"),
                () -> plain(failed));
        assertEquals(2, value("1 + 1"));
    }

    @Test
    void endlessMutualRecursion_isFolded() {
        done("int tick(int n) {\n  return tock(n) + 1;\n}\nint tock(int n) {\n  return tick(n) + 1;\n}");
        var failed = failed("tick(0)");
        assertEquals(1 + 8 * 2 + 1 + 4 * 2, failed.traceback().size(), () -> plain(failed));
        assertTrue(plain(failed).contains(" more ...\n"), () -> plain(failed));
    }

    @Test
    void outOfMemory_kernelGoesOn() {
        assertEquals("OutOfMemoryError", failed("new long[Integer.MAX_VALUE][Integer.MAX_VALUE]").name());
        assertEquals(2, value("1 + 1"));
    }

    @Test
    void unresolvedMethod_failsClearlyWhenCalled() {
        done("int later() { return notYet(3); }");
        String trace = plain(failed("later()"));
        assertTrue(trace.contains("notYet(int)"), trace);
        assertFalse(trace.contains("SPIResolution"), trace);
    }

    @Test
    void callThatFitsNothing_isACompileError() {
        var failed = failed("System.out.print(\"ran\");\ndouble a(Tensor x) {\n"
                + "  return oneCold(x, 3.5, \"a\").size();\n}");
        assertEquals("CompileError", failed.name());
        assertTrue(failed.message().startsWith("Cell [" + last() + "], line 3, column 10: "), failed.message());
        assertTrue(failed.message().contains("oneCold") && failed.message().contains("^^^"), failed.message());
        assertEquals("", io.printed() + io.printedErr());
        assertTrue(failed("a(ones(2))").message().contains("cannot find symbol"));
    }

    @Test
    void missingMemberAndConstructor_areCompileErrors() {
        done("class Knob { int turn; }");
        String message = failed("int at(Knob k) { return k.turm; }\nint of() { return new Knob(3).turn; }").message();
        assertTrue(message.contains("line 1, column 27: cannot find symbol: variable turm"), message);
        assertTrue(message.contains("did you mean turn?"), message);
        assertTrue(message.contains("line 2, column 19: constructor Knob"), message);
    }

    @Test
    void missingMember_definedFurtherDown_isFine() {
        done("class Dial { int turn; }\nint sum(int a) { return a; }");
        done("int at(Dial d) { return sum(d.extra, 1); }\nint sum(int a, int b) { return a + b; }\n"
                + "class Dial { int extra = 4; }");
        assertEquals("", io.printedErr());
        assertEquals(5, value("at(new Dial())"));
    }

    @Test
    void redefinitionThatNoLongerFits_isNamedWhenUsed() {
        done("int half(int a) { return a / 2; }\nint user() { return half(4); }\nclass Half { Half(int a) { } }\n"
                + "Object made() { return new Half(1); }");
        done("class Half { Half(String a) { } }");
        assertTrue(failed("made()").message().contains("made does not compile any more: "));
    }

    @Test
    void failingToString_isToldAndTheValueKept() {
        done("class Mute {\n  public String toString() {\n    throw new IllegalStateException(\"no text\");\n  }\n}");
        int where = last();
        var done = done("var mute = new Mute();\nList.of(1, mute)");
        assertEquals("[1, <toString of Mute failed: java.lang.IllegalStateException: no text>]",
                done.shown().data().get("text/plain"));
        assertEquals("IllegalStateException: no text\n  Cell [" + where + "], line 3, in Mute.toString\n"
                + "    throw new IllegalStateException(\"no text\");\n", withoutColours(io.printedErr()));
        assertEquals(true, value("ans.get(1) == mute"));
        done("display(mute); print(\"on\");".replace("print", "System.out.print"));
        assertEquals("on", io.printed());
    }

    @Test
    void failingRenderer_isToldAndTheTextShown() {
        done("record Drawn(int a) {}\nregisterRenderer(Drawn.class, d -> { throw new AssertionError(\"no ink\"); });");
        String text = (String) done("new Drawn(3)").shown().data().get("text/plain");
        assertEquals("Drawn[a=3]\n(its rich form failed: java.lang.AssertionError: no ink)", text);
        assertTrue(withoutColours(io.printedErr()).startsWith("AssertionError: no ink\n  Cell [" + (last() - 1)),
                io.printedErr());
    }

    @Test
    void valueWithoutTextOfItsOwn_isNamedAsItsClassIs() {
        done("class Plain {}\nrecord Holder(Plain p, Runnable r) {}");
        String text = (String) done("new Holder(new Plain(), () -> {})").shown().data().get("text/plain");
        assertTrue(text.matches("Holder\\[p=Plain@\\w+, r=Lambda/\\w+@\\w+]"), text);
    }

    @Test
    void systemExit_isRefused() {
        assertTrue(failed("System.exit(3);").message().contains("refused"));
        assertTrue(failed("Runtime.getRuntime().halt(3);").message().contains("refused"));
        assertTrue(failed("IntConsumer end = System::exit; end.accept(3);").message().contains("refused"));
        assertTrue(
                failed("IntConsumer halt = Runtime.getRuntime()::halt; halt.accept(3);").message().contains("refused"));
        assertTrue(
                failed("BiConsumer<Runtime, Integer> e = Runtime::exit; e.accept(Runtime.getRuntime(), 3);").message()
                        .contains("refused"));
    }

    @Test
    void uncaughtInOtherThread_isPrinted() {
        done("var t = new Thread(() -> { throw new IllegalStateException(\"aside\"); }); t.start(); t.join();");
        assertTrue(io.printedErr().contains("aside"));
    }

    @Test
    void misspeltName_isGuessed() {
        done("int velocity = 3;");
        assertTrue(failed("veloctiy + 1").message().contains("did you mean velocity?"));
        String message = failed("List.of(1).sizee()").message();
        assertTrue(message.contains("did you mean size?"), message);
        assertTrue(failed("rleu(tensor(1, 2))").message().contains("did you mean relu?"));
    }

    @Test
    void refusedGradient_namesTheUsersLine() {
        done("int unrelated = 1;\n\ndouble total(double x) {\n  var list = new ArrayList<Double>();\n  list.add(Double.parseDouble(\"\" + x));\n"
                + "  return list.get(0);\n}");
        String place = "Cell [" + last() + "], line 5";
        var failed = failed("gradient(x -> total(x), 3)");
        assertEquals("UnsupportedOperationException", failed.name());
        assertTrue(failed.message().startsWith("Can't differentiate total (" + place + "): "), failed.message());
        assertTrue(plain(failed).contains("\n  " + place + ", in total\n    list.add(Double.parseDouble(\"\" + x));\n"),
                () -> plain(failed));
        assertFalse(plain(failed).contains("$JShell$"), () -> plain(failed));
    }

    @Test
    void refusedGradient_caughtInACell_namesTheUsersLine() {
        done("String why(Runnable r) {\n  try { r.run(); return \"\"; } catch (RuntimeException e) { return e.getMessage(); }\n}");
        done("class Crate {\n  static double held;\n  static double keep(Crate b, double x) {\n    b.held = x;\n    return x;\n  }\n}\n"
                + "var crate = new Crate();");
        int crate = last();
        String inClass = (String) value("why(() -> gradient(x -> Crate.keep(crate, x), 3))");
        assertTrue(inClass.startsWith("Can't differentiate Crate.keep (Cell [" + crate + "], line 4): "), inClass);
        String inLambda = (String) value("why(() -> gradient(x -> {\n  crate.held = x;\n  return x;\n}, 3))");
        assertTrue(inLambda.startsWith("Can't differentiate a lambda (Cell [" + last() + "], line 2): "), inLambda);
        String inMethod = (String) value("double at() {\n  return gradient(x -> { crate.held = x; return x; }, 3);\n}\n"
                + "why(() -> at())");
        assertTrue(inMethod.startsWith("Can't differentiate a lambda in at (Cell [" + last() + "], line 2): "),
                inMethod);
        assertFalse((inClass + inLambda + inMethod).contains("$"), inClass + inLambda + inMethod);
    }

    @Test
    void redefinedClass_saysWhatItEmptied() {
        done("record Box(int a) {}\nvar box = new Box(1);\nBox other;\nother = box;");
        done("record Box(int a) { int twice() { return 2 * a; } }");
        assertTrue(io.printedErr().contains("box is gone"), io.printedErr());
        assertTrue(io.printedErr().contains("other is null now"), io.printedErr());
    }

    @Test
    void syntaxErrors_ofSeveralStatements_areAllReported() {
        String message = failed("int a = 5 +* 3;\nfoo(1;\nint b = 4 4;\nint c = \"x;\n").message();
        for (String place : List.of("line 1, column 12", "line 2, column 6", "line 3, column 10", "line 4, column 9"))
            assertTrue(message.contains(place), message);
    }

    @Test
    void errorsThatOnlyFollow_areLeftOut() {
        String message = failed("int bad = nothing;\nint worse = bad + 1;\nString s = missing(3);").message();
        assertEquals(2, message.lines().filter(line -> line.startsWith("Cell [")).count(), message);
        assertTrue(message.contains("variable nothing") && message.contains("method missing"), message);
    }

    @Test
    void typeThatIsNotImported_isNamedWithItsImport() {
        assertTrue(failed("LocalDate d;").message().contains("import java.time.LocalDate;"));
        assertTrue(failed("var now = LocalDate.now();").message().contains("import java.time.LocalDate;"));
    }

    @Test
    void redefinition_saysWhatNoLongerWorks() {
        done("int width = 1;\nint wider() { return width + 1; }");
        done("String width = \"1\";");
        assertTrue(io.printedErr().contains("wider does not work any more: incompatible types"), io.printedErr());
    }

    @Test
    void whatOnlyFilesHave_isSaidSo() {
        String message = failed("// a file\npackage lab.one;\nint a = 1;").message();
        assertTrue(message.startsWith("Cell [" + last() + "], line 2, column 1: cells are in no package"), message);
        assertTrue(message.endsWith("^^^^^^^"), message);
        message = failed("int a = 1;\nstatic {\n  a = 2;\n}").message();
        assertTrue(message.contains("line 2, column 1: a cell is no class") && message.contains("leave static out"),
                message);
    }

    @Test
    void previewFeature_isRefusedWithItsSwitch() {
        String message = failed("Object five = 5;\nfive instanceof int five1").message();
        assertTrue(message.contains("line 2") && message.contains("preview feature"), message);
        assertTrue(message.contains("gradshell install --preview"), message);
    }
}
