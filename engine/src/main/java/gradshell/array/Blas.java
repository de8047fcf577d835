package gradshell.array;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/**
 * The OpenBLAS that ND4J brings, called without a detour: a call costs tens of nanoseconds, and of arrays on the heap it
 * needs no copy, for the garbage collector waits until it is done; see {@link Matmul} for calls that take long.
 */
final class Blas {
    static final int NO_TRANSPOSE = openblas.CblasNoTrans;
    static final int TRANSPOSE = openblas.CblasTrans;

    private static final SymbolLookup LIBRARY = library();
    private static final MethodHandle SGEMM = gemm("cblas_sgemm", ValueLayout.JAVA_FLOAT);
    private static final MethodHandle SGEMM_HEAP = gemm("cblas_sgemm", ValueLayout.JAVA_FLOAT,
            Linker.Option.critical(true));
    private static final MethodHandle DGEMM = gemm("cblas_dgemm", ValueLayout.JAVA_DOUBLE);
    private static final MethodHandle DGEMM_HEAP = gemm("cblas_dgemm", ValueLayout.JAVA_DOUBLE,
            Linker.Option.critical(true));

    private Blas() {}

    private static SymbolLookup library() {
        Native.warmUp();
        return SymbolLookup.libraryLookup(Path.of(Loader.load(openblas.class)), Arena.global());
    }

    private static MethodHandle gemm(String name, ValueLayout number, Linker.Option... options) {
        var integer = ValueLayout.JAVA_INT;
        var pointer = ValueLayout.ADDRESS;
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name),
                FunctionDescriptor.ofVoid(integer, integer, integer, integer, integer, integer, number, pointer,
                        integer, pointer, integer, number, pointer, integer),
                options);
    }

    /** {@code c (m, n) = a (m, k) · b (k, n)}, by rows; rows, or columns where transposed, at these distances. */
    static void sgemm(int transA, int transB, int m, int n, int k, MemorySegment a, int lda, MemorySegment b, int ldb,
            MemorySegment c, int ldc) {
        try {
            if (a.isNative() && b.isNative() && c.isNative()) {
                SGEMM.invokeExact(openblas.CblasRowMajor, transA, transB, m, n, k, 1f, a, lda, b, ldb, 0f, c, ldc);
            } else {
                SGEMM_HEAP.invokeExact(openblas.CblasRowMajor, transA, transB, m, n, k, 1f, a, lda, b, ldb, 0f, c, ldc);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_sgemm", e);
        }
    }

    /** The same in double. */
    static void dgemm(int transA, int transB, int m, int n, int k, MemorySegment a, int lda, MemorySegment b, int ldb,
            MemorySegment c, int ldc) {
        try {
            if (a.isNative() && b.isNative() && c.isNative()) {
                DGEMM.invokeExact(openblas.CblasRowMajor, transA, transB, m, n, k, 1d, a, lda, b, ldb, 0d, c, ldc);
            } else {
                DGEMM_HEAP.invokeExact(openblas.CblasRowMajor, transA, transB, m, n, k, 1d, a, lda, b, ldb, 0d, c, ldc);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_dgemm", e);
        }
    }
}
