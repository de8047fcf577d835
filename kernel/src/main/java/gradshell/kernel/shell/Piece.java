package gradshell.kernel.shell;

import gradshell.kernel.source.MappedText;

/**
 * One snippet of a cell.
 *
 * @param offset where the snippet starts in the cell
 * @param text as JShell takes it: perhaps with a semicolon added at its end, and rewritten where Java refused it
 * @param closed whether the user ended it with a semicolon, so that its value is not shown
 */
record Piece(Cell cell, int offset, MappedText text, boolean closed) {
    String source() {
        return text.text();
    }

    /** The same with another text, made from its own. */
    Piece with(MappedText rewritten) {
        return new Piece(cell, offset, rewritten, closed);
    }

    /** Where in the cell something starts that starts at {@code position} of the source. */
    int start(int position) {
        return inCell(offset + text.start(Math.max(0, position)));
    }

    /** Where in the cell something ends that ends before {@code position} of the source. */
    int end(int position) {
        return inCell(offset + text.end(Math.max(0, position)));
    }

    private int inCell(int position) {
        return Math.min(cell.code().length(), position);
    }
}
