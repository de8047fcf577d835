package gradshell.kernel.shell;

/** How error reports are coloured: with the terminal's own colours, readable on light and on dark, or not at all. */
enum Style {
    PLAIN, ANSI;

    String error(String text) {
        return paint("31", text);
    }

    String place(String text) {
        return paint("36", text);
    }

    String strong(String text) {
        return paint("1;31", text);
    }

    private String paint(String code, String text) {
        if (this == PLAIN) return text;
        return "\u001b[" + code + "m" + text.replace("\n", "\u001b[0m\n\u001b[" + code + "m") + "\u001b[0m";
    }
}
