package gradshell.show;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Internal: pixels as a PNG (RFC 2083), 24 bits each. Made without the JDK's image library, whose start takes longer
 * than a cell should.
 */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Png() {}

    /** The file's bytes; {@code rgb} holds {@code 0xRRGGBB}, row by row from the top. */
    public static byte[] encode(int[] rgb, int width, int height) {
        if (width < 1 || height < 1 || rgb.length != width * height)
            throw new IllegalArgumentException(
                    "a picture of %d x %d pixels can't have %d of them".formatted(width, height, rgb.length));
        var file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height)
                .put(new byte[]{8, 2, 0, 0, 0}).array()); // eight bits of each colour, no transparency, no interlacing
        chunk(file, "IDAT", deflated(rows(rgb, width, height)));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** The picture as the address of an image in a page. */
    public static String address(int[] rgb, int width, int height) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(rgb, width, height));
    }

    /** Each row behind a zero: it is not filtered. */
    private static byte[] rows(int[] rgb, int width, int height) {
        var rows = ByteBuffer.allocate(height * (3 * width + 1));
        for (int i = 0; i < rgb.length; i++) {
            if (i % width == 0) rows.put((byte) 0);
            rows.put((byte) (rgb[i] >> 16)).put((byte) (rgb[i] >> 8)).put((byte) rgb[i]);
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] data) {
        try (var deflater = new Deflater()) {
            deflater.setInput(data);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) out.write(part, 0, deflater.deflate(part));
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        var checksum = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        checksum.update(name);
        checksum.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
