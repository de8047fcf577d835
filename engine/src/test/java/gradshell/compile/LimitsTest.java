package gradshell.compile;

import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each row of the page of limits is true: its example is refused with what the row says. */
class LimitsTest {
    private static final String HEADER = """
            import java.math.BigDecimal;
            import java.nio.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            import java.util.function.*;
            public class Refused {
                static double[] array = new double[3];
                static double field;
                static StringBuilder log = new StringBuilder();
                static final ThreadLocal<Double> LOCAL = new ThreadLocal<>();
                static native double foreign(double x);
                static synchronized double locked(double x) { return x; }
                static void leak(double x) { field = x; }
                static double half(double[] a, double x) {
                    a[0] = x;
                    if (x > 1) throw new IllegalStateException();
                    return x;
                }
                static gradshell.DoubleFn f = x -> {
                    double y = x * x;
            """;
    /** Construct, example, what it says, remedy. */
    private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| `(.+?)` \\| (.+?) \\| (.+?) \\|");

    private static List<String> rows() throws IOException {
        Path page = Path.of("LIMITS.md");
        return Files.readAllLines(Files.exists(page) ? page : Path.of("engine").resolve(page)).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| construct |")).toList();
    }

    @Test
    void page_hasRows() throws IOException {
        assertTrue(rows().size() >= 20, () -> "the page has lost its rows");
    }

    @TestFactory
    Stream<DynamicTest> row_isRefusedAsItSays() throws IOException {
        return rows().stream().map(row -> {
            var cells = ROW.matcher(row);
            assertTrue(cells.matches(), row);
            return DynamicTest.dynamicTest(cells.group(1) + ": " + cells.group(2),
                    () -> check(cells.group(2), cells.group(3)));
        });
    }

    private static void check(String example, String says) {
        DoubleFn f = SourceCode.function(SourceCode.load("Refused", HEADER + example + "\n};\n}\n"), "f");
        String message = assertThrows(UnsupportedOperationException.class, () -> gradient(f, 2)).getMessage();
        assertTrue(message.startsWith("Can't differentiate Refused") && message.contains("(Refused.java"), message);
        assertTrue(message.contains(says), () -> message + "\nThe page says: " + says);
    }
}
