package gradshell.show;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.data.Data.readCsv;
import static gradshell.nn.Activations.sigmoid;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Models.summary;
import static gradshell.optim.Optimizers.descent;
import static gradshell.optim.Training.epochs;
import static gradshell.optim.Training.train;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.GradientCheck;
import gradshell.Layer;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.data.Batch;
import gradshell.nn.Dense;
import gradshell.optim.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Each piece is well-formed, holds what it must, and nothing that a page wouldn't trust. */
class HtmlTest {
    @Test
    void tensor_showsShapeAndNumbers() {
        String html = html(tensor(new double[][]{{1, -2.5}, {0.125, 3}}));
        assertTrue(html.contains("(2, 2)") && html.contains(">-2.5<") && html.contains(">0.125<"), html);
    }

    @Test
    void tensor_thatIsLong_losesItsMiddle() {
        String html = html(arange(1000));
        assertTrue(html.contains(">…<") && html.contains(">4<") && html.contains(">995<") && html.contains(">999<"),
                html);
        assertFalse(html.contains(">5<") || html.contains(">994<"), html);
    }

    @Test
    void tensor_ofManyDimensions_showsItsFirstMatrices() {
        String html = html(arange(120).reshape(5, 2, 3, 4));
        assertTrue(html.contains("[0, 1, :, :]") && html.contains("[1, 0, :, :]") && html.contains("… 7 more"), html);
    }

    @Test
    void tensor_ofALargeMatrix_isAHeatMapWithItsRange() throws IOException {
        String html = html(arange(24 * 12).reshape(24, 12).minus(100));
        assertTrue(html.contains("(24, 12)") && html.contains("values from -100 to 187, mean 43.5"), html);
        var image = image(html);
        assertEquals(List.of(12, 24), List.of(image.getWidth(), image.getHeight()));
        assertEquals(Palette.DIVERGING.rgb((187 - 100) / 374.0), image.getRGB(0, 0) & 0xffffff);
        assertEquals(Palette.DIVERGING.rgb(1), image.getRGB(11, 23) & 0xffffff);
        assertEquals(Palette.SEQUENTIAL.rgb(0), image(html(arange(40).reshape(2, 20))).getRGB(0, 0) & 0xffffff);
    }

    @Test
    void heatMap_showsWhatIsNoNumber_evenMadeSmaller() throws IOException {
        double[][] values = new double[300][300];
        values[299][1] = Double.NaN;
        values[0][299] = Double.NEGATIVE_INFINITY;
        values[4][4] = 8;
        String html = html(tensor(values));
        assertTrue(html.contains("mean of 2 × 2 values") && html.contains("1 NaN") && html.contains("1 Inf"), html);
        assertTrue(html.contains("from 0 to 8"), html);
        var image = image(html);
        assertEquals(Palette.ALARM, image.getRGB(0, 149) & 0xffffff);
        assertEquals(Palette.ALARM, image.getRGB(149, 0) & 0xffffff);
        assertEquals(Palette.SEQUENTIAL.rgb(1), image.getRGB(2, 2) & 0xffffff);
    }

    @Test
    void heatMap_ofEachKind_isWellFormed() {
        assertTrue(html(zeros(20, 20)).contains("all 0"));
        assertTrue(html(zeros(20, 20).div(zeros(20, 20))).contains("400 NaN"));
        assertTrue(html(arange(400).reshape(20, 20).gt(7)).contains("392 true"));
        assertTrue(html(ones(2048, 2049)).contains("one of 8 × 9 values"));
        assertTrue(html(ones(5, 4, 12, 12)).contains("[0, 2, :, :]"));
    }

    @Test
    void tensor_ofAnImage_isThatImage() throws IOException {
        Tensor red = zeros(3, 8, 9).plus(tensor(1.0, 0, 0.5).reshape(3, 1, 1));
        String html = html(red);
        assertTrue(html.contains("image of 9 × 8, black 0 to white 1"), html);
        assertEquals(0xff0080, image(html).getRGB(8, 7) & 0xffffff);
        assertEquals(0xff0080, image(html(red.permute(1, 2, 0).times(255).ceil())).getRGB(8, 7) & 0xffffff);
        for (Tensor none : List.of(red.times(1.5), red.times(2), red.minus(1), ones(3, 8, 9), ones(3, 7, 9)))
            assertFalse(html(none).contains("image of"));
    }

    @Test
    void tensor_ofEachKind_isWellFormed() {
        html(scalar(3));
        html(zeros(0, 3));
        html(zeros(2, 0));
        html(tensor(1, 2).gt(1));
        assertTrue(html(tensor(Double.NaN, Double.NEGATIVE_INFINITY)).contains(">-Inf<"));
    }

    @Test
    void grads_nameEachParameterAndWhatIsWrong() {
        Tensor used = tensor(1, 2);
        Params ps = params(List.of()).add("<b>", used).add("far", zeros(1)).add("big", ones(1)).add("none", ones(3));
        String html = html(
                gradient(() -> used.sum().plus(ps.get("far").sqrt().sum()).plus(ps.get("big").times(1e6).sum()), ps));
        assertTrue(html.contains("&lt;b&gt;") && html.contains(">Inf</span>") && html.contains(">exploding</span>")
                && html.contains(">unused</span>") && html.contains("<svg"), html);
    }

    @Test
    void params_showTheirShapes() {
        String html = html(params(dense(3, 2)));
        assertTrue(html.contains(">weight<") && html.contains("(2, 3)") && html.contains("<b>8</b> scalars"), html);
    }

    private record Net(Dense encoder, Tensor scale, String name) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return encoder.apply(x).times(scale);
        }
    }

    @Test
    void table_showsItsFirstRows(@TempDir Path directory) throws IOException {
        String html = html(readCsv(Files.writeString(directory.resolve("t.csv"), "name,size\n<b>,2\n")));
        assertTrue(html.contains("Table: 1 row, 2 columns") && html.contains("&lt;b&gt;"), html);
    }

    @Test
    void summary_isATableOfLayers() {
        String html = html(summary(chain(dense(3, 2), sigmoid), 3, 5));
        assertTrue(html.contains("Total: 2 arrays, 8 parameters") && html.contains("(2, 5)"), html);
    }

    @Test
    void models_areATableOfTheirLayers() {
        String html = html(chain(dense(3, 2, sigmoid), sigmoid, chain(dense(2, 1))));
        assertTrue(html.contains("Chain: <b>11</b> parameters in <b>4</b> tensors, 44 bytes"), html);
        assertTrue(html.contains(">dense(3, 2, sigmoid)<") && html.contains(">3 → 2<") && html.contains(">8<"), html);
        assertTrue(html.contains(">2.0<") && html.contains("weight (1, 2), bias (1)"), html);
        assertTrue(html(dense(3, 2)).contains("Dense: <b>8</b> parameters"));
    }

    @Test
    void model_ofAnOwnClass_isATableOfItsParts() {
        String html = html(new Net(dense(3, 2), zeros(2).div(zeros(2)), "n"));
        assertTrue(html.contains("Net: <b>10</b>") && html.contains(">encoder<"), html);
        assertTrue(html.contains("scale (2)") && html.contains(">some NaN<"), html);
        assertEquals(Optional.empty(), Html.render((Layer) x -> x));
    }

    @Test
    void gradientCheck_saysWhetherItPassed() {
        String html = html(new GradientCheck(1e-7, 0.5, 0, 1e-4, "element <3>: 1 and 2"));
        assertTrue(html.contains(">FAILED<") && html.contains(">0.5<") && html.contains("&lt;3&gt;"), html);
        assertTrue(html(new GradientCheck(0, 0, 0, 1e-4, "")).contains(">passed<"));
    }

    private record Line(Tensor slope, double offset) {}

    @Test
    void recordWithTensors_showsEachComponent() {
        String html = html(withGradient(l -> l.slope().square().sum(), new Line(tensor(3.0), 0.25)));
        assertTrue(html.contains(">Line<") && html.contains(">slope<") && html.contains(">6<"), html);
        assertTrue(html(new Line(zeros(12, 12), 0.25)).contains(">0.25<"));
    }

    @Test
    void listOfTensors_showsEach() {
        String html = html(List.of(ones(2), zeros(12, 12)));
        assertTrue(html.contains("(2)") && html.contains("<img"), html);
        assertTrue(html(Collections.nCopies(13, ones(1))).contains("… 3 more"));
    }

    @Test
    void history_isACurveAndLogarithmicOverDecades() {
        String html = html(trained(0.2, 12));
        assertTrue(html.contains("loss (log)") && html.contains(">0.001<") && html.contains("12 epochs, 12 batches"),
                html);
        html = html(trained(0.01, 3));
        assertTrue(html.contains(">loss<") && html.contains(">epoch<"), html);
        assertTrue(html(trained(0.1, 1)).contains(">batch<"));
    }

    @Test
    void history_ofManyBatches_staysSmall() {
        assertTrue(html(trained(0.0001, 5_000)).length() < 40_000);
    }

    @Test
    void history_ofALossThatNeverChanges_isDrawn() {
        assertFalse(html(trained(0, 5)).contains("NaN"));
    }

    @Test
    void lossCurve_ofARunThatGoesOn_isDrawn() {
        assertTrue(Html.lossCurve(new double[0], new double[0], 0).contains("batch"));
        String svg = Html.lossCurve(new double[]{3, Double.NaN, 2, 1, 0.5}, new double[]{2.5, 1.5}, 2);
        assertTrue(svg.contains(">epoch<") && !svg.contains("NaN"), svg);
    }

    @Test
    void grads_ofManyParameters_areCutAndSayWhatIsWrong() {
        Params ps = params(List.of());
        for (int i = 0; i < 250; i++) ps.add(ones(1));
        String html = html(gradient(() -> ps.get("0").sum(), ps));
        assertTrue(html.contains("249 × unused") && html.contains("… 50 more"), html);
    }

    @Test
    void pullbackAndGradients_showTheirParts() {
        assertTrue(html(pullback(x -> x.square(), tensor(3.0))).contains(">9<"));
        String html = html(withGradient(x -> x.square().sum(), tensor(3.0)));
        assertTrue(html.contains("value") && html.contains("gradient") && html.contains(">6<"), html);
        assertTrue(html(gradient((a, b) -> a.times(b).sum(), tensor(2.0), tensor(5.0))).contains("second"));
        assertTrue(html(new Batch(ones(2, 3), ones(3))).contains("(2, 3)"));
    }

    @Test
    void otherValues_haveNone() {
        assertEquals(Optional.empty(), Html.render("text"));
        assertEquals(Optional.empty(), Html.render(3.0));
        assertEquals(Optional.empty(), Html.render(null));
    }

    @Test
    void numbers_areShort() {
        assertEquals(List.of("3", "-0.3333", "1235", "12346", "1.5e7", "1e-6", "NaN", "-Inf"),
                List.of(Numbers.text(3), Numbers.text(-1 / 3.0), Numbers.text(1234.5678), Numbers.text(12345.678),
                        Numbers.text(1.5e7),
                        Numbers.text(1e-6), Numbers.text(Double.NaN), Numbers.text(Double.NEGATIVE_INFINITY)));
    }

    private static History trained(double learningRate, int epochs) {
        Tensor w = tensor(1.0);
        return train((x, y) -> w.square().sum(), params(w), List.of(new Batch(ones(1), ones(1))), descent(learningRate),
                epochs(epochs));
    }

    private static BufferedImage image(String html) throws IOException {
        String base64 = html.replaceFirst("(?s).*?src='data:image/png;base64,([^']*)'.*", "$1");
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    private static String html(Object value) {
        String html = Html.render(value).orElseThrow();
        assertFalse(html.contains("<script") || html.contains("<style") || html.contains("http"), html);
        assertDoesNotThrow(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader("<div>" + html + "</div>"))), html);
        return html;
    }
}
