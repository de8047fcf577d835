package gradshell.kernel.plot;

import java.awt.Color;

/** The colour of the page's own text, more or less see-through. As a plain colour, a grey that suits any page. */
final class Ink extends Color {
    private static final long serialVersionUID = 1;

    private Ink(int alpha) {
        super(0x76, 0x76, 0x76, alpha);
    }

    /** {@code opacity} is 0 for clear to 1 for solid. */
    static Ink of(double opacity) {
        return new Ink((int) Math.round(255 * opacity));
    }
}
