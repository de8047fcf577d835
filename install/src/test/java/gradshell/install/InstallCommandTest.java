package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallCommandTest {
    @TempDir
    Path home;

    private final Printed printed = new Printed();
    private InstallCommand command;
    private Path kernels;

    @BeforeEach
    void setUp() {
        command = new InstallCommand(new Machine("Linux", "amd64", home, Map.<String, String>of()::get),
                printed.stream);
        kernels = home.resolve(".local/share/jupyter/kernels");
    }

    @Test
    void install_writesAKernelThatJupyterCanStart() throws Exception {
        command.install(List.of());
        JsonObject json = JsonParser.parseString(Files.readString(kernels.resolve("gradshell/kernel.json")))
                .getAsJsonObject();
        List<String> argv = json.getAsJsonArray("argv").asList().stream().map(word -> word.getAsString()).toList();
        assertTrue(Files.isExecutable(Path.of(argv.getFirst())) && Path.of(argv.getFirst()).isAbsolute(),
                argv::toString);
        assertEquals(List.of("gradshell.kernel.Main", "{connection_file}"), argv.subList(argv.size() - 2, argv.size()));
        assertTrue(argv.containsAll(Program.jvmArgs()), argv::toString);
        assertEquals("message", json.get("interrupt_mode").getAsString());
        assertEquals("java", json.get("language").getAsString());
        assertEquals("Gradshell", json.get("display_name").getAsString());
    }

    @Test
    void install_bringsLogosOfTheRightSize() throws Exception {
        command.install(List.of("--prefix", home.resolve("p").toString()));
        Path kernel = home.resolve("p/share/jupyter/kernels/gradshell");
        for (int size : new int[]{32, 64}) {
            var logo = ImageIO.read(kernel.resolve("logo-%dx%d.png".formatted(size, size)).toFile());
            assertEquals(size, logo.getWidth());
            assertEquals(size, logo.getHeight());
        }
        assertTrue(Files.readString(kernel.resolve("logo-svg.svg")).contains("<svg"));
    }

    @Test
    void install_withPreviewFeatures_startsTheKernelWithThem() throws Exception {
        command.install(List.of("--preview", "--prefix", home.resolve("p").toString()));
        Path spec = home.resolve("p/share/jupyter/kernels/gradshell/kernel.json");
        assertTrue(Files.readString(spec).contains("\"--enable-preview\""), spec::toString);
    }

    @Test
    void install_again_replacesItsOwn() throws Exception {
        command.install(List.of("--name", "mine"));
        command.install(List.of("--name", "mine"));
        assertTrue(Files.exists(kernels.resolve("mine/kernel.json")));
    }

    @Test
    void install_ontoAnotherKernel_isRefused() throws Exception {
        otherKernel();
        assertRefused(() -> command.install(List.of("--name", "other")), "another program's kernel");
        assertRefused(() -> command.uninstall(List.of("--name", "other")), "left as it is");
        assertEquals("{\"argv\": [\"python\"]}", Files.readString(kernels.resolve("other/kernel.json")));
    }

    @Test
    void install_whereAFileIsInTheWay_saysWhere() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        assertRefused(() -> command.install(List.of("--prefix", file.toString())),
                "can't write the kernel into " + file);
    }

    @Test
    void install_badOptions_areRefused() {
        assertRefused(() -> command.install(List.of("--user", "--prefix", "x")), "exclude each other");
        assertRefused(() -> command.install(List.of("--name", "a b")), "and this is: a b");
        assertRefused(() -> command.install(List.of("there")), "one word too many: there");
        assertRefused(() -> command.install(List.of("--sys-prefix")), "needs a Python on the PATH");
    }

    @Test
    void uninstall_removesTheDirectory() throws Exception {
        command.install(List.of());
        command.uninstall(List.of());
        assertFalse(Files.exists(kernels.resolve("gradshell")));
    }

    @Test
    void uninstall_nothingThere_saysWhere() {
        assertRefused(() -> command.uninstall(List.of()), "no kernel gradshell in " + kernels);
    }

    private void otherKernel() throws IOException {
        Files.createDirectories(kernels.resolve("other"));
        Files.writeString(kernels.resolve("other/kernel.json"), "{\"argv\": [\"python\"]}");
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable action, String message) {
        String actual = assertThrows(UsageException.class, action).getMessage();
        assertTrue(actual.contains(message), actual);
    }
}
