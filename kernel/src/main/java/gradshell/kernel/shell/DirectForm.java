package gradshell.kernel.shell;

import gradshell.kernel.source.Part.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a piece of a cell seems to be, if it is something that {@link Direct} can take. A wrong guess does no harm: what
 * comes of it does not compile, and JShell is asked.
 *
 * @param type of a variable, as it is written
 * @param name of a variable
 * @param begin where the code begins in the source, comments before it apart
 * @param value where a variable's value begins; at the end of the source when there is none
 */
record DirectForm(Piece piece, Kind kind, String type, String name, int begin, int value) {
    private static final String NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
    private static final String TYPE = "(?<type>" + NAME + "(?:\\s*\\.\\s*" + NAME
            + ")*(?:\\s*<[^(){};=]*>)?(?:\\s*\\[\\s*])*)";
    private static final Pattern VARIABLE = Pattern
            .compile(TYPE + "\\s+(?<name>" + NAME + ")\\s*(?:=(?!=)\\s*|;?\\s*$)");
    private static final Pattern METHOD = Pattern.compile(TYPE + "\\s+" + NAME + "\\s*\\(");
    private static final Pattern WORD = Pattern.compile(NAME);
    private static final Set<String> STATEMENTS = Set.of("for", "while", "do", "if", "try", "throw", "assert");
    /** What begins something else; a switch may be a statement or an expression. */
    private static final Set<String> OTHERS = Set.of("import", "package", "class", "interface", "enum", "record",
            "abstract", "public", "private", "protected", "static", "final", "sealed", "non", "strictfp", "native",
            "transient", "volatile", "synchronized", "default", "void", "switch", "return", "yield", "break",
            "continue", "else", "catch", "finally", "case");

    static Optional<DirectForm> of(Piece piece) {
        String source = piece.source();
        int at = begin(source);
        if (at == source.length() || source.contains("\\u")) return Optional.empty();
        char first = source.charAt(at);
        if (first == '{') return Optional.of(new DirectForm(piece, Kind.STATEMENT, null, null, at, at));
        if (first == '@' || first == '<') return Optional.empty();
        var word = WORD.matcher(source).region(at, source.length());
        String begins = word.lookingAt() ? word.group() : "";
        if (OTHERS.contains(begins)) return Optional.empty();
        if (STATEMENTS.contains(begins)) return Optional.of(new DirectForm(piece, Kind.STATEMENT, null, null, at, at));
        if (begins.equals("new")) return Optional.of(other(piece, at));
        var variable = VARIABLE.matcher(source).region(at, source.length());
        if (variable.lookingAt())
            return variable(piece, variable.group("type"), variable.group("name"), at,
                    variable.end());
        if (METHOD.matcher(source).region(at, source.length()).lookingAt()) return Optional.empty();
        return Optional.of(other(piece, at));
    }

    private static Optional<DirectForm> variable(Piece piece, String type, String name, int begin,
            int value) {
        boolean untyped = type.equals("var") && value == piece.source().length();
        return untyped ? Optional.empty() : Optional.of(new DirectForm(piece, Kind.VARIABLE, type, name, begin, value));
    }

    private static DirectForm other(Piece piece, int begin) {
        return new DirectForm(piece, piece.closed() ? Kind.STATEMENT : Kind.EXPRESSION, null, null, begin, begin);
    }

    private static int begin(String source) {
        int at = 0;
        while (at < source.length()) {
            int behind = source.charAt(at) == '/' ? JavaText.skip(source, at) : at;
            if (behind == at && !Character.isWhitespace(source.charAt(at))) return at;
            at = Math.max(behind, at + 1);
        }
        return at;
    }

    boolean isVar() {
        return kind == Kind.VARIABLE && type.equals("var");
    }

    boolean hasValue() {
        return kind != Kind.VARIABLE || value < piece.source().length();
    }

    DirectForm withType(String found) {
        return new DirectForm(piece, kind, found, name, begin, value);
    }

    /** The same as a call whose value is not asked for. */
    DirectForm asStatement() {
        return new DirectForm(piece, Kind.STATEMENT, null, null, begin, begin);
    }

    /** The expression, without the semicolon and the comments that end it. */
    String expression() {
        return Splitter.withoutEnd(piece.source().substring(value));
    }

    /** The line of the cell on which the source, from {@code at} on, begins. */
    int line(int at) {
        return piece.cell().lineAt(piece.offset() + at);
    }
}
