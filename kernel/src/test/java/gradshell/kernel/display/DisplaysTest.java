package gradshell.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.SourceText;
import gradshell.Tensors;
import gradshell.kernel.plot.Plots;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DisplaysTest {
    @SuppressWarnings("ArrayRecordComponent")
    record Sample(String name, double[] values) {}

    record Pixel(int x, int y) {}

    interface Named {
        String name();
    }

    record Colour(String name) implements Named {}

    record Shape() {}

    record Point(int x, int y) {}

    private static String html(Object value) {
        return (String) Displays.bundle(value).data().get("text/html");
    }

    private static String text(Object value) {
        return (String) Displays.bundle(value).data().get("text/plain");
    }

    @Test
    void bundle_simpleValues_areTheirText() {
        assertEquals("null", text(null));
        assertEquals("line\nnext", text("line\nnext"));
        assertEquals("3", text(3));
        assertEquals("Optional[2.5]", text(Optional.of(2.5)));
        assertEquals("Pixel[x=1, y=2]", text(new Pixel(1, 2)));
    }

    @Test
    void bundle_arrays_showTheirElementsAtAnyDepth() {
        assertEquals("[1.0, 2.5]", text(new double[]{1, 2.5}));
        assertEquals("[[1, 2], [3]]", text(new int[][]{{1, 2}, {3}}));
        assertEquals("[[true], a]", text(new Object[]{new boolean[]{true}, "a"}));
        assertEquals("Sample[name=s, values=[1.0]]", text(new Sample("s", new double[]{1})));
        assertEquals("{a=[1]}", text(new LinkedHashMap<>(java.util.Map.of("a", new int[]{1}))));
    }

    @Test
    void bundle_longArray_isCutInTheMiddle() {
        String shown = text(IntStream.range(0, 1000).toArray());
        assertTrue(shown.startsWith("[0, 1, 2, "), shown);
        assertTrue(shown.endsWith("96, ... (900 more) ..., 997, 998, 999]"), shown);
    }

    @Test
    void bundle_collectionInItself_ends() {
        var own = new ArrayList<Object>();
        for (int i = 0; i < 50; i++) own.add(own);
        assertTrue(text(own).length() < 1_000_000);
    }

    @Test
    void bundle_failingToString_isSaidInItsPlace() {
        var bad = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        String shown = text(List.of(1, bad));
        assertTrue(shown.matches("\\[1, <toString of \\S+ failed: java.lang.IllegalStateException: no>]"), shown);
    }

    @Test
    void bundle_stream_isNotConsumed() {
        var stream = IntStream.range(0, 3);
        assertEquals("IntStream, not run; toList() shows what it gives", text(stream));
        assertEquals(3, stream.sum());
    }

    @Test
    void bundle_recordsAndMaps_areTables() {
        String html = html(new Point(17, 2));
        assertTrue(html.contains(">Point<") && html.contains(">x<") && html.contains(">17<"), html);
        html = html(List.of(new Point(1, 2), new Point(3, 4)));
        assertTrue(html.contains("Point, 2 entries") && html.contains(">y<") && html.contains(">4<"), html);
        assertTrue(html(java.util.Map.of("<k>", 5)).contains(">&lt;k&gt;<"));
        assertFalse(Displays.bundle(List.of(1, 2)).data().containsKey("text/html"));
    }

    @Test
    void bundle_optional_hasItsValuesForm() {
        assertTrue(html(Optional.of(new Point(17, 2))).contains(">17<"));
        assertEquals("Optional[Point[x=17, y=2]]", text(Optional.of(new Point(17, 2))));
        assertTrue(Displays.bundle(Optional.of(Plots.plot(new int[]{1, 2}))).data().containsKey("image/svg+xml"));
        assertFalse(Displays.bundle(Optional.empty()).data().containsKey("text/html"));
    }

    @Test
    void bundle_error_isATableOfItsCauses() {
        var cause = new IOException("<disk>");
        var error = new IllegalStateException("top", cause);
        error.addSuppressed(new ArithmeticException());
        cause.initCause(error);
        String html = html(error);
        assertTrue(html.contains(">java.lang.IllegalStateException<") && html.contains(">top<"), html);
        assertTrue(html.contains(">caused by<") && html.contains(">&lt;disk&gt;<"), html);
        assertTrue(html.contains(">suppressed<") && html.contains("DisplaysTest"), html);
        assertEquals("java.lang.IllegalStateException: top", text(error));
    }

    @Test
    void bundle_tensor_hasTextAndHtml() {
        var data = Displays.bundle(Tensors.tensor(1, 2)).data();
        assertTrue(data.get("text/html").toString().contains("<"));
        assertTrue(data.get("text/plain").toString().contains("2"));
    }

    @Test
    void bundle_image_isPng() throws IOException {
        var data = Displays.bundle(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB)).data();
        var png = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode((String) data.get("image/png"))));
        assertEquals(4, png.getWidth());
        assertEquals("image of 4 x 3 pixels", data.get("text/plain"));
    }

    @Test
    void bundle_plot_isSvgAndItsTextSaysWhatItIs() {
        var data = Displays.bundle(Plots.plot(new int[]{1, 2}).title("T")).data();
        assertTrue(data.get("image/svg+xml").toString().startsWith("<svg"));
        assertEquals(data.get("image/svg+xml"), data.get("text/html"));
        assertEquals("Plot(T: a line of 2 points)", data.get("text/plain"));
        assertTrue(Displays.bundle(Plots.imshow(new int[][]{{1}})).data().containsKey("image/png"));
    }

    @Test
    void register_ownRenderer_isUsedForItsType() {
        Displays.register(Pixel.class, p -> "<b>" + p.x() + "</b>");
        assertEquals("<b>7</b>", Displays.bundle(new Pixel(7, 8)).data().get("text/html"));
        assertFalse(Displays.bundle("other").data().containsKey("text/html"));
    }

    @Test
    void register_severalForOneValue_theMostSpecificIsUsed() {
        Displays.register(Colour.class, _ -> "colour");
        Displays.register(Named.class, _ -> "named");
        Displays.register(Object.class, _ -> null);
        assertEquals("colour", html(new Colour("red")));
        Displays.register(Colour.class, c -> c.name().equals("red") ? null : "other colour");
        assertEquals("named", html(new Colour("red")));
        assertEquals("other colour", html(new Colour("blue")));
    }

    @Test
    void register_anotherMimeType_isAddedToTheForms() {
        Displays.register(Shape.class, "image/svg+xml", _ -> "<svg/>");
        assertEquals("<svg/>", Displays.bundle(new Shape()).data().get("image/svg+xml"));
        assertThrows(IllegalArgumentException.class, () -> Displays.register(Shape.class, "svg", _ -> ""));
    }

    @Test
    void register_failingRenderer_leavesTheText() {
        Displays.register(Sample.class, _ -> {
            throw new IllegalStateException("oops");
        });
        String shown = text(new Sample("s", new double[0]));
        assertTrue(shown.startsWith("Sample[name=s, values=[]]\n"), shown);
        assertTrue(shown.contains("oops"), shown);
    }

    @Test
    void bundle_source_isABlockOfCode() {
        MimeBundle bundle = Displays.bundle(new SourceText("int i = 1;\n"));
        assertEquals("int i = 1;\n", bundle.data().get("text/plain"));
        assertEquals("```java\nint i = 1;\n```", bundle.data().get("text/markdown"));
    }
}
