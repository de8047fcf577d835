package gradshell.compile.listing;

import java.util.List;
import java.util.Set;

/** A statement of the text. Blocks are known by their numbers in the {@link Flowchart}. */
sealed interface Statement {
    /**
     * One line of code.
     *
     * @param assigned the local it assigns, -1 if none
     * @param locals   all locals it mentions
     */
    record Line(String text, int assigned, Set<Integer> locals, int line) implements Statement {}

    record If(Condition condition, List<Statement> then, List<Statement> otherwise, int line) implements Statement {}

    /** A loop that only jumps leave, unless it has a condition. */
    record Loop(int header, Condition condition, boolean testedLast, List<Statement> body) implements Statement {}

    /** Statements that a jump to {@code block} leaves at their end. */
    record Labeled(int block, List<Statement> body) implements Statement {}

    /** {@code keys} has null for the default. */
    record Switch(String selector, Set<Integer> locals, List<Integer> keys, List<List<Statement>> cases,
            int line) implements Statement {}

    /** To the code behind the {@link Labeled} of the block. */
    record Break(int block) implements Statement {}

    /** To the start of the loop. */
    record Continue(int header) implements Statement {}

    /** To the code behind the loop. */
    record Leave(int header) implements Statement {}

    /** Return or throw. */
    record Exit(String text, Set<Integer> locals, int line) implements Statement {}

    /** A condition with its opposite, which is no matter of a {@code !} when there are NaNs. */
    record Condition(String text, String opposite, Set<Integer> locals) {
        Condition negated() {
            return new Condition(/* text= */ opposite, /* opposite= */ text, locals);
        }
    }

    /** Whether what stands behind it is never reached. */
    default boolean jumps() {
        return switch (this) {
            case Break _,Continue _,Leave _,Exit _ -> true;
            case If i -> jumps(i.then) && jumps(i.otherwise);
            case Line _,Loop _,Labeled _,Switch _ -> false;
        };
    }

    static boolean jumps(List<Statement> list) {
        return !list.isEmpty() && list.getLast().jumps();
    }
}
