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

    private static final Pattern LINE_END = Pattern
            .compile("[ \\t]*(?://[^\\n]*)?\\n(?!\\s*(?:else|catch|finally|while)\\b)");

    private final SourceCodeAnalysis analysis;

    Splitter(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The snippets in order; {@code code} is the cell's, perhaps with other names of the same length. What can't be read is a piece of its own, for JShell to say what is wrong. */
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
                    int end = statementEnd(rest);
                    pieces.add(new Piece(cell, offset, MappedText.of(rest.substring(0, end)), false));
                    rest = rest.substring(end);
                }
            }
        }
        return pieces;
    }

    /**
     * Where what can't be read seems to end: at the end of a line that ends with a semicolon, or with the brace that
     * closes the last open one; so that the errors further down are found, too.
     */
    private int statementEnd(String code) {
        int depth = 0;
        for (int i = 0; i < code.length();) {
            int behind = JavaText.skip(code, i);
            char c = code.charAt(i);
            if (behind == i) {
                if (c == '{') depth++;
                if (c == '}') depth--;
                var rest = LINE_END.matcher(code).region(i + 1, code.length());
                if ((c == ';' || c == '}') && depth == 0 && rest.lookingAt() && isUnreadable(code.substring(0, i + 1)))
                    return i + 1;
            }
            i = Math.max(behind, i + 1);
        }
        return code.length();
    }

    private boolean isUnreadable(String code) {
        return switch (analysis.analyzeCompletion(code).completeness()) {
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE, UNKNOWN -> true;
            case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> false;
        };
    }

    /** The code without the semicolon and the comments that end it. */
    static String withoutEnd(String code) {
        String end = TRAILING_COMMENTS.matcher(code).replaceFirst("");
        return end.endsWith(";")
                ? TRAILING_COMMENTS.matcher(end.substring(0, end.length() - 1)).replaceFirst("")
                : end;
    }

    /** Whether a semicolon ends the code, comments apart. */
    private static boolean isClosed(String code) {
        return TRAILING_COMMENTS.matcher(code).replaceFirst("").endsWith(";");
    }
}
