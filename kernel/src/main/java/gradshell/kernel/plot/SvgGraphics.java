package gradshell.kernel.plot;

import gradshell.show.Html;
import gradshell.show.Png;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.util.Locale;

/**
 * Writes down as SVG what a chart draws. Text stays text, colours that are {@link Ink} become the page's own, and nothing
 * is asked of the machine's fonts. What charts don't draw, {@link Drawing} refuses.
 */
final class SvgGraphics extends Drawing {
    /** In a page text takes the page's colour; where it can't see it, as in an image of its own, a grey that suits all. */
    private static final String PAGE = "svg.gradshell:root{color:#767676}";
    private static final String PAPER = "svg.gradshell{background:#fff;color:#222}";

    private final StringBuilder svg;
    private final int width;
    private final int height;

    SvgGraphics(int width, int height) {
        this(width, height, new StringBuilder());
    }

    private SvgGraphics(int width, int height, StringBuilder svg) {
        this.width = width;
        this.height = height;
        this.svg = svg;
    }

    /** A picture for a page as one on white paper. */
    static String onPaper(String picture) {
        return picture.replace(PAGE, PAPER);
    }

    /** The whole picture, for a page. */
    String picture() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" class="gradshell" width="%d" height="%d" viewBox="0 0 %d %d" \
                style="max-width:100%%;height:auto" font-family="Helvetica, Arial, sans-serif" fill="none">\
                <style>%s</style>
                %s</svg>
                """.formatted(width, height, width, height, PAGE, svg);
    }

    @Override
    public void draw(Shape shape) {
        element("path").append(" d=\"").append(path(shape)).append('"').append(colour("stroke")).append(pen())
                .append("/>\n");
    }

    @Override
    public void fill(Shape shape) {
        if (isClear()) return;
        element("path").append(" d=\"").append(path(shape)).append('"').append(colour("fill")).append("/>\n");
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (text.isBlank()) return;
        // by its middle: the page's font is not quite as wide as was thought
        Point2D at = transform.transform(new Point2D.Double(x + SansSerif.like(font).width(text) / 2, y), null);
        double angle = Math.toDegrees(Math.atan2(transform.getShearY(), transform.getScaleX()));
        element("text").append(" x=\"").append(number(at.getX())).append("\" y=\"").append(number(at.getY()))
                .append("\" text-anchor=\"middle\" font-size=\"").append(font.getSize()).append('"');
        if (font.isBold()) svg.append(" font-weight=\"bold\"");
        if (Math.abs(angle) > 0.1)
            svg.append(" transform=\"rotate(").append(number(angle)).append(' ').append(number(at.getX())).append(' ')
                    .append(number(at.getY())).append(")\"");
        svg.append(colour("fill")).append('>').append(Html.escape(text)).append("</text>\n");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int wide, int high, ImageObserver observer) {
        if (!(image instanceof BufferedImage pixels)) throw unknown("an image that is not in memory");
        Rectangle2D at = transform.createTransformedShape(new Rectangle2D.Double(x, y, wide, high)).getBounds2D();
        int[] rgb = pixels.getRGB(0, 0, pixels.getWidth(), pixels.getHeight(), null, 0, pixels.getWidth());
        element("image").append(" x=\"").append(number(at.getX())).append("\" y=\"").append(number(at.getY()))
                .append("\" width=\"").append(number(at.getWidth())).append("\" height=\"")
                .append(number(at.getHeight()))
                .append("\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"")
                .append(Png.address(rgb, pixels.getWidth(), pixels.getHeight())).append("\"/>\n");
        return true;
    }

    /** Begins an element; where there is a clip, it is given along. */
    private StringBuilder element(String name) {
        String cut = "";
        if (clip != null) {
            String outline = outline(clip, null);
            // by what it cuts, so that a second one of the same name on a page does the same
            String id = "clip" + Integer.toHexString(outline.hashCode());
            if (svg.indexOf("id=\"" + id + "\"") < 0)
                svg.append("<clipPath id=\"").append(id).append("\"><path d=\"").append(outline)
                        .append("\"/></clipPath>\n");
            cut = " clip-path=\"url(#" + id + ")\"";
        }
        return svg.append('<').append(name).append(cut);
    }

    private String path(Shape shape) {
        return outline(shape, transform);
    }

    private static String outline(Shape shape, AffineTransform to) {
        var d = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator i = shape.getPathIterator(to); !i.isDone(); i.next()) {
            int points = switch (i.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> command(d, 'M', 1);
                case PathIterator.SEG_LINETO -> command(d, 'L', 1);
                case PathIterator.SEG_QUADTO -> command(d, 'Q', 2);
                case PathIterator.SEG_CUBICTO -> command(d, 'C', 3);
                default -> command(d, 'Z', 0);
            };
            for (int k = 0; k < 2 * points; k++) d.append(k == 0 ? "" : " ").append(number(at[k]));
        }
        return d.toString();
    }

    private static int command(StringBuilder d, char letter, int points) {
        d.append(letter);
        return points;
    }

    private boolean isClear() {
        return paint instanceof Color colour && colour.getAlpha() == 0;
    }

    private String colour(String use) {
        if (!(paint instanceof Color colour)) throw unknown("the paint " + paint.getClass().getSimpleName());
        double opacity = colour.getAlpha() / 255.0 * (composite instanceof AlphaComposite alpha ? alpha.getAlpha() : 1);
        String value = paint instanceof Ink ? "currentColor" : "#%06x".formatted(colour.getRGB() & 0xffffff);
        return " " + use + "=\"" + value + "\""
                + (opacity < 1 ? " " + use + "-opacity=\"" + String.format(Locale.ROOT, "%.2f", opacity) + "\"" : "");
    }

    private String pen() {
        if (!(stroke instanceof BasicStroke pen)) throw unknown("the stroke " + stroke.getClass().getSimpleName());
        var attributes = new StringBuilder(" stroke-width=\"" + number(pen.getLineWidth()) + "\"");
        if (pen.getLineJoin() == BasicStroke.JOIN_ROUND) attributes.append(" stroke-linejoin=\"round\"");
        if (pen.getEndCap() == BasicStroke.CAP_ROUND) attributes.append(" stroke-linecap=\"round\"");
        if (pen.getDashArray() != null) {
            attributes.append(" stroke-dasharray=\"");
            for (float dash : pen.getDashArray()) attributes.append(number(dash)).append(' ');
            attributes.append('"');
        }
        return attributes.toString();
    }

    private static String number(double x) {
        double rounded = Math.round(x * 10) / 10.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    @Override
    public Graphics create() {
        var copy = new SvgGraphics(width, height, svg);
        copy.takeAll(this);
        return copy;
    }
}
