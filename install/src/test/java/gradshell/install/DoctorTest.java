package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import gradshell.kernel.shell.CellResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final String NATIVES = "lib/nd4j-native-linux-x86_64.jar";

    @TempDir
    Path home;

    private final Printed printed = new Printed();

    @Test
    void report_everythingFound_passes() {
        assertTrue(report("Linux", "amd64", StubShell.value(true)), printed::toString);
        assertShows("ok    ND4J's native code for linux-x86_64");
        assertShows("ok    A gradient of tensors comes out right");
        assertShows("note  No kernel installed for Jupyter; do so with: gradshell install");
        assertShows("note  Maven (mvn) is not on the PATH");
    }

    @Test
    void report_wrongGradient_fails() {
        assertFalse(report("Linux", "amd64", StubShell.value(false)));
        assertShows("BAD   A gradient of plain Java is wrong: gradient(x -> 3 * x * x, 5) == 30 is false");
    }

    @Test
    void report_gradientThatThrows_saysWhy() {
        assertFalse(report("Linux", "amd64", StubShell.failure("no jnind4jcpu in java.library.path")));
        assertShows("BAD   A gradient of tensors fails: Trouble: no jnind4jcpu in java.library.path");
    }

    @Test
    void report_platformWithoutNatives_namesTheSupportedOnes() {
        assertFalse(report("Linux", "riscv64", StubShell.value(true)));
        assertShows("BAD   ND4J has no native code for linux-riscv64, only for linux-x86_64, linux-arm64, linux-armhf, "
                + "macosx-x86_64, macosx-arm64, windows-x86_64");
    }

    @Test
    void report_nativesOfAnotherMachine_saysWhatToDo() {
        assertFalse(report("Mac OS X", "aarch64", StubShell.value(true)));
        assertShows("BAD   ND4J's native code for macosx-arm64 is not in the class path; remove install/target");
    }

    @Test
    void report_kernelWhoseJdkIsGone_isBad() throws Exception {
        Path directory = home.resolve(".local/share/jupyter/kernels/gradshell");
        new KernelSpec(List.of("/gone/bin/java", "-cp", "x", KernelSpec.MAIN_CLASS)).write(directory, "gradshell");
        assertFalse(report("Linux", "amd64", StubShell.value(true)));
        assertShows("BAD   Kernel " + directory + ": its JDK is gone: /gone/bin/java; install it again");
    }

    @Test
    void report_kernelWhoseJarsAreGone_isBad() throws Exception {
        Path directory = home.resolve(".local/share/jupyter/kernels/gradshell");
        Path jars = Files.createDirectory(home.resolve("lib"));
        String java = Program.java().toString();
        new KernelSpec(List.of(java, "-cp", jars + "/*", KernelSpec.MAIN_CLASS)).write(directory, "gradshell");
        assertTrue(report("Linux", "amd64", StubShell.value(true)), printed::toString);
        Files.delete(jars);
        assertFalse(report("Linux", "amd64", StubShell.value(true)));
        assertShows("its class path is gone: " + jars);
    }

    @Test
    void platform_ofEachSupportedMachine() {
        assertEquals("linux-x86_64", Platform.of(machine("Linux", "amd64")));
        assertEquals("linux-arm64", Platform.of(machine("Linux", "aarch64")));
        assertEquals("linux-armhf", Platform.of(machine("Linux", "arm")));
        assertEquals("macosx-x86_64", Platform.of(machine("Mac OS X", "x86_64")));
        assertEquals("macosx-arm64", Platform.of(machine("Mac OS X", "aarch64")));
        assertEquals("windows-x86_64", Platform.of(machine("Windows 11", "amd64")));
    }

    private boolean report(String os, String arch, CellResult ofEachCell) {
        return new Doctor(machine(os, arch), NATIVES, () -> new StubShell((_, _) -> ofEachCell))
                .report(printed.stream);
    }

    private Machine machine(String os, String arch) {
        return new Machine(os, arch, home, Map.<String, String>of()::get);
    }

    private void assertShows(String text) {
        assertTrue(printed.toString().contains(text), printed::toString);
    }
}
