package gradshell.array;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Which of OpenBLAS's kernels this processor gets. The triangular solver for vectors of 512 bits in this build of OpenBLAS gives wrong
 * numbers from 8 rows on, without any error, and LAPACK's solving and factoring are made of it; so a processor with such vectors gets
 * the kernels for 256 bits. OpenBLAS is told by a variable of the environment, which is read when the library is loaded.
 */
final class BlasKernels {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";
    private static final List<String> AVX_512 = List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    private BlasKernels() {}

    /** To be called before OpenBLAS is loaded; leaves alone what a user has chosen, and systems that don't tell of their processor. */
    static void choose() {
        if (!System.getProperty("os.name").equals("Linux") || !has512Bits(Path.of("/proc/cpuinfo"))) return;
        var pointer = ValueLayout.ADDRESS;
        var linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            var set = linker.defaultLookup().find("setenv");
            if (set.isEmpty()) return;
            int keep = 0;
            int _ = (int) linker
                    .downcallHandle(set.get(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer, ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom("Haswell"), keep);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv", e);
        }
    }

    /** Whether the first processor in such a file has all that those kernels need. */
    static boolean has512Bits(Path cpuinfo) {
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("flags")).findFirst()
                    .map(line -> Arrays.asList(line.split("\\s+")).containsAll(AVX_512)).orElse(false);
        } catch (IOException e) {
            return false;
        }
    }
}
