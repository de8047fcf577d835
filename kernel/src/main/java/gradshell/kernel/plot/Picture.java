package gradshell.kernel.plot;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.show.Png;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Arrays;
import java.util.Base64;

/** An image, made by {@link Plots#imshow}. Shown as PNG; a small one as large squares. */
public final class Picture {
    private static final int SMALL = 200;
    /** Whole numbers up to 255 of which none is larger than this are rather few levels than a very dark image. */
    private static final int DARK = 50;
    private static final int LARGEST = 8000;

    private final int[] rgb;
    private final int width;
    private final int height;
    private final String values;

    private Picture(int[] rgb, int width, int height, String values) {
        this.rgb = rgb;
        this.width = width;
        this.height = height;
        this.values = values;
    }

    static Picture of(Object image) {
        return switch (image) {
            case RenderedImage rendered -> rendered(rendered);
            case Tensor x -> tensor(x);
            case null, default -> {
                double[][] rows = Values.matrix("the image", image);
                yield planes(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows[0].length, rows.length,
                        1, false);
            }
        };
    }

    private static Picture rendered(RenderedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = copy.createGraphics();
        graphics.drawRenderedImage(image, null);
        graphics.dispose();
        return new Picture(copy.getRGB(0, 0, width, height, null, 0, width), width, height, "");
    }

    private static Picture tensor(Tensor x) {
        long[] shape = x.shape();
        boolean planes = x.rank() == 3 && (shape[0] == 1 || shape[0] == 3);
        boolean pixels = x.rank() == 3 && !planes && (shape[2] == 1 || shape[2] == 3);
        if (x.size() == 0 || (x.rank() != 2 && !planes && !pixels))
            throw new IllegalArgumentException(
                    "an image is a tensor of shape (H, W), (1, H, W), (3, H, W) or (H, W, 3), got one of shape "
                            + Shapes.text(shape));
        int first = planes ? 1 : 0;
        int height = side(shape[first]);
        int width = side(shape[first + 1]);
        int colours = x.rank() == 2 ? 1 : (int) (planes ? shape[0] : shape[2]);
        return planes(x.toDoubleArray(), width, height, colours, pixels);
    }

    private static int side(long pixels) {
        if (pixels > LARGEST)
            throw new IllegalArgumentException(
                    "an image has at most %d pixels a side, got %d".formatted(LARGEST, pixels));
        return (int) pixels;
    }

    /** {@code together}: the colours of a pixel lie together, not each colour's pixels. */
    private static Picture planes(double[] values, int width, int height, int colours, boolean together) {
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        boolean whole = low >= 0 && high > DARK && high <= 255
                && Arrays.stream(values).limit(1000).allMatch(v -> v == Math.rint(v));
        boolean shares = low >= 0 && high <= 1;
        double black = shares || whole ? 0 : low;
        double white = shares ? 1 : whole ? 255 : high > low ? high : low + 1;
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++)
            for (int colour = 0; colour < 3; colour++) {
                int plane = Math.min(colour, colours - 1);
                double value = values[together ? i * colours + plane : plane * rgb.length + i];
                rgb[i] = rgb[i] << 8 | (int) Math
                        .round(255 * Math.clamp(Double.isNaN(value) ? 0 : (value - black) / (white - black), 0, 1));
            }
        return new Picture(rgb, width, height,
                ", black %s to white %s".formatted(new ShortNumbers().format(black), new ShortNumbers().format(white)));
    }

    /** The file as it is shown: a small image's pixels are squares of several. */
    public byte[] png() {
        int zoom = Math.max(1, SMALL / Math.max(width, height));
        int wide = width * zoom;
        int[] large = new int[wide * height * zoom];
        for (int i = 0; i < large.length; i++) large[i] = rgb[i / wide / zoom * width + i % wide / zoom];
        return Png.encode(large, wide, height * zoom);
    }

    /** The same in the characters of MIME bundles. */
    public String base64() {
        return Base64.getEncoder().encodeToString(png());
    }

    @Override
    public String toString() {
        return "image of " + width + " x " + height + " pixels" + values;
    }
}
