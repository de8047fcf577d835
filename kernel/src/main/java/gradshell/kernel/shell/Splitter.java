package gradshell.kernel.shell;

import gradshell.kernel.source.MappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/** Cuts a cell into the snippets that JShell takes one at a time. */
final class Splitter {
    private static final Pattern TRAILING_COMMENTS = Pattern
            .compile("(\\s|/\\*([^*]|\\*(?!/))*\\*/|//[^\\n\"]*(\\n|$))+$");

    private final SourceCodeAnalysis analysis;

    Splitter(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The snippets in order; {@code code} is the cell's, perhaps with other names of the same length. What can't be cut is one piece up to the cell's end, for JShell to say what is wrong. */
    List<Piece> split(Cell cell, String code) {
        var pieces = new ArrayList<Piece>();
        String rest = code;
        while (!rest.isBlank()) {
            var info = analysis.analyzeCompletion(rest);
            int offset = code.length() - rest.length();
            switch (info.completeness()) {
                case EMPTY -> {
                    return pieces;
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    String written = rest.substring(0, rest.length() - info.remaining().length());
                    if (!written.strip().equals(";")) {
                        pieces.add(new Piece(cell, offset, MappedText.of(info.source()), isClosed(written)));
                    }
                    rest = info.remaining();
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE, UNKNOWN -> {
                    pieces.add(new Piece(cell, offset, MappedText.of(rest), false));
                    return pieces;
                }
            }
        }
        return pieces;
    }

    /** Whether a semicolon ends the code, comments apart. */
    private static boolean isClosed(String code) {
        return TRAILING_COMMENTS.matcher(code).replaceFirst("").endsWith(";");
    }
}
