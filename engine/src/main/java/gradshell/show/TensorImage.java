package gradshell.show;

import gradshell.DataType;
import gradshell.Tensor;
import java.util.Optional;

/** A tensor that has the shape of an image, and an image's values, as that image. */
final class TensorImage {
    private static final int LEAST_SIDE = 8;
    /** Whole numbers of which none is larger are rather counts than levels. */
    private static final int FEW = 50;
    private static final int SIDE = 512;
    private static final int LONGEST = 200;
    private static final int LARGEST_SQUARE = 25;

    private final Raster[] colours;
    private final double white;

    private TensorImage(Raster[] colours, double white) {
        this.colours = colours;
        this.white = white;
    }

    /** Empty when it is none: shape (3, H, W), (1, H, W) or (H, W, 3), values in [0, 1] or whole ones in [0, 255]. */
    static Optional<String> of(Tensor x) {
        if (x.rank() != 3 || x.dataType() == DataType.BOOL) return Optional.empty();
        boolean planes = (x.size(0) == 3 || x.size(0) == 1) && isImage(x.size(1), x.size(2));
        if (!planes && !(x.size(2) == 3 && isImage(x.size(0), x.size(1)))) return Optional.empty();
        long height = x.size(planes ? 1 : 0);
        long width = x.size(planes ? 2 : 1);
        var elements = new Elements(x);
        double white = white(x, elements);
        if (white == 0) return Optional.empty();
        long each = (Math.max(height, width) + SIDE - 1) / SIDE;
        var size = Raster.Size.each(each, each, height, width);
        var colours = new Raster[planes ? (int) x.size(0) : 3];
        for (int c = 0; c < colours.length; c++)
            colours[c] = planes
                    ? elements.raster(c * height * width, height, width, width, 1, size)
                    : elements.raster(c, height, width * 3, width, 3, size);
        return Optional.of(size.image("image", LONGEST, LARGEST_SQUARE, new TensorImage(colours, white)::rgb)
                + "<div style='font-size:90%%;opacity:.85;margin-top:3px'>image of %s × %s, black 0 to white %s%s</div>"
                        .formatted(width, height, Numbers.text(white),
                                size.isReduced() ? ", a pixel is %1$s × %1$s of its own".formatted(each) : ""));
    }

    private static boolean isImage(long height, long width) {
        return height >= LEAST_SIDE && width >= LEAST_SIDE;
    }

    /** The value that stands for white; 0 if these are no values of an image. */
    private static double white(Tensor x, Elements elements) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        long step = elements.areAll() ? 1 : x.size() / 100_000;
        for (long i = 0; i < x.size(); i += step) {
            double value = elements.at(i);
            if (Double.isNaN(value)) continue;
            least = Math.min(least, value);
            most = Math.max(most, value);
            whole &= value == Math.rint(value);
        }
        if (least < 0 || !(most > least)) return 0;
        return most <= 1 ? 1 : whole && most > FEW && most <= 255 ? 255 : 0;
    }

    private int rgb(int i) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            double value = colours[Math.min(c, colours.length - 1)].pixels()[i];
            if (Double.isNaN(value)) return Palette.ALARM;
            rgb = rgb << 8 | (int) Math.round(255 * Math.clamp(value / white, 0, 1));
        }
        return rgb;
    }
}
