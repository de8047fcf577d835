package gradshell.show;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Contrast as the Web Content Accessibility Guidelines define it: 4.5 for text, 3 for shapes. */
class ThemeTest {
    private static final List<String> PAGES = List.of("#ffffff", "#111111", "#1e1e1e");

    @Test
    void badges_areReadableOnTheirGround() {
        for (Theme.Badge badge : Theme.Badge.values())
            assertTrue(contrast(badge.ground, badge.letters) >= 4.5,
                    badge + ": " + contrast(badge.ground, badge.letters));
    }

    @Test
    void shapes_standOutFromLightAndDarkPages() {
        for (String colour : List.of(Theme.BLUE, Theme.RED))
            for (String page : PAGES) assertTrue(contrast(colour, page) >= 3, colour + " on " + page);
    }

    static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    }

    private static double luminance(String colour) {
        return .2126 * linear(colour.substring(1, 3)) + .7152 * linear(colour.substring(3, 5))
                + .0722 * linear(colour.substring(5, 7));
    }

    private static double linear(String hex) {
        double share = Integer.parseInt(hex, 16) / 255.0;
        return share <= .04045 ? share / 12.92 : Math.pow((share + .055) / 1.055, 2.4);
    }
}
