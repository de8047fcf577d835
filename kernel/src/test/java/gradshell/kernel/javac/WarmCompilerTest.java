package gradshell.kernel.javac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class WarmCompilerTest {
    private final WarmCompiler compiler = WarmCompiler
            .open(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null), "cells").orElseThrow();

    private WarmCompiler.Outcome compile(String name, String body, Map<String, byte[]> visible) {
        return compiler.compile("cells." + name, "package cells; public class " + name + " { " + body + " }", visible,
                List.of("-proc:none"));
    }

    @Test
    void compile_class_givesItsBytesAndThoseOfItsInnerClasses() {
        var made = compile("A", "static Runnable r = new Runnable() { public void run() {} };", Map.of());
        assertEquals(List.of(), made.errors());
        assertEquals(Set.of("cells.A", "cells.A$1"), made.classes().keySet());
    }

    @Test
    void compile_secondClass_seesOnlyWhatIsVisible() {
        var first = compile("A", "public static int a = 1;", Map.of()).classes();
        assertEquals(1, compile("B", "int b = A.a;", Map.of()).errors().size());
        assertEquals(List.of(), compile("B", "int b = A.a;", first).errors());
    }

    @Test
    void compile_afterErrors_goesOn() {
        var wrong = compile("A", "int a = ;", Map.of());
        assertTrue(wrong.classes().isEmpty());
        assertEquals("compiler.err.illegal.start.of.expr", wrong.errors().getFirst().getCode());
        assertEquals(List.of(), compile("A", "int a = 1;", Map.of()).errors());
    }

    @Test
    void compile_valueVariable_hasItsType() {
        var types = compile("A", "static void m() { var $value = java.util.List.of(1); }", Map.of()).types();
        assertEquals(Map.of("m", "java.util.List<java.lang.Integer>"), types);
    }
}
