package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;

import java.util.List;

/** Patterns: in {@code instanceof}, in {@code switch}, of records, with guards. */
public final class Patterns {
    public sealed interface Shape {}

    public record Circle(double radius) implements Shape {}

    public record Rectangle(double width, double height) implements Shape {}

    public record Scaled(double factor, Shape shape) implements Shape {}

    public sealed interface Term {}

    public record Constant(double value) implements Term {}

    public record Variable() implements Term {}

    public record Sum(Term left, Term right) implements Term {}

    public record Product(Term left, Term right) implements Term {}

    public enum Way {
        UP, DOWN, ACROSS
    }

    public record Box<T>(T content) {}

    private Patterns() {}

    public static List<Case<?>> cases() {
        return List.of(at("switch over records", x -> area(new Circle(x)), 1.5).is(x -> 2 * Math.PI * x),
                at("switch over records, second", (x, y) -> area(new Rectangle(x, y)), 2, 3),
                at("nested record patterns", (x, y) -> area(new Scaled(x, new Rectangle(y, 3))), 2, 3),
                at("records in records in records", x -> area(new Scaled(x, new Scaled(x, new Circle(x)))), 1.1),
                at("instanceof pattern", x -> radius(new Circle(x * x)), 1.5),
                at("instanceof pattern, no match", x -> radius(new Rectangle(x, x)), 1.5),
                at("instanceof record pattern", x -> width(new Rectangle(x * x, 2)), 1.5),
                at("instanceof nested record pattern", x -> inner(new Scaled(x, new Circle(x))), 1.5),
                at("guard holds", x -> guarded(new Circle(x)), 1.5),
                at("guard fails", x -> guarded(new Circle(x)), 0.5),
                at("guard on two", x -> guarded(new Rectangle(x, 2)), 1.5),
                at("default", x -> guarded(new Scaled(x, null)), 1.5),
                at("enum switch", x -> way(Way.UP, x), 1.5), at("enum switch, second", x -> way(Way.DOWN, x), 1.5),
                at("enum switch, third", x -> way(Way.ACROSS, x), 1.5),
                at("old enum switch", x -> oldWay(Way.DOWN, x), 1.5),
                at("null case", x -> nothing(null, x), 1.5), at("null case, something", x -> nothing("a", x), 1.5),
                at("generic record pattern", x -> unboxed(new Box<>(x * x)), 1.5),
                at("object switch, double", x -> anything(x * x), 1.5),
                at("object switch, text", x -> x * anything("ab"), 1.5),
                at("object switch, array", x -> anything(new double[]{x, x * x}), 1.5),
                at("object switch, integer", x -> x * anything(7), 1.5),
                at("expression tree",
                        x -> value(new Sum(new Product(new Variable(), new Variable()), new Constant(x)), x), 1.5)
                        .is(x -> 2 * x + 1),
                at("expression tree, deep", x -> value(new Product(new Sum(new Variable(), new Constant(2)),
                        new Product(new Variable(), new Sum(new Variable(), new Variable()))), x), 1.5),
                at("unnamed pattern", x -> height(new Rectangle(1, x)), 1.5),
                at("record made in a branch", Patterns::either, 1.5));
    }

    public static double area(Shape shape) {
        return switch (shape) {
            case Circle(double r) -> Math.PI * r * r;
            case Rectangle(double w, double h) -> w * h;
            case Scaled(double k, Shape inner) -> k * k * area(inner);
        };
    }

    public static double radius(Shape shape) {
        return shape instanceof Circle circle ? circle.radius() * 2 : -1;
    }

    public static double width(Shape shape) {
        if (shape instanceof Rectangle(double w, var h) && h > 1) return w * h;
        return 0;
    }

    public static double inner(Shape shape) {
        return shape instanceof Scaled(double k, Circle(double r)) ? k / r + r : 0;
    }

    public static double guarded(Shape shape) {
        return switch (shape) {
            case Circle c when c.radius > 1 -> c.radius * c.radius;
            case Circle c -> c.radius;
            case Rectangle(double w, double h) when w < h -> w / h;
            default -> 0;
        };
    }

    public static double way(Way way, double x) {
        return switch (way) {
            case UP -> x * x;
            case DOWN -> -x;
            case ACROSS -> Math.sin(x);
        };
    }

    @SuppressWarnings("StatementSwitchToExpressionSwitch")
    public static double oldWay(Way way, double x) {
        double y = 1;
        switch (way) {
            case UP :
                y = x;
                break;
            case DOWN :
                y = x * x * x;
                break;
            default :
        }
        return y * x;
    }

    public static double nothing(String text, double x) {
        return switch (text) {
            case null -> x * x;
            case "a" -> x;
            default -> 0;
        };
    }

    public static double unboxed(Box<?> box) {
        return box instanceof Box<?>(Double d) ? d * d : 0;
    }

    public static double anything(Object object) {
        return switch (object) {
            case Double d -> d * 3;
            case String s -> s.length();
            case Integer i when i > 5 -> i;
            case double[] a -> a[0] * a[1];
            default -> 0;
        };
    }

    public static double value(Term term, double x) {
        return switch (term) {
            case Constant(var c) -> c;
            case Variable() -> x;
            case Sum(var a, var b) -> value(a, x) + value(b, x);
            case Product(var a, var b) -> value(a, x) * value(b, x);
        };
    }

    public static double height(Shape shape) {
        return shape instanceof Rectangle(_, double h) ? h * h : 0;
    }

    public static double either(double x) {
        Shape shape = x > 1 ? new Circle(x) : new Rectangle(x, x);
        return area(shape) * x;
    }
}
