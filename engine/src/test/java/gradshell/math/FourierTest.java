package gradshell.math;

import static gradshell.Gradshell.gradient;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.seed;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.math.FactorizationsTest.assertClose;
import static gradshell.math.Fourier.complex;
import static gradshell.math.Fourier.complexTimes;
import static gradshell.math.Fourier.fft;
import static gradshell.math.Fourier.ifft;
import static gradshell.math.Fourier.irfft;
import static gradshell.math.Fourier.re;
import static gradshell.math.Fourier.rfft;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
    private static final DataType D = DataType.DOUBLE;

    /** Against the sum that defines it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 12, 13, 16, 30, 97, 128})
    void fft_isTheSumOfWaves(int n) {
        seed(n);
        var z = randn(D, n, 2);
        var y = fft(z);
        for (var k = 0; k < n; k++) {
            var re = 0.0;
            var im = 0.0;
            for (var j = 0; j < n; j++) {
                var angle = -2 * Math.PI * ((long) j * k % n) / n;
                re += z.get(j, 0) * Math.cos(angle) - z.get(j, 1) * Math.sin(angle);
                im += z.get(j, 0) * Math.sin(angle) + z.get(j, 1) * Math.cos(angle);
            }
            assertEquals(re, y.get(k, 0), 1e-11);
            assertEquals(im, y.get(k, 1), 1e-11);
        }
        assertClose(z, ifft(y));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 9})
    void irfft_isRfftsInverse(int n) {
        var x = randn(D, 3, n);
        var y = rfft(x, 1);
        assertArrayEquals(new long[]{3, n / 2 + 1, 2}, y.shape());
        assertClose(x, irfft(y, n, 1));
    }

    @Test
    void fft_ofALongPrime_keepsItsDigits() {
        var x = randn(D, 10007, 2);
        assertClose(x, ifft(fft(x, 0), 0));
    }

    @Test
    void fft_ofAWave_isOneNumber() {
        var x = arange(8).to(D).times(2 * Math.PI / 8).cos();
        assertClose(tensor(D, 0, 4, 0, 0, 0), re(rfft(x, 0)));
    }

    @Test
    void fft_overSeveralDimensions_isOneAfterTheOther() {
        var z = randn(D, 4, 3, 2);
        assertClose(fft(fft(z, 0), 1), fft(z));
        assertClose(z, ifft(fft(z, 1), 1));
    }

    /** The convolution theorem, with a gradient through it. */
    @Test
    void product_ofTransforms_isAConvolution() {
        var a = tensor(D, 1, 2, 3, 0, 0);
        var b = tensor(D, 1, 1, 0, 0, 0);
        var y = irfft(complexTimes(rfft(a, 0), rfft(b, 0)), 5, 0);
        assertClose(tensor(D, 1, 3, 5, 3, 0), y);
        var g = gradient(x -> irfft(complexTimes(rfft(x, 0), rfft(b, 0)), 5, 0).select(0, 1), a);
        assertClose(tensor(D, 1, 1, 0, 0, 0), g);
    }

    /** Zygote's issue 899: a plan's gradient was off by the length. */
    @Test
    void gradient_ofIfft_isScaled() {
        assertClose(complex(tensor(D, 1, 0), zeros(D, 2)), gradient(z -> re(ifft(z)).sum(), ones(D, 2, 2)));
    }

    @Test
    void shapes_thatDoNotFit_areRefused() {
        assertEquals(
                "fft: a complex tensor has a last dimension of size 2, real and imaginary part, got shape (4); complex(re, im) makes one",
                assertThrows(IllegalArgumentException.class, () -> fft(ones(4))).getMessage());
        assertEquals("fft: dims [1] of a complex tensor of shape (4, 2); 0 to 0 are its dimensions, each once",
                assertThrows(IllegalArgumentException.class, () -> fft(ones(4, 2), 1)).getMessage());
        assertEquals("irfft: a result of length 5 is made of 3 numbers along dimension 0, got shape (4, 2)",
                assertThrows(IllegalArgumentException.class, () -> irfft(ones(4, 2), 5, 0)).getMessage());
        assertEquals(0, fft(zeros(0, 2)).size());
    }
}
