package gradshell.kernel.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.HashMap;
import java.util.Map;

/** Keeps what a drawing program sets before it draws, and refuses the means that charts don't use. */
abstract class Drawing extends Graphics2D {
    protected Font font = new SansSerif(Font.PLAIN, 11);
    protected Paint paint = Ink.of(1);
    protected Stroke stroke = new BasicStroke();
    protected Composite composite = AlphaComposite.SrcOver;
    protected AffineTransform transform = new AffineTransform();
    /** In the picture's own coordinates; null for none. */
    protected Shape clip;

    private final RenderingHints hints = new RenderingHints(
            new HashMap<>(Map.of(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON)));
    private Color background = Color.WHITE;

    /** Takes over all that is set in {@code other}. */
    final void takeAll(Drawing other) {
        font = other.font;
        paint = other.paint;
        stroke = other.stroke;
        composite = other.composite;
        transform = new AffineTransform(other.transform);
        clip = other.clip;
        background = other.background;
    }

    static UnsupportedOperationException unknown(String what) {
        return new UnsupportedOperationException("a plot in SVG can't hold " + what);
    }

    @Override
    public void dispose() {
        // what was drawn stays
    }

    @Override
    public FontMetrics getFontMetrics(Font of) {
        return SansSerif.like(of).metrics();
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return new FontRenderContext(null, true, true);
    }

    @Override
    public void clip(Shape shape) {
        Shape here = transform.createTransformedShape(shape);
        if (clip == null) {
            clip = here.getBounds2D();
        } else if (clip instanceof Rectangle2D before) {
            clip = before.createIntersection(here.getBounds2D());
        } else {
            var both = new Area(clip);
            both.intersect(new Area(here));
            clip = both;
        }
    }

    @Override
    public void setClip(Shape shape) {
        clip = shape == null ? null : transform.createTransformedShape(shape).getBounds2D();
    }

    @Override
    public Shape getClip() {
        try {
            return clip == null ? null : transform.createInverse().createTransformedShape(clip);
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("a plot's coordinates are never flat", e);
        }
    }

    @Override
    public Rectangle getClipBounds() {
        return clip == null ? null : getClip().getBounds();
    }

    @Override
    public void clipRect(int x, int y, int wide, int high) {
        clip(new Rectangle(x, y, wide, high));
    }

    @Override
    public void setClip(int x, int y, int wide, int high) {
        setClip(new Rectangle(x, y, wide, high));
    }

    @Override
    public void translate(double x, double y) {
        transform.translate(x, y);
    }

    @Override
    public void translate(int x, int y) {
        transform.translate(x, y);
    }

    @Override
    public void rotate(double angle) {
        transform.rotate(angle);
    }

    @Override
    public void rotate(double angle, double x, double y) {
        transform.rotate(angle, x, y);
    }

    @Override
    public void scale(double x, double y) {
        transform.scale(x, y);
    }

    @Override
    public void shear(double x, double y) {
        transform.shear(x, y);
    }

    @Override
    public void transform(AffineTransform by) {
        transform.concatenate(by);
    }

    @Override
    public void setTransform(AffineTransform to) {
        transform = new AffineTransform(to);
    }

    @Override
    public AffineTransform getTransform() {
        return new AffineTransform(transform);
    }

    @Override
    public void setPaint(Paint to) {
        if (to != null) paint = to;
    }

    @Override
    public Paint getPaint() {
        return paint;
    }

    @Override
    public void setColor(Color to) {
        setPaint(to);
    }

    @Override
    public Color getColor() {
        return paint instanceof Color colour ? colour : Color.BLACK;
    }

    @Override
    public void setBackground(Color to) {
        background = to;
    }

    @Override
    public Color getBackground() {
        return background;
    }

    @Override
    public void setStroke(Stroke to) {
        stroke = to;
    }

    @Override
    public Stroke getStroke() {
        return stroke;
    }

    @Override
    public void setComposite(Composite to) {
        composite = to;
    }

    @Override
    public Composite getComposite() {
        return composite;
    }

    @Override
    public void setFont(Font to) {
        font = to;
    }

    @Override
    public Font getFont() {
        return font;
    }

    @Override
    public void setRenderingHint(RenderingHints.Key key, Object value) {
        hints.put(key, value);
    }

    @Override
    public Object getRenderingHint(RenderingHints.Key key) {
        return hints.get(key);
    }

    @Override
    public void setRenderingHints(Map<?, ?> to) {
        hints.clear();
        hints.putAll(to);
    }

    @Override
    public void addRenderingHints(Map<?, ?> more) {
        hints.putAll(more);
    }

    @Override
    public RenderingHints getRenderingHints() {
        return hints;
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void fillRect(int x, int y, int wide, int high) {
        fill(new Rectangle(x, y, wide, high));
    }

    @Override
    public void drawString(String text, int x, int y) {
        drawString(text, (float) x, (float) y);
    }

    @Override
    public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        return drawImage(image, x, y, image.getWidth(null), image.getHeight(null), observer);
    }

    @Override
    public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
        return shape.intersects(area);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return null; // there is no device
    }

    @Override
    public void setPaintMode() {
        composite = AlphaComposite.SrcOver;
    }

    @Override
    public void setXORMode(Color colour) {
        throw unknown("drawing by exclusive or");
    }

    @Override
    public void clearRect(int x, int y, int wide, int high) {
        throw unknown("clearing");
    }

    @Override
    public void copyArea(int x, int y, int wide, int high, int dx, int dy) {
        throw unknown("copying");
    }

    @Override
    public void drawRoundRect(int x, int y, int wide, int high, int arcWidth, int arcHeight) {
        throw unknown("drawRoundRect");
    }

    @Override
    public void fillRoundRect(int x, int y, int wide, int high, int arcWidth, int arcHeight) {
        throw unknown("fillRoundRect");
    }

    @Override
    public void drawOval(int x, int y, int wide, int high) {
        throw unknown("drawOval");
    }

    @Override
    public void fillOval(int x, int y, int wide, int high) {
        throw unknown("fillOval");
    }

    @Override
    public void drawArc(int x, int y, int wide, int high, int from, int angle) {
        throw unknown("drawArc");
    }

    @Override
    public void fillArc(int x, int y, int wide, int high, int from, int angle) {
        throw unknown("fillArc");
    }

    @Override
    public void drawPolyline(int[] x, int[] y, int n) {
        throw unknown("drawPolyline");
    }

    @Override
    public void drawPolygon(int[] x, int[] y, int n) {
        throw unknown("drawPolygon");
    }

    @Override
    public void fillPolygon(int[] x, int[] y, int n) {
        throw unknown("fillPolygon");
    }

    @Override
    public void drawString(AttributedCharacterIterator text, int x, int y) {
        throw unknown("styled text");
    }

    @Override
    public void drawString(AttributedCharacterIterator text, float x, float y) {
        throw unknown("styled text");
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        throw unknown("glyphs");
    }

    @Override
    public boolean drawImage(Image image, AffineTransform by, ImageObserver observer) {
        throw unknown("a transformed image");
    }

    @Override
    public void drawImage(BufferedImage image, BufferedImageOp operation, int x, int y) {
        throw unknown("a filtered image");
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform by) {
        throw unknown("a transformed image");
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform by) {
        throw unknown("a transformed image");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, Color ground, ImageObserver observer) {
        return drawImage(image, x, y, observer);
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int wide, int high, Color ground, ImageObserver observer) {
        return drawImage(image, x, y, wide, high, observer);
    }

    @Override
    public boolean drawImage(Image image, int dx1, int dy1, int dx2, int dy2, int sx1, int sy1, int sx2, int sy2,
            ImageObserver observer) {
        throw unknown("a part of an image");
    }

    @Override
    public boolean drawImage(Image image, int dx1, int dy1, int dx2, int dy2, int sx1, int sy1, int sx2, int sy2,
            Color ground, ImageObserver observer) {
        throw unknown("a part of an image");
    }
}
