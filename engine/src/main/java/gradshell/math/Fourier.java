package gradshell.math;

import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Array;
import java.util.Arrays;

/**
 * Fourier transforms. A complex tensor is one whose last dimension is of size 2: real and imaginary part. It counts as that dimension
 * in every other operation, and gradients are those with respect to the two parts; {@code dims} of a transform name others.
 * Transforms are not scaled, their inverses divide by the length, as in NumPy and FFTW. All lengths are allowed; they are computed in
 * double.
 */
public final class Fourier {
    private Fourier() {}

    /** The discrete Fourier transform of a complex tensor along {@code dims}, along all but the last when none are given. */
    public static Tensor fft(Tensor z, int... dims) {
        return all("fft", z, false, dims);
    }

    /** The inverse of {@link #fft}. */
    public static Tensor ifft(Tensor z, int... dims) {
        var count = Arrays.stream(dims("ifft", z, dims)).mapToDouble(z::size).reduce(1, (a, b) -> a * b);
        return all("ifft", z, true, dims).div(Math.max(1, count));
    }

    /** The transform of a real tensor along {@code dim}: complex, of which the n / 2 + 1 first are given, for they determine the others. */
    public static Tensor rfft(Tensor x, int dim) {
        Scans.checkDim("rfft", x, dim);
        var in = Rules.floating(x);
        return fft(complex(in, Tensors.zeros(in.dataType(), in.shape())), dim).slice(dim, 0, x.size(dim) / 2 + 1);
    }

    /** The inverse of {@link #rfft}: real, of length {@code n} along {@code dim}, from n / 2 + 1 complex numbers. */
    public static Tensor irfft(Tensor z, long n, int dim) {
        dims("irfft", z, dim);
        if (n < 1 || z.size(dim) != n / 2 + 1) {
            throw new IllegalArgumentException(
                    "irfft: a result of length %d is made of %d numbers along dimension %d, got shape %s"
                            .formatted(n, n / 2 + 1, dim, Shapes.text(z.shape())));
        }
        var others = z.slice(dim, 1, (n + 1) / 2);
        return re(ifft(Tensors.cat(dim, z, conj(others.flip(dim))), dim));
    }

    /** The complex tensor of two real ones of equal shape. */
    public static Tensor complex(Tensor re, Tensor im) {
        return Tensors.stack(re.rank(), re, im);
    }

    /** The real part of a complex tensor. */
    public static Tensor re(Tensor z) {
        return checked("re", z).select(z.rank() - 1, 0);
    }

    /** The imaginary part of a complex tensor. */
    public static Tensor im(Tensor z) {
        return checked("im", z).select(z.rank() - 1, 1);
    }

    /** The conjugate of a complex tensor. */
    public static Tensor conj(Tensor z) {
        var last = checked("conj", z).rank() - 1;
        return Tensors.cat(last, z.slice(last, 0, 1), z.slice(last, 1, 2).unaryMinus());
    }

    /** The absolute value of a complex tensor, real; its derivative at 0 is 0. */
    public static Tensor complexAbs(Tensor z) {
        return checked("complexAbs", z).norm(z.rank() - 1);
    }

    /** The product of two complex tensors, element by element; shapes are broadcast. */
    public static Tensor complexTimes(Tensor a, Tensor b) {
        var re = re(a).times(re(b)).minus(im(a).times(im(b)));
        return complex(re, re(a).times(im(b)).plus(im(a).times(re(b))));
    }

    private static Tensor all(String op, Tensor z, boolean inverse, int... dims) {
        var y = Rules.floating(z);
        for (var dim : dims(op, z, dims)) {
            y = transformed(op, y, inverse, dim);
        }
        return y;
    }

    /** Linear; the adjoint of the sums with exp(-iφ) are those with exp(iφ). */
    private static Tensor transformed(String op, Tensor z, boolean inverse, int dim) {
        return Rules.linear(op, transformed(Rules.array(z), inverse, dim), z, dy -> transformed(op, dy, !inverse, dim));
    }

    private static Array transformed(Array z, boolean inverse, int dim) {
        var n = Math.toIntExact(z.size(dim));
        if (z.size() == 0 || n == 1) {
            return z.copy();
        }
        var order = new int[z.rank()];
        Arrays.setAll(order, i -> i);
        order[dim] = z.rank() - 2;
        order[z.rank() - 2] = dim;
        var lines = z.permute(order);
        var values = lines.toDoubleArray();
        var dft = new Dft(n);
        var line = new double[2 * n];
        for (var at = 0; at < values.length; at += line.length) {
            System.arraycopy(values, at, line, 0, line.length);
            dft.transform(line, inverse);
            System.arraycopy(line, 0, values, at, line.length);
        }
        return Array.of(values, lines.shape()).to(z.type()).permute(order).contiguous();
    }

    private static int[] dims(String op, Tensor z, int... dims) {
        var last = checked(op, z).rank() - 1;
        var over = new int[last];
        Arrays.setAll(over, i -> i);
        for (var dim : dims) {
            if (dim < 0 || dim >= last || Arrays.stream(dims).filter(d -> d == dim).count() > 1) {
                throw new IllegalArgumentException(
                        "%s: dims %s of a complex tensor of shape %s; 0 to %d are its dimensions, each once"
                                .formatted(op, Arrays.toString(dims), Shapes.text(z.shape()), last - 1));
            }
        }
        return dims.length == 0 ? over : dims;
    }

    private static Tensor checked(String op, Tensor z) {
        if (z.rank() == 0 || z.size(z.rank() - 1) != 2) {
            throw new IllegalArgumentException(
                    "%s: a complex tensor has a last dimension of size 2, real and imaginary part, got shape %s; complex(re, im) makes one"
                            .formatted(op, Shapes.text(z.shape())));
        }
        return z;
    }
}
