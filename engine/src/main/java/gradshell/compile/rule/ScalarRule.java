package gradshell.compile.rule;

import java.util.List;

/**
 * The rule of a scalar function: the local partial derivative of its result for each argument. Reverse mode adds
 * {@code cotangent(r) * partial(i)} to each argument's cotangent, forward mode adds {@code partial(i) * tangent(i)} up.
 *
 * @param name     as in the table
 * @param partials one for each argument; an integer argument has the partial 0
 */
public record ScalarRule(String name, List<Expr> partials) {
    /** The partial derivative for the argument with this index. */
    public Expr partial(int index) {
        return partials.get(index);
    }

    /** Whether the result carries no derivative of any argument, as that of {@code floor}. */
    public boolean isFlat() {
        return partials.stream().allMatch(p -> p.is(0));
    }
}
