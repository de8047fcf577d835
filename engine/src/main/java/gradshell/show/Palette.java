package gradshell.show;

import java.util.List;

/** Internal: from a number between 0 and 1 to a colour. */
public enum Palette {
    /** Dark to light, evenly in brightness: what is more is lighter, in grey too. */
    SEQUENTIAL(0x2a1052, 0x3b3b8c, 0x2a6d9c, 0x1f968b, 0x45b86b, 0xa3d13c, 0xfbe52c),
    /** Two colours that grow from a middle without one: red below, blue above. */
    DIVERGING(0x9c1f1f, 0xe5534b, 0xf4b7b0, 0xf2f2f2, 0xb3cdfb, 0x4c8bf5, 0x1c4aa8),
    /** For thin lines: each colour stands out from a light page and from a dark one. */
    LINES(0x4c8bf5, 0x1299b0, 0x21a366, 0xa08a1c, 0xe2711d, 0xd64550),
    /** Black to white. */
    GREY(0x000000, 0xffffff);

    /** What is no number where that must not be overlooked: a colour in none of them. */
    static final int ALARM = 0xff2bd6;
    private static final int NO_NUMBER = 0x9a9a9a;

    @SuppressWarnings("ImmutableEnumChecker") // a list that never changes
    private final List<Integer> anchors;

    Palette(Integer... anchors) {
        this.anchors = List.of(anchors);
    }

    /** The colour as {@code 0xRRGGBB}; what lies outside takes the colour of the end, NaN a grey. */
    public int rgb(double share) {
        if (Double.isNaN(share)) return NO_NUMBER;
        double at = Math.clamp(share, 0, 1) * (anchors.size() - 1);
        int below = Math.min((int) at, anchors.size() - 2);
        double rest = at - below;
        return mixed(below, rest, 16) << 16 | mixed(below, rest, 8) << 8 | mixed(below, rest, 0);
    }

    private int mixed(int below, double rest, int shift) {
        int from = anchors.get(below) >> shift & 0xff;
        int to = anchors.get(below + 1) >> shift & 0xff;
        return (int) Math.round(from + rest * (to - from));
    }
}
