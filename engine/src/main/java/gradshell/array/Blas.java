package gradshell.array;

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
    private static final SymbolLookup LIBRARY = library();
    private static final MethodHandle SGEMM = gemm("cblas_sgemm", ValueLayout.JAVA_FLOAT);
    private static final MethodHandle SGEMM_HEAP = gemm("cblas_sgemm", ValueLayout.JAVA_FLOAT,
            Linker.Option.critical(true));
    private static final MethodHandle DGEMM = gemm("cblas_dgemm", ValueLayout.JAVA_DOUBLE);
    private static final MethodHandle DGEMM_HEAP = gemm("cblas_dgemm", ValueLayout.JAVA_DOUBLE,
            Linker.Option.critical(true));

    private static final MethodHandle SAXPY = axpy("cblas_saxpy", ValueLayout.JAVA_FLOAT);
    private static final MethodHandle DAXPY = axpy("cblas_daxpy", ValueLayout.JAVA_DOUBLE);
    private static final MethodHandle SET_THREADS = Linker.nativeLinker().downcallHandle(
            LIBRARY.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    private static final MethodHandle GET_THREADS = Linker.nativeLinker().downcallHandle(
            LIBRARY.findOrThrow("openblas_get_num_threads"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
    private static int alone;
    private static int threads;

    private Blas() {}

    private static SymbolLookup library() {
        Native.warmUp();
        return BlasKernels.products(Path.of(Loader.load(openblas.class)));
    }

    private static MethodHandle gemm(String name, ValueLayout number, Linker.Option... options) {
        var integer = ValueLayout.JAVA_INT;
        var pointer = ValueLayout.ADDRESS;
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name),
                FunctionDescriptor.ofVoid(integer, integer, integer, integer, integer, integer, number, pointer,
                        integer, pointer, integer, number, pointer, integer),
                options);
    }

    private static MethodHandle axpy(String name, ValueLayout number) {
        var integer = ValueLayout.JAVA_INT;
        var pointer = ValueLayout.ADDRESS;
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name),
                FunctionDescriptor.ofVoid(integer, number, pointer, integer, pointer, integer),
                Linker.Option.critical(true));
    }

    /** Adds {@code n} elements, {@code first} and the following, to those that begin {@code at}. */
    static void add(ElementType type, int n, MemorySegment from, long first, MemorySegment to, long at) {
        int bytes = type.bytes();
        MemorySegment x = from.asSlice(first * bytes, (long) n * bytes);
        MemorySegment y = to.asSlice(at * bytes, (long) n * bytes);
        try {
            if (type == ElementType.FLOAT) SAXPY.invokeExact(n, 1f, x, 1, y, 1);
            else
                DAXPY.invokeExact(n, 1d, x, 1, y, 1);
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_axpy", e);
        }
    }

    /** Runs {@code work}, whose threads call BLAS, so that each call stays on its thread: two kinds of threads would wait for each other. */
    static void alone(Runnable work) {
        enter();
        try {
            work.run();
        } finally {
            leave();
        }
    }

    private static synchronized void enter() {
        if (alone++ > 0) return;
        try {
            threads = (int) GET_THREADS.invokeExact();
            SET_THREADS.invokeExact(1);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads", e);
        }
    }

    private static synchronized void leave() {
        if (--alone > 0) return;
        try {
            SET_THREADS.invokeExact(threads);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads", e);
        }
    }

    /** {@code c (m, n) = beta c + a (m, k) · b (k, n)} by rows; rows, or columns where transposed, at these distances. */
    static void gemm(ElementType type, boolean transA, boolean transB, int m, int n, int k, MemorySegment a, int lda,
            MemorySegment b, int ldb, int beta, MemorySegment c, int ldc) {
        boolean heap = !(a.isNative() && b.isNative() && c.isNative());
        int left = transA ? openblas.CblasTrans : openblas.CblasNoTrans;
        int right = transB ? openblas.CblasTrans : openblas.CblasNoTrans;
        try {
            if (type == ElementType.FLOAT) {
                if (heap)
                    SGEMM_HEAP.invokeExact(openblas.CblasRowMajor, left, right, m, n, k, 1f, a, lda, b, ldb,
                            (float) beta, c, ldc);
                else
                    SGEMM.invokeExact(openblas.CblasRowMajor, left, right, m, n, k, 1f, a, lda, b, ldb, (float) beta, c,
                            ldc);
            } else {
                if (heap)
                    DGEMM_HEAP.invokeExact(openblas.CblasRowMajor, left, right, m, n, k, 1d, a, lda, b, ldb,
                            (double) beta, c, ldc);
                else
                    DGEMM.invokeExact(openblas.CblasRowMajor, left, right, m, n, k, 1d, a, lda, b, ldb, (double) beta,
                            c, ldc);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_gemm", e);
        }
    }
}
