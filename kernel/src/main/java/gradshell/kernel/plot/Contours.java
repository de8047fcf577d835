package gradshell.kernel.plot;

import java.awt.geom.Path2D;
import java.util.stream.DoubleStream;

/**
 * Lines of one value through a grid, by marching squares: in each square of four neighbours the line crosses the sides
 * whose ends lie on both sides of the value, where it would be if the grid were straight between them.
 */
final class Contours {
    private static final int ABOUT = 10;

    private Contours() {}

    /** About ten round numbers between the smallest value and the largest. */
    static double[] levels(Grid grid) {
        double low = grid.lowest();
        double high = grid.highest();
        if (low == high)
            throw new IllegalArgumentException("all values are %s: there are no contour lines".formatted(low));
        double rough = (high - low) / ABOUT;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = DoubleStream.of(1, 2, 2.5, 5, 10).map(m -> m * power).filter(s -> s >= rough).findFirst()
                .orElse(rough);
        return DoubleStream.iterate(Math.floor(low / step) + 1, k -> k * step < high, k -> k + 1).map(k -> k * step)
                .toArray();
    }

    /** The line in the grid's own coordinates. Squares with a corner that is no number have none. */
    static Path2D line(Grid grid, double level) {
        var path = new Path2D.Double();
        for (int i = 0; i + 1 < grid.y().length; i++)
            for (int j = 0; j + 1 < grid.x().length; j++) square(grid, i, j, level, path);
        return path;
    }

    private static void square(Grid grid, int row, int column, double level, Path2D path) {
        int[] is = {row, row, row + 1, row + 1};
        int[] js = {column, column + 1, column + 1, column};
        double[] crossings = new double[8];
        int n = 0;
        double middle = 0;
        for (int side = 0; side < 4; side++) {
            int next = (side + 1) % 4;
            double here = grid.z()[is[side]][js[side]] - level;
            double there = grid.z()[is[next]][js[next]] - level;
            if (!Double.isFinite(here)) return;
            middle += here;
            if (here < 0 == there < 0) continue;
            double share = here / (here - there);
            crossings[n++] = between(grid.x()[js[side]], grid.x()[js[next]], share);
            crossings[n++] = between(grid.y()[is[side]], grid.y()[is[next]], share);
        }
        if (n == 4) {
            segment(path, crossings, 0, 2);
        } else if (n == 8) { // a saddle: the middle says which corners belong together
            boolean first = grid.z()[row][column] - level < 0 == middle < 0;
            segment(path, crossings, first ? 0 : 6, first ? 2 : 0);
            segment(path, crossings, first ? 4 : 2, first ? 6 : 4);
        }
    }

    private static double between(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static void segment(Path2D path, double[] crossings, int from, int to) {
        path.moveTo(crossings[from], crossings[from + 1]);
        path.lineTo(crossings[to], crossings[to + 1]);
    }
}
