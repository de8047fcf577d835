package gradshell.install;

import java.util.List;

import gradshell.kernel.shell.Completion;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what the shell found for the line when it was parsed. */
final class CellCompleter implements Completer {
    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (!(line instanceof CellParser.CellLine cell)) return;
        for (Completion.Candidate found : cell.completion().candidates())
            candidates.add(
                    new Candidate(found.text(), found.text(), null, firstLine(found.signature()), null, null, false));
    }

    /** Of several overloads the first: the list has one line for each name. */
    private static String firstLine(String signature) {
        return signature == null || signature.isEmpty() ? null : signature.lines().findFirst().orElse(null);
    }
}
