package gradshell.compile.rule;

import java.util.List;

/**
 * A local partial derivative: an expression over the arguments of a rule and over its result. Being data rather than
 * code, it tells which values have to be kept for it, and it can be emitted in {@code double} or {@code float}.
 */
public sealed interface Expr {
    /** A number. */
    record Num(double value) implements Expr {}

    /** The rule's argument with this index: {@code x}, {@code y}, {@code z} or {@code w}. */
    record Arg(int index) implements Expr {}

    /** The rule's result, {@code r}. */
    record Result() implements Expr {}

    /** The negative of an expression. */
    record Neg(Expr e) implements Expr {}

    /** Two expressions joined by one of {@code + - * /}. */
    record Binary(char operator, Expr left, Expr right) implements Expr {}

    /** A call of a static function of {@code double}s, in {@link Math} or in {@link Partials}. */
    record Call(Class<?> owner, String name, List<Expr> args) implements Expr {}

    /** Whether the expression is the number {@code value}. */
    default boolean is(double value) {
        return this instanceof Num(double v) && v == value;
    }

    /** Whether the expression reads the argument with this index. */
    default boolean readsArg(int index) {
        return switch (this) {
            case Arg(int i) -> i == index;
            case Num _,Result _ -> false;
            case Neg(Expr e) -> e.readsArg(index);
            case Binary(char _, Expr l, Expr r) -> l.readsArg(index) || r.readsArg(index);
            case Call c -> c.args().stream().anyMatch(a -> a.readsArg(index));
        };
    }

    /** Whether the expression reads the rule's result. */
    default boolean readsResult() {
        return switch (this) {
            case Result _ -> true;
            case Num _,Arg _ -> false;
            case Neg(Expr e) -> e.readsResult();
            case Binary(char _, Expr l, Expr r) -> l.readsResult() || r.readsResult();
            case Call c -> c.args().stream().anyMatch(Expr::readsResult);
        };
    }
}
