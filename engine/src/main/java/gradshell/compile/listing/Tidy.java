package gradshell.compile.listing;

import gradshell.compile.listing.Statement.Break;
import gradshell.compile.listing.Statement.Condition;
import gradshell.compile.listing.Statement.Continue;
import gradshell.compile.listing.Statement.Exit;
import gradshell.compile.listing.Statement.If;
import gradshell.compile.listing.Statement.Labeled;
import gradshell.compile.listing.Statement.Leave;
import gradshell.compile.listing.Statement.Line;
import gradshell.compile.listing.Statement.Loop;
import gradshell.compile.listing.Statement.Switch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes nested blocks look as people write them: drops jumps to where the code goes on anyway, and groups that nothing
 * leaves; turns tests at the start and the end of a loop into its condition.
 */
final class Tidy {
    private Tidy() {}

    static List<Statement> tidy(List<Statement> list) {
        List<Statement> before = list;
        for (List<Statement> after = once(before, Set.of()); !after.equals(before); after = once(before, Set.of())) {
            before = after;
        }
        return before;
    }

    /** {@code onward} are the jumps that do nothing at the end of the list. */
    private static List<Statement> once(List<Statement> list, Set<Statement> onward) {
        var result = new ArrayList<Statement>();
        for (int i = 0; i < list.size(); i++) {
            Set<Statement> after = i == list.size() - 1 ? onward : Set.of();
            switch (list.get(i)) {
                case Labeled(int block, List<Statement> body) -> {
                    var within = new HashSet<>(after);
                    within.add(new Break(block));
                    List<Statement> tidied = once(body, within);
                    if (mentions(tidied, new Break(block))) result.add(new Labeled(block, tidied));
                    else
                        result.addAll(tidied);
                }
                case Loop loop -> loop(loop, after, result);
                case If choice -> choice(choice, after, result);
                case Switch s -> result.add(new Switch(s.selector(), s.locals(), s.keys(),
                        s.cases().stream().map(c -> once(c, after)).toList(), s.line()));
                case Line l -> result.add(l);
                case Statement jump -> {
                    if (!after.contains(jump)) result.add(jump);
                }
            }
            // a branch that was flattened may end in a jump
            if (Statement.jumps(result)) break;
        }
        return List.copyOf(result);
    }

    private static void loop(Loop loop, Set<Statement> after, List<Statement> result) {
        var again = new Continue(loop.header());
        var leave = new Leave(loop.header());
        List<Statement> body = replace(once(loop.body(), Set.of(again)), after, leave);
        Condition condition = loop.condition();
        boolean testedLast = loop.testedLast();
        if (condition == null && !body.isEmpty()) {
            if (body.getFirst() instanceof If(Condition c, List<Statement> then, List<Statement> otherwise, int _)
                    && then.equals(List.of(leave))) {
                condition = c.negated();
                body = joined(otherwise, body.subList(1, body.size()));
            } else if (body.getLast() instanceof If(Condition c, List<Statement> then, List<Statement> otherwise, int _)
                    && otherwise.isEmpty() && then.equals(List.of(leave))
                    && !mentions(body, again)) {
                condition = c.negated();
                testedLast = true;
                body = body.subList(0, body.size() - 1);
            }
        }
        result.add(new Loop(loop.header(), condition, testedLast, body));
    }

    private static void choice(If choice, Set<Statement> after, List<Statement> result) {
        List<Statement> then = once(choice.then(), after);
        List<Statement> otherwise = once(choice.otherwise(), after);
        if (then.isEmpty() && otherwise.isEmpty()) return;
        Condition condition = choice.condition();
        boolean negative = !otherwise.isEmpty() && condition.text().startsWith("!(");
        boolean swap = then.isEmpty() || (isJump(then) == isJump(otherwise) ? negative : isJump(otherwise));
        if (swap) {
            List<Statement> other = then;
            then = otherwise;
            otherwise = other;
            condition = condition.negated();
        }
        if (Statement.jumps(then)) {
            result.add(new If(condition, then, List.of(), choice.line()));
            result.addAll(otherwise);
        } else {
            result.add(new If(condition, then, otherwise, choice.line()));
        }
    }

    private static boolean isJump(List<Statement> list) {
        return list.size() == 1 && list.getFirst().jumps();
    }

    private static List<Statement> joined(List<Statement> first, List<Statement> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /** The list with each of the jumps replaced by {@code by}. */
    private static List<Statement> replace(List<Statement> list, Set<Statement> jumps, Statement by) {
        return list.stream().<Statement>map(s -> switch (s) {
            case Labeled l -> new Labeled(l.block(), replace(l.body(), jumps, by));
            case Loop l -> new Loop(l.header(), l.condition(), l.testedLast(), replace(l.body(), jumps, by));
            case If i -> new If(i.condition(), replace(i.then(), jumps, by), replace(i.otherwise(), jumps, by),
                    i.line());
            case Switch w -> new Switch(w.selector(), w.locals(), w.keys(),
                    w.cases().stream().map(c -> replace(c, jumps, by)).toList(), w.line());
            case Line l -> l;
            case Statement jump -> jumps.contains(jump) ? by : jump;
        }).toList();
    }

    static boolean mentions(List<Statement> list, Statement jump) {
        return list.stream().anyMatch(s -> switch (s) {
            case Labeled l -> mentions(l.body(), jump);
            case Loop l -> mentions(l.body(), jump);
            case If i -> mentions(i.then(), jump) || mentions(i.otherwise(), jump);
            case Switch w -> w.cases().stream().anyMatch(c -> mentions(c, jump));
            case Line _,Exit _ -> false;
            case Break _,Continue _,Leave _ -> s.equals(jump);
        });
    }
}
