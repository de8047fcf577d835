package gradshell.data;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures as tensors, by the JDK's image library. */
final class Images {
    /** A file of a few bytes may claim any size. */
    private static final long MOST_POINTS = 100_000_000;

    private Images() {}

    static Tensor read(Path file) {
        if (!Files.isRegularFile(file))
            throw new UncheckedIOException("there is no file " + file.toAbsolutePath(),
                    new IOException("no regular file"));
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) throw new IllegalArgumentException(file + " is no picture of a known format");
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes, true, true);
                long points = (long) reader.getWidth(0) * reader.getHeight(0);
                if (points > MOST_POINTS)
                    throw new IllegalArgumentException(
                            "%s is refused: it claims %,d points; %,d are the most".formatted(
                                    file, points, MOST_POINTS));
                return tensor(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            // the JDK's readers throw any of these where a file is damaged
            throw new IllegalArgumentException(file + " can't be read as a picture: " + e.getMessage(), e);
        }
    }

    private static Tensor tensor(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        int channels = channels(colours);
        float[] values = isDirect(colours)
                ? samples(image.getRaster(), channels, colours)
                : colours(image, channels);
        return Tensors.tensor(values).reshape(image.getHeight(), image.getWidth(), channels);
    }

    private static int channels(ColorModel colours) {
        boolean isGrey = colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                || (colours instanceof IndexColorModel palette && isGrey(palette));
        return (isGrey ? 1 : 3) + (colours.hasAlpha() ? 1 : 0);
    }

    /** Whether it is so that pictures of few greys are stored. */
    private static boolean isGrey(IndexColorModel palette) {
        return !palette.hasAlpha() && IntStream.range(0, palette.getMapSize())
                .allMatch(i -> palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i));
    }

    /** Whether the numbers are as they stand in the file; greys would be made lighter on the way through colours. */
    private static boolean isDirect(ColorModel colours) {
        int space = colours.getColorSpace().getType();
        boolean isWhole = colours.getTransferType() == DataBuffer.TYPE_BYTE
                || colours.getTransferType() == DataBuffer.TYPE_USHORT;
        return colours instanceof ComponentColorModel && isWhole && !colours.isAlphaPremultiplied()
                && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB);
    }

    private static float[] samples(Raster raster, int channels, ColorModel colours) {
        int width = raster.getWidth();
        float[] values = new float[Math.multiplyExact(width * raster.getHeight(), channels)];
        int[] line = new int[width * channels];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, line);
            for (int i = 0; i < line.length; i++)
                values[at++] = line[i] / (float) ((1L << colours.getComponentSize(i % channels)) - 1);
        }
        return values;
    }

    private static float[] colours(BufferedImage image, int channels) {
        int[] shifts = channels == 1 ? new int[]{0} : new int[]{16, 8, 0, 24};
        int width = image.getWidth();
        float[] values = new float[Math.multiplyExact(width * image.getHeight(), channels)];
        int[] line = new int[width];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int argb : line) for (int c = 0; c < channels; c++) values[at++] = (argb >>> shifts[c] & 0xff) / 255f;
        }
        return values;
    }

    static void write(Path file, Tensor image) {
        String name = String.valueOf(file.getFileName());
        String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        BufferedImage picture = picture(image);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(picture, format, bytes))
                throw new IllegalArgumentException(
                        "writeImage: a picture of %d channels can't be written as \"%s\"; png takes 1, 3 and 4, jpg 1 and 3"
                                .formatted(image.rank() == 2 ? 1 : image.size(2), format));
            Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file + ": " + e, e);
        }
    }

    private static BufferedImage picture(Tensor image) {
        int rank = image.rank();
        long channels = rank == 2 ? 1 : rank == 3 ? image.size(2) : 0;
        if ((channels != 1 && channels != 3 && channels != 4) || image.size() == 0)
            throw new IllegalArgumentException(
                    "writeImage: (rows, columns) or (rows, columns, channels) of 1, 3 or 4 channels is needed, got shape "
                            + Shapes.text(image.shape()));
        int height = (int) image.size(0);
        int width = (int) image.size(1);
        var picture = new BufferedImage(width, height, channels == 1
                ? BufferedImage.TYPE_BYTE_GRAY
                : channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        picture.getRaster().setPixels(0, 0, width, height, levels(image.toFloatArray()));
        return picture;
    }

    private static int[] levels(float... values) {
        int[] levels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i]))
                throw new IllegalArgumentException("writeImage: the picture holds NaN, at element " + i);
            levels[i] = Math.round(Math.clamp(values[i], 0, 1) * 255);
        }
        return levels;
    }
}
