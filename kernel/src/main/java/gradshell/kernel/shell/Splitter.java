package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;

/** Cuts a cell into the snippets that JShell takes one at a time. */
final class Splitter {
    private final SourceCodeAnalysis analysis;

    Splitter(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The snippets in order. What can't be cut is one piece up to the cell's end, for JShell to say what is wrong. */
    List<Piece> split(Cell cell) {
        var pieces = new ArrayList<Piece>();
        String rest = cell.code();
        while (!rest.isBlank()) {
            var info = analysis.analyzeCompletion(rest);
            int offset = cell.code().length() - rest.length();
            switch (info.completeness()) {
                case EMPTY -> {
                    return pieces;
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    String written = rest.substring(0, rest.length() - info.remaining().length());
                    if (!written.strip().equals(";")) {
                        pieces.add(new Piece(cell, offset, info.source(), written.endsWith(";")));
                    }
                    rest = info.remaining();
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE, UNKNOWN -> {
                    pieces.add(new Piece(cell, offset, rest, false));
                    return pieces;
                }
            }
        }
        return pieces;
    }
}
