package gradshell.show;

/**
 * The colours of everything shown. A page may be light or dark, and there is no one way to ask it that holds in every
 * client: so text and lines take the page's own colour ({@code currentColor}, more or less see-through), words in colour
 * bring their ground along, and shapes are of a brightness that stands out from white and from black.
 */
final class Theme {
    /** What belongs to a value: bars, lines, positive numbers. */
    static final String BLUE = "#4c8bf5";
    /** Negative numbers. */
    static final String RED = "#e5534b";
    /** What is no number. */
    static final String AMBER = "#d9971a";

    /** Lines between rows, and below the heads. */
    static final String HAIRLINE = "rgba(128,128,128,.18)";
    static final String RULE = "rgba(128,128,128,.4)";

    /** A word's ground with the colour of its letters, which are readable on it wherever it stands. */
    enum Badge {
        WRONG("#c62828", "#ffffff"), DOUBTFUL("#f9a825", "#1a1a1a"), NOTE("#616161", "#ffffff"), RIGHT(
                "#2e7d32", "#ffffff");

        final String ground;
        final String letters;

        Badge(String ground, String letters) {
            this.ground = ground;
            this.letters = letters;
        }
    }

    private Theme() {}

    /** A colour let through by so much of what is below: 0 is clear, 1 is solid. */
    static String translucent(String colour, double opacity) {
        return colour + "%02x".formatted(Math.round(255 * opacity));
    }
}
