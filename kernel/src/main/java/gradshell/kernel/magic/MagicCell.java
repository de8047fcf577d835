package gradshell.kernel.magic;

import gradshell.kernel.shell.JavaText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cell cut into Java and magics. */
record MagicCell(String code, List<Part> parts) {
    /** From {@code start} to {@code end}, offsets in the cell. */
    sealed interface Part {
        int start();

        int end();
    }

    record Java(int start, int end) implements Part {}

    /**
     * A magic with its percent signs.
     *
     * @param arguments where what follows the name begins
     * @param lineEnd where its line ends; the rest, up to {@code end}, is the body of one that takes the whole cell
     */
    record Use(String name, boolean wholeCell, int start, int arguments, int lineEnd, int end) implements Part {}

    /**
     * Cuts a cell. A line that begins with a percent sign and a name is a magic where a statement may begin, and
     * otherwise, as far as Java lets a line begin like that, when {@code isKnown} knows the name.
     */
    static MagicCell of(String code, Predicate<String> isKnown) {
        int first = code.length() - code.stripLeading().length();
        if (code.startsWith("%%", first)) return new MagicCell(code, List.of(use(code, first, true)));
        return new MagicCell(code, code.indexOf('%') < 0
                ? List.of(new Java(0, code.length()))
                : new Scan(code, isKnown).parts());
    }

    boolean isPlainJava() {
        return parts.stream().noneMatch(Use.class::isInstance);
    }

    /** The magic whose line or body holds the offset. */
    Optional<Use> useAt(int offset) {
        return uses().stream().filter(use -> offset > use.start() && offset <= use.end()).findFirst();
    }

    List<Use> uses() {
        return parts.stream().flatMap(part -> part instanceof Use use ? Stream.of(use) : Stream.empty()).toList();
    }

    /** The cell with its magics blanked. */
    String java() {
        var java = new StringBuilder(code);
        for (Use use : uses())
            for (int i = use.start(); i < use.end(); i++)
                if (code.charAt(i) != '\n') java.setCharAt(i, ' ');
        return java.toString();
    }

    private static Use use(String code, int start, boolean wholeCell) {
        int name = start + (wholeCell ? 2 : 1);
        int behind = name;
        while (behind < code.length() && Character.isJavaIdentifierPart(code.charAt(behind))) behind++;
        int lineEnd = code.indexOf('\n', start) < 0 ? code.length() : code.indexOf('\n', start);
        return new Use(code.substring(name, behind), wholeCell, start, behind, lineEnd,
                wholeCell ? code.length() : lineEnd);
    }

    /** One walk through a cell. */
    private static final class Scan {
        private final String code;
        private final Predicate<String> isKnown;
        private final List<Part> parts = new ArrayList<>();
        /** How many brackets are open. */
        private int depth;
        /** The last character of Java before; none at the beginning and behind a magic. */
        private char last;

        Scan(String code, Predicate<String> isKnown) {
            this.code = code;
            this.isKnown = isKnown;
        }

        List<Part> parts() {
            int javaStart = 0;
            boolean lineStart = true;
            for (int i = 0; i < code.length();) {
                char c = code.charAt(i);
                if (lineStart && c == '%' && isMagic(i)) {
                    addJava(javaStart, i);
                    Use use = use(code, i, false);
                    parts.add(use);
                    javaStart = use.end();
                    i = use.end();
                    last = 0;
                } else {
                    lineStart = c == '\n' || (lineStart && Character.isWhitespace(c));
                    i = step(i, c);
                }
            }
            addJava(javaStart, code.length());
            return parts;
        }

        private int step(int i, char c) {
            int end = JavaText.skip(code, i);
            if (end == i) {
                if ("({[".indexOf(c) >= 0) depth++;
                if (")}]".indexOf(c) >= 0) depth = Math.max(0, depth - 1);
                if (!Character.isWhitespace(c)) last = c;
                return i + 1;
            }
            if (c != '/') last = c;
            return end;
        }

        private boolean isMagic(int at) {
            if (depth > 0) return false;
            String name = use(code, at, false).name();
            boolean mayBegin = last == 0 || last == ';' || last == '}';
            boolean hasName = !name.isEmpty() || at + 1 == code.length() || code.charAt(at + 1) == '\n';
            return mayBegin ? hasName : isKnown.test(name);
        }

        private void addJava(int start, int end) {
            if (!code.substring(start, end).isBlank()) parts.add(new Java(start, end));
        }
    }
}
