package gradshell.compile.rule;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a partial derivative in the notation of the rule table: numbers, x, y, z, w, r, {@code + - * /}, calls, parentheses. */
final class ExprParser {
    private static final Set<String> OWN = Arrays.stream(Partials.class.getDeclaredMethods()).map(Method::getName)
            .collect(Collectors.toSet());

    private final String text;
    private int at;

    private ExprParser(String text) {
        this.text = text;
    }

    static Expr parse(String text) {
        var parser = new ExprParser(text.replace(" ", ""));
        Expr e = parser.sum();
        if (parser.at < parser.text.length()) throw parser.error("an operator");
        return e;
    }

    private Expr sum() {
        Expr left = product();
        while (peek() == '+' || peek() == '-') left = new Expr.Binary(next(), left, product());
        return left;
    }

    private Expr product() {
        Expr left = factor();
        while (peek() == '*' || peek() == '/') left = new Expr.Binary(next(), left, factor());
        return left;
    }

    private Expr factor() {
        if (accept('-')) {
            Expr e = factor();
            return e instanceof Expr.Num(double v) ? new Expr.Num(-v) : new Expr.Neg(e);
        }
        if (accept('(')) {
            Expr e = sum();
            expect(')');
            return e;
        }
        if (Character.isDigit(peek())) return number();
        if (Character.isLetter(peek())) return name();
        throw error("a number, a name or '('");
    }

    private Expr number() {
        int start = at;
        while (Character.isDigit(peek()) || peek() == '.') at++;
        return new Expr.Num(Double.parseDouble(text.substring(start, at)));
    }

    private Expr name() {
        int start = at;
        while (Character.isLetterOrDigit(peek())) at++;
        String name = text.substring(start, at);
        if (!accept('(')) {
            return switch (name) {
                case "x" -> new Expr.Arg(0);
                case "y" -> new Expr.Arg(1);
                case "z" -> new Expr.Arg(2);
                case "w" -> new Expr.Arg(3);
                case "r" -> new Expr.Result();
                default -> throw error("x, y, z, w or r instead of " + name);
            };
        }
        List<Expr> args = new ArrayList<>();
        do
            args.add(sum());
        while (accept(','));
        expect(')');
        return new Expr.Call(OWN.contains(name) ? Partials.class : Math.class, name, List.copyOf(args));
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char next() {
        return text.charAt(at++);
    }

    private boolean accept(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void expect(char c) {
        if (!accept(c)) throw error("'" + c + "'");
    }

    private IllegalArgumentException error(String expected) {
        return new IllegalArgumentException(
                "Partial derivative '" + text + "': expected " + expected + " at position " + at);
    }
}
