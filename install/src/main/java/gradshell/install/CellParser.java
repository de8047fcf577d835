package gradshell.install;

import java.util.List;

import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Shell;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor whether Java code is a whole cell, and which part of it Tab would replace. */
record CellParser(Shell shell) implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.COMPLETE) return new CellLine(line, cursor, shell.complete(line, cursor));
        if (context == ParseContext.ACCEPT_LINE && !line.isBlank()
                && shell.isComplete(line).status() == Completeness.Status.INCOMPLETE)
            throw new EOFError(-1, -1, "the cell is not complete yet");
        return new CellLine(line, cursor, new Completion(List.of(), cursor, cursor));
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false; // a backslash is Java's, not the editor's
    }

    /** A line as one word: the text that the completion replaces. */
    record CellLine(String line, int cursor, Completion completion) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(completion.start(), Math.max(completion.end(), cursor));
        }

        @Override
        public int wordCursor() {
            return cursor - completion.start();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
