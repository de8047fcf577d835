package gradshell.show;

import static gradshell.show.Markup.left;
import static gradshell.show.Markup.right;

import gradshell.GradientCheck;

/** A gradient check with its verdict first. */
final class CheckTable {
    private CheckTable() {}

    static String of(GradientCheck check) {
        String verdict = check.passed()
                ? Markup.badge("passed", Theme.Badge.RIGHT)
                : Markup.badge("FAILED", Theme.Badge.WRONG);
        String rows = row("largest relative difference", check.relative(), check.tolerance())
                + row("forward and backward differ by", check.forward(), check.tolerance())
                + Markup.row(left("largest absolute difference"), right(Numbers.text(check.absolute())), left(""));
        String where = check.where().isEmpty()
                ? ""
                : "<div style='margin-top:3px'>at %s</div>".formatted(Html.escape(check.where()));
        return Markup.block("GradientCheck " + verdict, Markup.table(rows) + where);
    }

    private static String row(String name, double value, double allowed) {
        String limit = "allowed " + Numbers.text(allowed);
        return Markup.row(left(name), right(Numbers.text(value)),
                left(value <= allowed ? limit : Markup.badge(limit, Theme.Badge.WRONG)));
    }
}
