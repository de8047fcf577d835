package gradshell.kernel.source;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileManager;

/** Writes what Java refuses of a snippet as the Java that it stands for. */
public final class Rewriter {
    /** The place in a class where a snippet may stand. */
    public enum Form {
        /** A method or a type, or a variable with modifiers. */
        MEMBER("%s"),
        /** A statement, or a variable. */
        STATEMENT("Object run() throws Throwable {\n%s\n;return null;}"),
        /** An expression. */
        VALUE("Object run() throws Throwable { var value =\n%s\n;return null;}");

        private final String before;
        private final String behind;

        Form(String wrap) {
            before = wrap.substring(0, wrap.indexOf("%s"));
            behind = wrap.substring(wrap.indexOf("%s") + 2);
        }
    }

    /** How often names or types that become known may make others known. */
    private static final int MOST_STEPS = 20;
    private static final String REFUSED = "compiler.err.operator.cant.be.applied";
    /** What becomes of a call without a value where {@link Form#VALUE} puts it. */
    private static final String NO_VALUE = "compiler.err.cant.infer.local.var.type";

    private final Attribution attribution;
    private final Signatures signatures;

    /** Works with the class files of {@code files}, and with the options that cells are compiled with. */
    public Rewriter(Supplier<? extends JavaFileManager> files, List<String> options, Signatures signatures) {
        this.attribution = new Attribution(files, options);
        this.signatures = signatures;
    }

    /**
     * What the text stands for, as far as it can be told; empty if nothing can.
     *
     * @param preamble the package and the imports of what stands around the snippet
     */
    public Optional<MappedText> rewrite(MappedText text, Form form, String preamble) {
        var place = new Place(form, preamble);
        var rewritten = text;
        for (int i = 0; i < MOST_STEPS; i++) {
            var source = attributed(List.of(rewritten), place).getFirst();
            var operators = Operators.in(source);
            if (!operators.edits().isEmpty()) {
                rewritten = operators.edits().applyTo(rewritten);
                if (!operators.isUnclear() && !BareNames.areIn(source)) break;
            } else {
                var named = only(BareNames.plain(source), source, place)
                        .or(() -> only(BareNames.typed(source, signatures), source, place));
                if (named.isEmpty()) break;
                rewritten = named.get();
            }
        }
        return rewritten == text ? Optional.empty() : Optional.of(rewritten);
    }

    /** Snippets as a Java file with the class {@code name}, as far as needed with the import declarations given. */
    public String file(String name, List<Part> parts, List<String> imports) {
        return JavaFile.of(name, parts, imports, attribution);
    }

    /** The one version that mends something and breaks nothing; empty if it is not clear which. */
    private Optional<MappedText> only(List<MappedText> versions, Wrapped source, Place place) {
        if (versions.isEmpty()) return Optional.empty();
        var before = errors(source);
        var better = attributed(versions, place).stream()
                .filter(version -> isBetter(errors(version), before))
                .map(Wrapped::text)
                .toList();
        return better.size() == 1 ? Optional.of(better.getFirst()) : Optional.empty();
    }

    private static boolean isBetter(Set<String> now, Set<String> before) {
        return now.size() < before.size() && before.containsAll(now);
    }

    /** Errors by their places in the original; operators can be seen to only when the names around are known. */
    private static Set<String> errors(Wrapped source) {
        return source.unit().errors().stream()
                .filter(error -> !error.getCode().startsWith(REFUSED) && !error.getCode().equals(NO_VALUE))
                .map(error -> error.getCode() + " "
                        + source.text().start((int) error.getStartPosition() - source.offset()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private List<Wrapped> attributed(List<MappedText> texts, Place place) {
        var before = IntStream.range(0, texts.size()).mapToObj(place::before).toList();
        var units = attribution.attribute(IntStream.range(0, texts.size())
                .mapToObj(i -> before.get(i) + texts.get(i).text() + place.behind())
                .toList());
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Wrapped(units.get(i), texts.get(i), before.get(i).length()))
                .toList();
    }

    /** Where a snippet stands: in the class that is put around it. */
    private record Place(Form form, String preamble) {
        String before(int number) {
            return preamble + "\nclass $Cell" + number + " {\n" + form.before;
        }

        String behind() {
            return form.behind + "\n}\n";
        }
    }
}
