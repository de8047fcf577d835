package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasKernelsTest {
    @TempDir
    private Path directory;

    private boolean has512Bits(String flags) throws IOException {
        Path file = directory.resolve("cpuinfo");
        Files.writeString(file, "processor\t: 0\nmodel name\t: Some Processor\nflags\t\t: fpu " + flags + " fsrm\n\n");
        return BlasKernels.has512Bits(file);
    }

    @Test
    void has512Bits_allThatTheKernelsNeed() throws IOException {
        assertTrue(has512Bits("avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_bf16"));
        assertFalse(has512Bits("avx2 avx512f avx512cd avx512er avx512pf"));
        assertFalse(has512Bits("avx2 fma"));
    }

    @Test
    void has512Bits_noSuchFileOrNoFlags_false() throws IOException {
        assertFalse(BlasKernels.has512Bits(directory.resolve("none")));
        Files.writeString(directory.resolve("arm"), "Features : fp asimd\n");
        assertFalse(BlasKernels.has512Bits(directory.resolve("arm")));
    }
}
