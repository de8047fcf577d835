package gradshell.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void encode_pixels_areReadBackByTheJdk() throws IOException {
        int[] pixels = new Random(1).ints(30 * 20, 0, 0x1000000).toArray();
        var image = ImageIO.read(new ByteArrayInputStream(Png.encode(pixels, 30, 20)));
        assertEquals(30, image.getWidth());
        for (int i = 0; i < pixels.length; i++) assertEquals(pixels[i], image.getRGB(i % 30, i / 30) & 0xffffff);
    }

    @Test
    void encode_anotherNumberOfPixels_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Png.encode(new int[5], 2, 3));
    }

    @Test
    void palette_endsAndMiddles_areItsAnchors() {
        assertEquals(0x000000, Palette.GREY.rgb(-1));
        assertEquals(0x808080, Palette.GREY.rgb(0.5));
        assertEquals(0xffffff, Palette.GREY.rgb(2));
        assertEquals(Palette.SEQUENTIAL.rgb(Double.NaN), Palette.DIVERGING.rgb(Double.NaN));
    }
}
