package gradshell.kernel.plot;

import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.kernel.plot.Plots.imshow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
    @Test
    void imshow_planesAndPixels_areTheSameColours() throws IOException {
        var planes = tensor(1, 0, 0, 1, 0, 0).reshape(3, 1, 2); // red, green
        assertEquals(0xff0000, colour(imshow(planes), 0, 0));
        assertEquals(0x00ff00, colour(imshow(planes), 150, 0));
        assertEquals(0x00ff00, colour(imshow(tensor(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0).reshape(2, 2, 3)), 150, 0));
    }

    @Test
    void imshow_values_areStretchedUnlessTheyAreAnImages() throws IOException {
        assertEquals(0x808080, colour(imshow(new double[][]{{0.5, 0.5}}), 0, 0));
        assertEquals(0x808080, colour(imshow(new int[][]{{128, 0}}), 0, 0));
        assertEquals(0xffffff, colour(imshow(new double[][]{{5, -5}}), 0, 0));
        assertEquals(0x000000, colour(imshow(new double[][]{{Double.NaN, 1}}), 0, 0));
    }

    @Test
    void imshow_renderedImage_isShown() throws IOException {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x123456);
        assertEquals(0x123456, colour(imshow(image), 50, 50));
        assertEquals("image of 2 x 2 pixels", imshow(image).toString());
    }

    @Test
    void imshow_ofAnotherShape_saysWhichShapesAreImages() {
        var refused = assertThrows(IllegalArgumentException.class, () -> imshow(zeros(4, 2, 5)));
        assertTrue(refused.getMessage().contains("(3, H, W) or (H, W, 3), got one of shape (4, 2, 5)"),
                refused.getMessage());
    }

    private static int colour(Picture picture, int x, int y) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png())).getRGB(x, y) & 0xffffff;
    }
}
