package gradshell.kernel;

/** Positions in code: clients count Unicode code points, Java counts UTF-16 units. */
final class CodePoints {
    private CodePoints() {}

    /** Positions outside the code are moved to its ends. */
    static int toUtf16(String code, int position) {
        if (position <= 0) return 0;
        return position >= code.codePointCount(0, code.length())
                ? code.length()
                : code.offsetByCodePoints(0, position);
    }

    static int fromUtf16(String code, int offset) {
        return code.codePointCount(0, Math.clamp(offset, 0, code.length()));
    }
}
