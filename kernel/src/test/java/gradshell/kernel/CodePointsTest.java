package gradshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CodePointsTest {
    private static final String CODE = "a\ud83d\ude00b";

    @Test
    void toUtf16_countsPairsOnce() {
        assertEquals(1, CodePoints.toUtf16(CODE, 1));
        assertEquals(3, CodePoints.toUtf16(CODE, 2));
        assertEquals(4, CodePoints.toUtf16(CODE, 3));
    }

    @Test
    void toUtf16_outside_isMovedToTheEnds() {
        assertEquals(0, CodePoints.toUtf16(CODE, -1));
        assertEquals(4, CodePoints.toUtf16(CODE, 99));
    }

    @Test
    void fromUtf16_isTheInverse() {
        for (int position = 0; position <= 3; position++)
            assertEquals(position, CodePoints.fromUtf16(CODE, CodePoints.toUtf16(CODE, position)));
        assertEquals(3, CodePoints.fromUtf16(CODE, 99));
    }
}
