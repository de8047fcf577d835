package gradshell.kernel.plot;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Points as they can be drawn: where one can't be, y is NaN.
 *
 * @param notFinite how many points are NaN or infinite
 * @param notPositive how many others can't be on a logarithmic axis
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a picture: nobody compares them
record Course(double[] x, double[] y, int notFinite, int notPositive) {
    private static final int MOST_ON_A_LINE = 4000;
    private static final int MOST_DOTS = 5000;

    static Course of(double[] x, double[] y, boolean logX, boolean logY) {
        double[] xs = x.clone();
        double[] ys = y.clone();
        int notFinite = 0;
        int notPositive = 0;
        double there = Arrays.stream(x).filter(v -> Double.isFinite(v) && (!logX || v > 0)).findFirst().orElse(1);
        for (int i = 0; i < x.length; i++) {
            boolean finite = Double.isFinite(x[i]) && Double.isFinite(y[i]);
            boolean positive = (!logX || x[i] > 0) && (!logY || y[i] > 0);
            if (!finite) notFinite++;
            else if (!positive) notPositive++;
            if (!finite || !positive) {
                ys[i] = Double.NaN;
                // an axis finds its range by x as well
                xs[i] = Double.isFinite(x[i]) && (!logX || x[i] > 0) ? x[i] : there;
            }
        }
        var course = new Course(xs, ys, notFinite, notPositive);
        if (course.drawn() == 0)
            throw new IllegalArgumentException(
                    "none of the %d points can be on a logarithmic axis: it shows values above 0 only, and the first is (%s, %s)"
                            .formatted(x.length, x[0], y[0]));
        return course;
    }

    int given() {
        return x.length;
    }

    int drawn() {
        return x.length - notFinite - notPositive;
    }

    /** Of a long line the lowest and the highest point of each short piece: on paper it is the same line. */
    Course thinned() {
        if (x.length <= MOST_ON_A_LINE) return this;
        int pieces = MOST_ON_A_LINE / 2;
        int[] kept = IntStream.range(0, pieces).flatMap(piece -> extremes((int) ((long) piece * x.length / pieces),
                (int) ((piece + 1L) * x.length / pieces))).toArray();
        return of(kept);
    }

    private IntStream extremes(int from, int to) {
        int low = from;
        int high = from;
        for (int i = from; i < to; i++) {
            if (Double.isNaN(y[i])) continue;
            if (!(y[low] <= y[i])) low = i;
            if (!(y[high] >= y[i])) high = i;
        }
        return low == high ? IntStream.of(low) : IntStream.of(Math.min(low, high), Math.max(low, high));
    }

    /** Of very many dots every second, third, ...; none that isn't drawn. */
    Course sampled() {
        int[] drawn = IntStream.range(0, y.length).filter(i -> !Double.isNaN(y[i])).toArray();
        int step = (drawn.length + MOST_DOTS - 1) / MOST_DOTS;
        return of(IntStream.iterate(0, k -> k < drawn.length, k -> k + step).map(k -> drawn[k]).toArray());
    }

    private Course of(int... points) {
        return new Course(Arrays.stream(points).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(points).mapToDouble(i -> y[i]).toArray(), notFinite, notPositive);
    }
}
