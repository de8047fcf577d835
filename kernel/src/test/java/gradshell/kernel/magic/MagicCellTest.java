package gradshell.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.magic.MagicCell.Use;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagicCellTest {
    private static MagicCell cut(String code) {
        return MagicCell.of(code, Set.of("time")::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int a = 7\n    % b;", "int a = 7\n  %b;", "f(7,\n%time\n);", "/*\n%time x\n*/",
            "var t = \"\"\"\n%time x\n\"\"\";", "void f() {\n%time x\n}", "a %time", "\"%time\"", ""})
    void of_javaWithAPercentSign_isJava(String code) {
        assertTrue(cut(code).isPlainJava());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%time x", "  %time x", "int a;\n%time x", "class A {}\n%unknown", "a\n%time x",
            "// done\n%unknown", "%sh it's /* fine\n%time x", "int a; // it's\n%unknown"})
    void of_percentAtAStatementsPlace_isAMagic(String code) {
        assertTrue(!cut(code).uses().isEmpty(), code);
    }

    @Test
    void of_javaAndMagics_areCutInOrder() {
        var parts = cut("int a = 1;\n%time a\n\n%sh ls /*\na + 1").parts();
        assertEquals(4, parts.size());
        assertEquals(new Use("time", false, 11, 16, 18, 18), parts.get(1));
        assertEquals("sh", ((Use) parts.get(2)).name());
    }

    @Test
    void of_twoPercentSigns_takesTheWholeCell() {
        var use = cut("\n%%sh -x\necho %time\n").uses();
        assertEquals(List.of(new Use("sh", true, 1, 5, 8, 20)), use);
    }

    @Test
    void java_magicsBlanked_linesAndColumnsStay() {
        assertEquals("int a;\n       \na", cut("int a;\n%time a\na").java());
    }
}
