package gradshell.array;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * Which of OpenBLAS's kernels this processor gets. The triangular solver for vectors of 512 bits in this build of OpenBLAS gives wrong
 * numbers from 8 rows on, without any error, and LAPACK's solving and factoring are made of it; so a processor with such vectors gets
 * the kernels for 256 bits, and products of matrices, which are right and much faster with 512, a second OpenBLAS. OpenBLAS is told
 * by a variable of the environment, which is read when the library is loaded.
 */
final class BlasKernels {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";
    private static final List<String> AVX_512 = List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    /** Whether this class chose for all but products. */
    private static boolean chosen;

    private BlasKernels() {}

    /** To be called before OpenBLAS is loaded; leaves alone what a user has chosen, and systems that don't tell of their processor. */
    static void choose() {
        if (System.getenv(VARIABLE) != null || !System.getProperty("os.name").equals("Linux")
                || !has512Bits(Path.of("/proc/cpuinfo")))
            return;
        set("Haswell");
        chosen = true;
    }

    /** What multiplies matrices, where {@code library} is what does the rest. */
    static SymbolLookup products(Path library) {
        Path original = library.resolveSibling("libopenblas.so.0");
        if (chosen && Files.isRegularFile(original)) {
            try {
                Path copy = copied(original);
                set("SkylakeX");
                return SymbolLookup.libraryLookup(copy, Arena.global());
            } catch (IOException | IllegalArgumentException e) {
                // a directory that can't be written, or a file that is no library there: without it all is right, but slower
                return SymbolLookup.libraryLookup(library, Arena.global());
            } finally {
                set("Haswell");
            }
        }
        return SymbolLookup.libraryLookup(library, Arena.global());
    }

    /** A file of the same bytes beside it, for the system loads a file but once. */
    private static Path copied(Path original) throws IOException {
        Path copy = original.resolveSibling("libopenblas-products.so");
        if (!Files.exists(copy) || Files.size(copy) != Files.size(original)) {
            Path whole = Files.createTempFile(original.getParent(), "libopenblas", ".so");
            Files.copy(original, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        return copy;
    }

    private static void set(String kernels) {
        var pointer = ValueLayout.ADDRESS;
        var linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            int replace = 1;
            int _ = (int) linker
                    .downcallHandle(linker.defaultLookup().findOrThrow("setenv"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer, ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom(kernels), replace);
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
