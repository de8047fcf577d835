package gradshell.math;

/**
 * The discrete Fourier transform of one length in double: by halves for powers of 2, after J. Cooley and J. Tukey (1965); for any
 * other length as a convolution of such a length, after L. Bluestein (1970). Real and imaginary parts alternate.
 */
final class Dft {
    private final int n;
    /** exp(-2πi k / n) for k below n / 2; for a length that is no power of 2, exp(-πi k² / n) for all k. */
    private final double[] waves;
    /** The convolution's length, and its kernel transformed; null for a power of 2. */
    private final Dft inner;
    private final double[] kernel;

    Dft(int n) {
        this.n = n;
        if (Integer.bitCount(n) <= 1) {
            waves = new double[n];
            for (var k = 0; k < n / 2; k++) {
                wave(waves, k, -2 * Math.PI * k / n);
            }
            inner = null;
            kernel = null;
            return;
        }
        waves = new double[2 * n];
        inner = new Dft(Integer.highestOneBit(2 * n - 2) * 2);
        kernel = new double[2 * inner.n];
        for (var k = 0; k < n; k++) {
            // k² is reduced first, for the sine of a large angle has lost its digits
            wave(waves, k, -Math.PI * ((long) k * k % (2L * n)) / n);
            for (var at : new int[]{k, (inner.n - k) % inner.n}) {
                kernel[2 * at] = waves[2 * k];
                kernel[2 * at + 1] = -waves[2 * k + 1];
            }
        }
        inner.forward(kernel);
    }

    private static void wave(double[] waves, int k, double angle) {
        waves[2 * k] = Math.cos(angle);
        waves[2 * k + 1] = Math.sin(angle);
    }

    /** Σ xⱼ exp(-2πi jk / n) in place; with {@code conjugate} exp(+2πi jk / n). */
    void transform(double[] x, boolean conjugate) {
        if (conjugate) {
            conjugate(x);
            forward(x);
            conjugate(x);
        } else {
            forward(x);
        }
    }

    private static void conjugate(double[] x) {
        for (var i = 1; i < x.length; i += 2) {
            x[i] = -x[i];
        }
    }

    private void forward(double[] x) {
        if (inner == null) {
            byHalves(x);
        } else {
            byConvolution(x);
        }
    }

    private void byHalves(double[] x) {
        for (var i = 0; i < n; i++) {
            var j = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(n) + 1);
            if (i < j) {
                swap(x, 2 * i, 2 * j);
                swap(x, 2 * i + 1, 2 * j + 1);
            }
        }
        for (var size = 2; size <= n && size > 0; size *= 2) {
            var half = size / 2;
            var stride = n / size;
            for (var start = 0; start < n; start += size) {
                for (var k = 0; k < half; k++) {
                    butterfly(x, 2 * (start + k), 2 * (start + k + half), 2 * k * stride);
                }
            }
        }
    }

    private static void swap(double[] x, int i, int j) {
        var kept = x[i];
        x[i] = x[j];
        x[j] = kept;
    }

    private void butterfly(double[] x, int a, int b, int w) {
        var re = x[b] * waves[w] - x[b + 1] * waves[w + 1];
        var im = x[b] * waves[w + 1] + x[b + 1] * waves[w];
        x[b] = x[a] - re;
        x[b + 1] = x[a + 1] - im;
        x[a] += re;
        x[a + 1] += im;
    }

    private void byConvolution(double[] x) {
        var padded = new double[2 * inner.n];
        multiply(x, waves, padded, n);
        inner.forward(padded);
        multiply(padded, kernel, padded, inner.n);
        inner.transform(padded, true);
        multiply(padded, waves, x, n);
        for (var i = 0; i < 2 * n; i++) {
            x[i] /= inner.n;
        }
    }

    private static void multiply(double[] a, double[] b, double[] to, int count) {
        for (var i = 0; i < 2 * count; i += 2) {
            var re = a[i] * b[i] - a[i + 1] * b[i + 1];
            to[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
            to[i] = re;
        }
    }
}
