package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import java.util.List;
import java.util.Map;

/** Records: as arguments, made inside, nested, generic. */
@SuppressWarnings("ArrayRecordComponent")
public final class Records {
    public record Point(double x, double y) {
        public Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }

        public double norm() {
            return Math.hypot(x, y);
        }

        public static Point polar(double r, double angle) {
            return new Point(r * Math.cos(angle), r * Math.sin(angle));
        }
    }

    public record Segment(Point from, Point to) {
        public double length() {
            return new Point(to.x - from.x, to.y - from.y).norm();
        }
    }

    public record Model(double[] weights, double bias, int degree, String name) {}

    public record Box<T>(T content, int label) {}

    public record Polygon(List<Point> points) {}

    public record Mixed(float f, double d, long l) {}

    public record Complex(double re, double im) {
        public Complex times(Complex z) {
            return new Complex(re * z.re - im * z.im, re * z.im + im * z.re);
        }

        public Complex plus(Complex z) {
            return new Complex(re + z.re, im + z.im);
        }
    }

    public record Dual(double value, double slope) {
        public Dual times(Dual other) {
            return new Dual(value * other.value, value * other.slope + slope * other.value);
        }
    }

    private static final Point P = new Point(3, 4);

    private Records() {}

    public static List<Case<?>> cases() {
        return List.of(at("component", p -> p.x() * p.x(), P).is(p -> new Point(2 * p.x(), 0)),
                at("method", Point::norm, P).is(_ -> new Point(0.6, 0.8)),
                at("two components", p -> p.x() * p.y(), P).is(p -> new Point(p.y(), p.x())),
                at("plus itself", p -> p.plus(p).norm(), P),
                at("nested", Segment::length, new Segment(P, new Point(6, 0))),
                at("nested, the same inside twice", s -> s.from().x() * s.to().x(), new Segment(P, P)),
                at("with an array", Records::predict, new Model(new double[]{1, 2, 3}, 0.5, 2, "m")),
                at("generic", b -> b.content().x() * b.label(), new Box<>(P, 3)),
                at("generic of an array", b -> b.content()[0] * b.content()[1], new Box<>(new double[]{2, 3}, 1)),
                at("generic of Double", b -> b.content() * b.content(), new Box<>(2.5, 1)),
                at("with a list", Records::perimeter, new Polygon(List.of(P, new Point(0, 0), new Point(4, 1)))),
                at("float component", Records::mixed, new Mixed(1.5f, 2, 3)).inFloat(),
                at("array of records", Records::centre, new Point[]{P, new Point(1, 2)}),
                at("list of records", Records::path, List.of(P, new Point(1, 2), new Point(0, 7))),
                at("map of records", m -> m.get("a").x() * m.get("b").y(), Map.of("a", P, "b", new Point(1, 2))),
                at("made inside", x -> new Point(x, x * x).norm(), 1.3),
                at("polar", x -> Point.polar(x, x * x).x(), 1.3),
                at("complex power", Records::complexPower, 0.8, 0.3), at("complex iteration", Records::julia, 0.3, 0.2),
                at("dual numbers", Records::dual, 1.3).is(x -> 6 * x),
                at("in a loop", Records::walk, 1.3),
                at("returned by a branch", x -> (x > 1 ? new Point(x, 1) : new Point(2, x)).norm(), 1.3),
                at("in an array", Records::inArray, 1.3),
                at("in fields of records", x -> new Segment(new Point(x, 1), new Point(2, x)).length(), 0.3),
                at("equality", x -> new Point(x, 1).equals(new Point(2, 1)) ? x : x * x, 1.3),
                at("var", Records::withVar, 1.3), at("local record", Records::localRecord, 1.3),
                at("generic made inside", x -> new Box<>(x * x, 2).content() * x, 1.3),
                at("swapped through records", Records::swapped, 1.3, 0.4),
                on("records over an array", Records::pairs, 1, 2, 3, 4),
                at("record holds the argument", Records::holds, new double[]{2, 3}),
                at("written through a record", Records::written, new Model(new double[]{1, 2}, 0.5, 1, "")),
                at("bounding box", Records::bounds, List.of(P, new Point(1, 9), new Point(-2, 5))));
    }

    public static double predict(Model model) {
        double s = model.bias();
        for (int i = 0; i < model.weights().length; i++) s += model.weights()[i] * Math.pow(model.degree(), i);
        return s * s + model.name().length();
    }

    public static double perimeter(Polygon polygon) {
        double s = 0;
        for (int i = 0; i < polygon.points().size(); i++) {
            Point a = polygon.points().get(i);
            Point b = polygon.points().get((i + 1) % polygon.points().size());
            s += new Segment(a, b).length();
        }
        return s;
    }

    public static double mixed(Mixed m) {
        return m.f() * m.d() * m.l() + m.f() * m.f();
    }

    public static double centre(Point[] points) {
        var sum = new Point(0, 0);
        for (Point p : points) sum = sum.plus(p);
        return sum.norm() / points.length;
    }

    public static double path(List<Point> points) {
        double s = 0;
        Point last = null;
        for (Point p : points) {
            if (last != null) s += new Segment(last, p).length();
            last = p;
        }
        return s;
    }

    public static double complexPower(double re, double im) {
        var z = new Complex(re, im);
        var p = new Complex(1, 0);
        for (int i = 0; i < 5; i++) p = p.times(z);
        return p.re() + 2 * p.im();
    }

    public static double julia(double re, double im) {
        var c = new Complex(re, im);
        var z = new Complex(0, 0);
        int n = 0;
        while (z.re() * z.re() + z.im() * z.im() < 4 && n++ < 10) z = z.times(z).plus(c);
        return z.re() * z.im();
    }

    public static double dual(double x) {
        var d = new Dual(x, 1);
        return d.times(d).times(d).slope();
    }

    public static double walk(double x) {
        var p = new Point(0, x);
        for (int i = 1; i < 6; i++) p = p.plus(Point.polar(x / i, p.y()));
        return p.x() * p.y();
    }

    public static double inArray(double x) {
        var all = new Point[]{new Point(x, 1), new Point(2, x)};
        all[1] = all[0].plus(all[1]);
        return all[1].x() * all[1].y();
    }

    public static double withVar(double x) {
        var p = new Point(x * x, x);
        var q = p;
        return p.x() * q.y();
    }

    public static double localRecord(double x) {
        record Span(double low, double high) {
            double size() {
                return high - low;
            }
        }
        return new Span(x, x * x).size() * x;
    }

    public static double swapped(double x, double y) {
        var p = new Point(x, y);
        p = new Point(p.y(), p.x());
        return p.x() * p.x() + p.y();
    }

    public static double pairs(double[] x) {
        double s = 0;
        for (int i = 0; i + 1 < x.length; i += 2) s += new Point(x[i], x[i + 1]).norm() * (i + 1);
        return s;
    }

    public static double holds(double[] x) {
        var box = new Box<>(x, 2);
        box.content()[0] *= x[1];
        return x[0] * box.label();
    }

    public static double written(Model model) {
        double[] w = model.weights();
        w[0] = w[0] * model.bias();
        return model.weights()[0] * model.weights()[1];
    }

    public static double bounds(List<Point> points) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        for (var p : points) {
            left = Math.min(left, p.x());
            right = Math.max(right, p.x());
        }
        return (right - left) * points.getFirst().y();
    }
}
