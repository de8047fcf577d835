package gradshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.AotCache.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    @TempDir
    private Path dir;
    private Path jar;
    private AotCache cache;

    @BeforeEach
    void jars() throws IOException {
        Path lib = Files.createDirectory(dir.resolve("lib"));
        jar = Files.writeString(lib.resolve("a.jar"), "as it was");
        cache = AotCache.of(lib);
    }

    private void madeNow() throws IOException {
        cache.accept(Files.writeString(dir.resolve("new"), "a cache"));
        assertEquals(State.READY, cache.state());
    }

    @Test
    void state_nothingMade_isMissing() throws IOException {
        assertEquals(State.MISSING, cache.state());
        madeNow();
        Files.delete(cache.file());
        assertEquals(State.MISSING, cache.state());
    }

    @Test
    void state_jarChanged_isStale() throws IOException {
        madeNow();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        assertEquals(State.STALE, cache.state());
    }

    @Test
    void state_jarAdded_isStale() throws IOException {
        madeNow();
        Files.writeString(jar.resolveSibling("b.jar"), "");
        assertEquals(State.STALE, cache.state());
    }

    @Test
    void state_cacheCutShort_isStale() throws IOException {
        madeNow();
        Files.writeString(cache.file(), "a ca");
        assertEquals(State.STALE, cache.state());
    }

    @Test
    void make_programNotInTheJars_saysWhy() {
        var failure = assertThrows(IOException.class, cache::make);
        assertTrue(failure.getMessage().startsWith("the trial run failed: "), failure.getMessage());
        assertEquals(State.MISSING, cache.state());
        assertEquals(List.of("lib"), List.of(dir.toFile().list()));
    }

    @Test
    void flags_cacheMissingOrBroken_javaStartsInSilence() throws IOException, InterruptedException {
        String silent = java(List.of());
        assertEquals(silent, java(cache.flags()));
        Files.writeString(cache.file(), "no cache");
        assertEquals(silent, java(cache.flags()));
    }

    @Test
    void ofThisProgram_notInADirectoryOfJars_isEmpty() {
        assertFalse(AotCache.ofThisProgram().isPresent());
    }

    private static String java(List<String> flags) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("--version");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        // its version says whether there is a cache
        return printed.replace(", sharing", "");
    }
}
