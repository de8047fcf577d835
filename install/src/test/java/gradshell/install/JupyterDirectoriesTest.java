package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

class JupyterDirectoriesTest {
    private static final Path HOME = Path.of("home");

    @Test
    void user_onLinux_isXdgDataHomeOrItsDefault() {
        assertEquals(HOME.resolve(".local/share/jupyter"), user("Linux", Map.of()));
        assertEquals(Path.of("data/jupyter"), user("Linux", Map.of("XDG_DATA_HOME", "data")));
    }

    @Test
    void user_onMac_isInTheLibrary() {
        assertEquals(HOME.resolve("Library/Jupyter"), user("Mac OS X", Map.of("XDG_DATA_HOME", "data")));
    }

    @Test
    void user_onWindows_isInAppData() {
        assertEquals(Path.of("roaming/jupyter"), user("Windows 11", Map.of("APPDATA", "roaming")));
    }

    @Test
    void user_namedByJupyterDataDir_isThat() {
        for (String os : new String[]{"Linux", "Mac OS X", "Windows 11"})
            assertEquals(Path.of("own"), user(os, Map.of("JUPYTER_DATA_DIR", "own")));
    }

    @Test
    void all_beginsWithJupyterPath() {
        var machine = new Machine("Linux", "amd64", HOME, Map.of("JUPYTER_PATH", "first")::get);
        assertEquals(Path.of("first"), new JupyterDirectories(machine).all().getFirst());
    }

    private static Path user(String os, Map<String, String> variables) {
        return new JupyterDirectories(new Machine(os, "amd64", HOME, variables::get)).user();
    }
}
