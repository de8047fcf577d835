package gradshell.kernel.shell;

import gradshell.kernel.code.Analysis;
import gradshell.kernel.code.Proposal;
import gradshell.kernel.code.Proposals;
import gradshell.kernel.shell.Completion.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may stand at the cursor. */
final class Completer {
    private static final List<String> KEYWORDS = List.of(("abstract assert boolean break byte case catch char class"
            + " continue default do double else enum extends false final finally float for if implements import"
            + " instanceof int interface long new null permits private protected public record return sealed short"
            + " static super switch synchronized this throw throws true try var void while yield").split(" "));
    private static final Pattern IMPORT = Pattern.compile("import\\s+(static\\s+)?([\\w.]*)$");
    private static final Pattern QUALIFIED = Pattern
            .compile("(?<![\\w$.)\\]\"])([a-z_]\\w*(?:\\.[a-z_]\\w*)*\\.)\\w*$");
    /** With fewer letters, too many types would fit that are not imported. */
    private static final int LETTERS = 3;
    private static final int SHOWN = 50;

    private final CodeContext context;

    Completer(CodeContext context) {
        this.context = context;
    }

    Completion complete(String code, int cursor) {
        int end = Math.clamp(cursor, 0, code.length());
        var literal = Place.of(code, end);
        if (literal.isPresent())
            return literal.get().isPath()
                    ? FileNames.complete(code, literal.get().start(), end)
                    : nothing(end);
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) start--;
        String typed = code.substring(start, end);
        if (!typed.isEmpty() && !Character.isJavaIdentifierStart(typed.charAt(0))) return nothing(end);
        boolean member = code.substring(0, start).stripTrailing().endsWith(".");
        var found = new ArrayList<Candidate>();
        for (var p : proposals(code, end, typed))
            if (!Results.isResult(p.text())) found.add(new Candidate(p.text(), p.type(), p.signature()));
        packages(code.substring(0, end)).forEach(found::add);
        if (!member && !typed.isEmpty()) {
            KEYWORDS.stream().filter(k -> k.startsWith(typed)).map(k -> new Candidate(k, "keyword", ""))
                    .forEach(found::add);
            unimported(typed, found).forEach(found::add);
        }
        return new Completion(List.copyOf(found), start, end);
    }

    private static Completion nothing(int at) {
        return new Completion(List.of(), at, at);
    }

    private List<Proposal> proposals(String code, int cursor, String typed) {
        var found = proposals(CellUnit.of(context.imports(), code, cursor, true), typed);
        if (!found.isEmpty()) return found;
        // what is wrong above may hide it: the cursor's line alone
        int line = code.lastIndexOf('\n', cursor - 1) + 1;
        return line == 0
                ? found
                : proposals(CellUnit.of(context.imports(), code.substring(line), cursor - line, true), typed);
    }

    private List<Proposal> proposals(CellUnit unit, String typed) {
        var analysis = Analysis.of(unit.text(), context.files(), context.options());
        return analysis.use(CellUnit.MARK)
                .map(mark -> new Proposals(analysis, mark, typed, CodeContext.PACKAGE,
                        context.docs().knownNames(analysis))
                        .all())
                .orElse(List.of());
    }

    /** The packages, and in an import their types, whose beginning stands before the cursor. */
    private Stream<Candidate> packages(String before) {
        Matcher qualified = QUALIFIED.matcher(before);
        Matcher imported = IMPORT.matcher(before);
        String beginning = imported.find() ? imported.group(2) : qualified.find() ? qualified.group() : null;
        if (beginning == null) return Stream.of();
        return context.types().packages(beginning).map(part -> new Candidate(part, "package", ""));
    }

    /** Types that would have to be imported: with their packages they need not be. */
    private Stream<Candidate> unimported(String typed, List<Candidate> found) {
        if (typed.length() < LETTERS || !Character.isUpperCase(typed.charAt(0))) return Stream.of();
        var known = found.stream().map(Candidate::text).toList();
        return context.types().types(typed)
                .filter(name -> !known.contains(name.substring(name.lastIndexOf('.') + 1)))
                .limit(SHOWN)
                .map(name -> new Candidate(name, "class", "import " + name + ";"));
    }
}
