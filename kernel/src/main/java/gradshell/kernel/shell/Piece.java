package gradshell.kernel.shell;

/**
 * One snippet of a cell.
 *
 * @param offset where {@code source} starts in the cell
 * @param source as JShell takes it, perhaps with a semicolon added at its end
 * @param closed whether the user ended it with a semicolon, so that its value is not shown
 */
record Piece(Cell cell, int offset, String source, boolean closed) {}
