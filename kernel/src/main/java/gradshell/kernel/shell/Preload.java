package gradshell.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What every cell sees with no import. {@code gradshell jshell} starts with the same file. */
public final class Preload {
    /** The file's name as a resource of this module. */
    public static final String RESOURCE = "/gradshell/kernel/preload.jsh";

    private static final String NOTEBOOK = "/gradshell/kernel/notebook.jsh";

    private Preload() {}

    /** The import declarations, one a line. */
    static Stream<String> imports() {
        return imports(RESOURCE);
    }

    /** Those of what only works with a page around it. */
    static Stream<String> notebookImports() {
        return imports(NOTEBOOK);
    }

    private static Stream<String> imports(String resource) {
        try (InputStream in = Preload.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith("import "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it imports all there is, and not one name. */
    static boolean isOnDemand(String declaration) {
        return declaration.endsWith("*;");
    }
}
