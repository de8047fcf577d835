package gradshell.show;

import gradshell.DataType;
import gradshell.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A tensor's first matrices as colours, with what they mean below. */
final class HeatMap {
    private static final int SIDE = 256;
    private static final int LONGEST = 360;
    private static final int LARGEST_SQUARE = 14;
    private static final int STOPS = 12;

    private final Tensor x;
    private final Elements elements;
    private final List<Raster> rasters = new ArrayList<>();
    private final Palette palette;
    private final double low;
    private final double high;

    HeatMap(Tensor x, int matrices) {
        this.x = x;
        elements = new Elements(x);
        long height = x.size(x.rank() - 2);
        long width = x.size(x.rank() - 1);
        var size = Raster.Size.within(SIDE, height, width);
        for (long i = 0; i < matrices; i++)
            rasters.add(elements.raster(i * height * width, height, width, width, 1, size));
        var range = rasters.stream().flatMapToDouble(raster -> Arrays.stream(raster.pixels()))
                .filter(Double::isFinite).summaryStatistics();
        boolean bothSigns = range.getMin() < 0 && range.getMax() > 0;
        double most = Math.max(-range.getMin(), range.getMax());
        palette = bothSigns ? Palette.DIVERGING : Palette.SEQUENTIAL;
        low = bothSigns ? -most : range.getMin();
        high = bothSigns ? most : range.getMax();
    }

    /** One of the matrices. */
    String picture(int matrix) {
        Raster raster = rasters.get(matrix);
        return raster.size().image("heat map", LONGEST, LARGEST_SQUARE, i -> rgb(raster.pixels()[i]));
    }

    private int rgb(double value) {
        if (!Double.isFinite(value)) return Palette.ALARM;
        return palette.rgb(high > low ? (value - low) / (high - low) : 0.5);
    }

    /** The colours with their values, and what else there is to say. */
    String legend() {
        List<String> parts = new ArrayList<>();
        if (high > low) parts.add(text(low) + bar() + text(high));
        else if (high == low) parts.add("all " + text(low));
        if (elements.areAll()) statistics(parts);
        else if (rasters.stream().anyMatch(r -> IntStream.range(0, r.pixels().length)
                .anyMatch(i -> !Double.isFinite(r.pixels()[i]))))
            parts.add(swatch() + "NaN or Inf");
        var size = rasters.getFirst().size();
        if (size.isReduced())
            parts.add("a pixel is %s %s × %s values".formatted(elements.areAll() ? "the mean of" : "one of",
                    size.rowsEach(), size.columnsEach()));
        return parts.stream().collect(Collectors.joining(", ",
                "<div style='font-size:90%;opacity:.85;margin-top:3px'>", "</div>"));
    }

    private void statistics(List<String> parts) {
        long nan = 0;
        long infinite = 0;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < x.size(); i++) {
            double value = elements.at(i);
            if (Double.isNaN(value)) nan++;
            else if (Double.isInfinite(value)) infinite++;
            else {
                sum += value;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        long finite = x.size() - nan - infinite;
        if (most > least && x.dataType() != DataType.BOOL) {
            if (least != low || most != high) parts.add("values from %s to %s".formatted(text(least), text(most)));
            parts.add("mean " + Numbers.text(sum / finite));
        }
        if (x.dataType() == DataType.BOOL) parts.add(Numbers.count(Math.round(sum)) + " true");
        if (nan > 0) parts.add(swatch() + Numbers.count(nan) + " NaN");
        if (infinite > 0) parts.add(swatch() + Numbers.count(infinite) + " Inf");
    }

    private String text(double value) {
        return x.dataType() == DataType.BOOL && value == Math.rint(value)
                ? Boolean.toString(value != 0)
                : Numbers.text(value);
    }

    private String bar() {
        String stops = IntStream.rangeClosed(0, STOPS).mapToObj(i -> hex(palette.rgb((double) i / STOPS)))
                .collect(Collectors.joining(","));
        return " <span style='display:inline-block;width:110px;height:9px;background:linear-gradient(to right,%s)'></span> "
                .formatted(stops);
    }

    private static String swatch() {
        return "<span style='display:inline-block;width:9px;height:9px;margin-right:4px;background:%s'></span>"
                .formatted(hex(Palette.ALARM));
    }

    private static String hex(int rgb) {
        return "#%06x".formatted(rgb);
    }
}
