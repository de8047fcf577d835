package gradshell.kernel.plot;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;

/**
 * A font whose measures are known without the machine's fonts, of which there may be none. The page that shows a plot
 * sets its text with a font of its own anyway; these are the widths that sans-serif fonts have about.
 */
final class SansSerif extends Font {
    private static final long serialVersionUID = 1;
    private static final double ASCENT = 0.93;
    private static final double DESCENT = 0.22;
    private static final String NARROW = "fijlrtI.,:;'|!()[]-/ \u2212";
    private static final String WIDE = "mwMWO@%…";

    SansSerif(int style, int size) {
        super("page's own", style, size); // not the name of a usual font: charts wouldn't see the difference
    }

    static SansSerif like(Font font) {
        return font instanceof SansSerif sans ? sans : new SansSerif(font.getStyle(), font.getSize());
    }

    double width(String text) {
        double ems = text.codePoints().mapToDouble(SansSerif::width).sum();
        return ems * getSize2D() * (isBold() ? 1.08 : 1);
    }

    private static double width(int c) {
        if (NARROW.indexOf(c) >= 0) return 0.34;
        if (WIDE.indexOf(c) >= 0 || Character.isIdeographic(c)) return 0.95;
        return Character.isUpperCase(c) ? 0.69 : 0.58;
    }

    @Override
    public Rectangle2D getStringBounds(String text, FontRenderContext context) {
        return new Rectangle2D.Double(0, -ASCENT * size, width(text), (ASCENT + DESCENT) * size);
    }

    @Override
    public LineMetrics getLineMetrics(String text, FontRenderContext context) {
        return new Line(text.length(), size);
    }

    FontMetrics metrics() {
        return new Metrics(this);
    }

    private static final class Metrics extends FontMetrics {
        private static final long serialVersionUID = 1;

        Metrics(SansSerif font) {
            super(font);
        }

        @Override
        public int getAscent() {
            return (int) Math.round(ASCENT * font.getSize());
        }

        @Override
        public int getDescent() {
            return (int) Math.round(DESCENT * font.getSize());
        }

        @Override
        public int stringWidth(String text) {
            return (int) Math.ceil(((SansSerif) font).width(text));
        }

        @Override
        public int charsWidth(char[] text, int from, int length) {
            return stringWidth(new String(text, from, length));
        }

        @Override
        public int charWidth(int c) {
            return stringWidth(Character.toString(c));
        }

        @Override
        public int charWidth(char c) {
            return stringWidth(String.valueOf(c));
        }
    }

    private static final class Line extends LineMetrics {
        private final int length;
        private final int size;

        Line(int length, int size) {
            this.length = length;
            this.size = size;
        }

        @Override
        public int getNumChars() {
            return length;
        }

        @Override
        public float getAscent() {
            return (float) (ASCENT * size);
        }

        @Override
        public float getDescent() {
            return (float) (DESCENT * size);
        }

        @Override
        public float getLeading() {
            return 0;
        }

        @Override
        public float getHeight() {
            return getAscent() + getDescent();
        }

        @Override
        public int getBaselineIndex() {
            return ROMAN_BASELINE;
        }

        @Override
        public float[] getBaselineOffsets() {
            return new float[]{0, -getAscent() / 2, -getAscent()};
        }

        @Override
        public float getStrikethroughOffset() {
            return -getAscent() / 3;
        }

        @Override
        public float getStrikethroughThickness() {
            return 1;
        }

        @Override
        public float getUnderlineOffset() {
            return 1;
        }

        @Override
        public float getUnderlineThickness() {
            return 1;
        }
    }
}
