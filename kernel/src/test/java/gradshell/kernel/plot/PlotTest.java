package gradshell.kernel.plot;

import static gradshell.Tensors.arange;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static gradshell.kernel.plot.Plots.contour;
import static gradshell.kernel.plot.Plots.heatmap;
import static gradshell.kernel.plot.Plots.histogram;
import static gradshell.kernel.plot.Plots.plot;
import static gradshell.kernel.plot.Plots.scatter;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class PlotTest {
    @Test
    void plot_numbersInAnyForm_areTheSamePicture() {
        String arrays = svg(plot(new double[]{0, 1, 2}, new double[]{1, 4, 9}));
        for (Object y : List.of(new int[]{1, 4, 9}, new float[]{1, 4, 9}, List.of(1, 4, 9L), tensor(1, 4, 9),
                tensor(1, 4, 9).reshape(1, 3)))
            assertEquals(arrays, svg(plot(y)), y.getClass().getName());
    }

    @Test
    void plot_textAndSeveralLines_areInThePicture() {
        String svg = svg(plot(x -> x * x, 0, 2).add("<cube>", x -> x * x * x, 0, 2).title("Powers & more").xTitle("x")
                .yTitle("f(x)"));
        assertTrue(svg.contains(">Powers &amp; more<") && svg.contains(">f(x)<") && svg.contains(">&lt;cube&gt;<"),
                svg);
        assertTrue(svg.contains("#4c8bf5") && svg.contains("#e2711d"), svg);
    }

    @Test
    void plot_withAName_namesTheFirstLine() {
        assertEquals("Plot(loss, a line of 2 points)", plot("loss", List.of(1, 2)).toString());
        assertEquals("Plot(loss, a line of 2 points)", plot("loss", List.of(1, 2), List.of(3, 4)).toString());
        assertEquals("Plot(sin, a line of 400 points)", plot("sin", x -> Math.sin(x), 0, 1).toString());
    }

    @Test
    void plot_matrix_isALineARow() {
        assertEquals("Plot(row 0, a line of 3 points; row 1, a line of 3 points)", plot(ones(2, 3)).toString());
        assertEquals("Plot(row 0, a line of 1 points)", plot(new int[][]{{5}}).toString());
    }

    @Test
    void plot_thatCantBe_saysWhyInNumbers() {
        refused("x and y must have as many values, but x has 2 and y has 3",
                () -> plot(new int[]{1, 2}, new int[]{1, 2, 3}));
        refused("y is empty", () -> plot(new double[0]));
        refused("y must be numbers: an array, a tensor of one dimension or a collection; got String", () -> plot("3"));
        refused("y must hold numbers, but there is a String among them", () -> plot(List.of(1, "2")));
        refused("none of the 2 points can be drawn", () -> plot(new double[]{Double.NaN, Double.NaN}));
        refused("got one of shape (2, 2, 2)", () -> plot(ones(2, 2, 2)));
        refused("from a smaller number to a larger, got 1.0 to 0.0", () -> plot(x -> x, 1, 0));
        refused("100 to 4000 pixels", () -> plot(new int[]{1}).size(10, 10));
    }

    @Test
    void plot_pointsThatAreNoNumbers_leaveAGapAndAreCounted() {
        String svg = svg(plot(new double[]{1, Double.NaN, 3, Double.POSITIVE_INFINITY, 5, 6}));
        assertTrue(svg.contains("2 of 6 points are NaN or infinite and left out"), svg);
        assertFalse(svg.contains("NaN\"") || svg.contains("Infinity"), svg);
    }

    @Test
    void logY_valuesNotAboveZero_areLeftOutAndCounted() {
        String svg = svg(plot(new double[]{1, -1, 100, 1000}).add("loss", new double[]{1, 2, 3, 4}).logY());
        assertTrue(svg.contains("1 of 4 points are not above 0") && svg.contains(">1000<") && svg.contains(">10<"),
                svg);
        refused("none of the 2 points can be on a logarithmic axis", () -> plot(new double[]{0, -1}).logY().svg());
    }

    @Test
    void powersOfTen_areWhatIsWrittenBesideALogarithmicAxis() {
        assertEquals(List.of(1e-4, 1e-3, 1e-2), PowersOfTen.values(5e-5, 0.05));
        assertEquals(List.of(2.0, 5.0, 10.0, 20.0), PowersOfTen.values(2, 30));
        assertTrue(PowersOfTen.values(1e-30, 1e30).size() <= 10);
    }

    @Test
    void plot_aMillionPoints_staysSmallAndKeepsItsPeaks() {
        double[] y = new double[1_000_000];
        y[123_456] = 7;
        assertTrue(svg(plot(y)).length() < 150_000);
        Course thinned = Course.of(Plots.count(y.length), y, false, false).thinned();
        assertEquals(7, Arrays.stream(thinned.y()).max().orElseThrow());
        String dots = svg(scatter(y, y));
        assertTrue(dots.length() < 150_000 && dots.contains("5000 dots of 1000000 are shown"));
    }

    @Test
    void histogram_countsEachValueOnce() {
        Mark.Bars bars = Bins.of(null, new double[]{0, 0.1, 0.5, 1, Double.NaN}, 2);
        assertEquals(List.of(2.0, 2.0), Arrays.stream(bars.counts()).boxed().toList());
        assertEquals(List.of(0.0, 0.5, 1.0), Arrays.stream(bars.edges()).boxed().toList());
        svg(histogram(new int[]{3, 3, 3}));
        svg(histogram(tensor(1, 2, 3), 4).histogram("more", List.of(1, 2)));
        refused("1 to 1000 bins, got 0", () -> histogram(new int[]{1}, 0));
        refused("none of the 1 values is a finite number", () -> histogram(new double[]{Double.NaN}));
    }

    @Test
    void histogram_binsFollowFromTheValues() {
        assertEquals(1, Bins.count(new double[]{4}));
        assertTrue(Bins.count(IntStream.range(0, 1000).asDoubleStream().toArray()) >= 10);
        assertEquals(60, Bins.count(IntStream.range(0, 1000).mapToDouble(i -> i == 0 ? 1e9 : i).toArray()));
    }

    @Test
    void heatmap_isAnImageWithItsScale() {
        String svg = svg(heatmap(new double[][]{{0, 5}, {Double.NaN, 10}}));
        assertTrue(svg.contains("<image ") && svg.contains("data:image/png;base64,") && svg.contains(">10<"), svg);
        svg(heatmap((x, y) -> x * y, -1, 1, -1, 1).scatter("points", new int[]{0}, new int[]{0}));
        svg(heatmap(ones(3, 3)));
        refused("row 0 has 2 values and row 1 has 1", () -> heatmap(new double[][]{{1, 2}, {3}}));
        refused("got one of shape (6)", () -> heatmap(arange(6)));
        refused("none of the 1 values", () -> heatmap(new double[][]{{Double.NaN}}));
        refused("x must grow in even steps, but from x[0] = 0.0 to x[1] = 1.0 the step is 1.0, where 1.5 was expected",
                () -> heatmap(new int[]{0, 1, 3}, new int[]{0}, new double[][]{{1, 2, 3}}));
        refused("z has 1 rows of 2 values, so x must have 2 and y 1",
                () -> heatmap(new int[]{1}, new int[]{1}, new int[][]{{1, 2}}));
    }

    @Test
    void contour_linesLieOnTheirLevel() {
        Grid grid = Grid.of((x, y) -> x * x + y * y, Grid.samples(-2, 2), Grid.samples(-2, 2));
        double[] at = new double[6];
        int points = 0;
        for (var i = Contours.line(grid, 1).getPathIterator(null); !i.isDone(); i.next(), points++) {
            i.currentSegment(at);
            assertEquals(1, Math.hypot(at[0], at[1]), 1e-3);
        }
        assertTrue(points > 200);
    }

    @Test
    void contour_saddle_isTwoLinesThatDontCross() {
        Grid saddle = Grid.of(new double[][]{{0, 1}, {1, 0.2}}, false);
        double[] at = new double[6];
        double left = 0;
        for (var i = Contours.line(saddle, 0.5).getPathIterator(null); !i.isDone(); i.next()) {
            i.currentSegment(at);
            left += at[0] + at[1] < 1 ? 1 : 0;
        }
        assertEquals(2, left); // one line around the corner (0, 0), one around (1, 1)
    }

    @Test
    void contour_levelsAreRound() {
        assertEquals(List.of(1.0, 2.0, 3.0),
                Arrays.stream(Contours.levels(Grid.of(new double[][]{{0.5, 1}, {2, 10.2}}, false)))
                        .limit(3).boxed().toList());
        svg(contour((x, y) -> x - y, 0, 1, 0, 1).add("path", new double[]{0, 1}, new double[]{0, 1}));
        refused("all values are 1.0", () -> contour(ones(3, 3)));
    }

    @Test
    void save_writesANewFileOnWhitePaper(@TempDir Path directory) throws java.io.IOException {
        Path file = plot(new int[]{1, 2}).save(directory.resolve("a.svg").toString());
        assertTrue(Files.readString(file).contains("background:#fff"));
        assertThrows(UncheckedIOException.class, () -> plot(new int[]{1, 2}).save(file.toString()));
        refused("must end in .svg", () -> plot(new int[]{1}).save("a.png"));
    }

    /** The picture, which must be well-formed, without scripts, and fetch nothing. */
    private static String svg(Plot plot) {
        String svg = plot.svg();
        assertDoesNotThrow(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg))), svg);
        assertFalse(svg.contains("<script") || svg.replace("http://www.w3.org/2000/svg", "").contains("http:"), svg);
        return svg;
    }

    private static void refused(String message, Executable plot) {
        String said = assertThrows(IllegalArgumentException.class, plot).getMessage();
        assertTrue(said.contains(message), said);
    }
}
