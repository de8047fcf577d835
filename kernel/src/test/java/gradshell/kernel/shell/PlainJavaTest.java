package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of plain Java code, from cells: the files that the engine's tests run too. */
class PlainJavaTest extends ShellTest {
    static Stream<Path> files() throws IOException {
        try (var files = Files.list(Path.of("../engine/src/test/resources/gradshell/rows"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void row_holdsInCells(Path file) throws IOException {
        String[] parts = Files.readString(file).split("// check\n", -1);
        done(parts[0]);
        for (String check : parts[1].lines().toList()) assertEquals(true, value(check), check);
    }
}
