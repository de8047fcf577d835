package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import java.util.List;

/** Objects with fields that are read and written: made inside, captured, linked to each other. */
public final class Instances {
    public static class Counter {
        protected double total;
        private int calls;

        public void add(double x) {
            total += x;
            calls++;
        }

        public double mean() {
            return total / calls;
        }
    }

    public static final class Weighted extends Counter {
        private final double weight;

        public Weighted(double weight) {
            this.weight = weight;
        }

        @Override
        public void add(double x) {
            super.add(weight * x);
            total += 1;
        }
    }

    public static final class Node {
        double value;
        Node next;

        Node(double value, Node next) {
            this.value = value;
            this.next = next;
        }
    }

    public static final class Tree {
        Tree left;
        Tree right;
        double value;

        Tree(int depth, double x) {
            value = x * depth;
            if (depth > 0) {
                left = new Tree(depth - 1, x * 0.5);
                right = new Tree(depth - 1, x + 0.1);
            }
        }

        double sum() {
            return left == null ? value * value : value + left.sum() * right.sum();
        }
    }

    public static final class Particle {
        double x;
        double v = 1;
        float charge = 2;
        final double[] trace = new double[4];

        void step(double force) {
            v += 0.1 * force * charge;
            x += 0.1 * v;
        }
    }

    public static class Defaults {
        static final double SCALE = 3;
        double a = 2;
        double b = a * SCALE;
        final double c;

        {
            a += 1;
        }

        Defaults(double x) {
            c = a * b * x;
        }

        Defaults() {
            this(7);
        }
    }

    public static final class Cell<T> {
        T content;

        Cell(T content) {
            this.content = content;
        }

        T swap(T other) {
            T old = content;
            content = other;
            return old;
        }
    }

    public enum Planet {
        EARTH(5.97, 6.37), MARS(0.64, 3.39);

        final double mass;
        final double radius;

        Planet(double mass, double radius) {
            this.mass = mass;
            this.radius = radius;
        }

        double gravity(double height) {
            return mass / ((radius + height) * (radius + height));
        }
    }

    public static final class Accumulator {
        private double[] values = new double[1];
        private int size;

        void add(double x) {
            if (size == values.length) values = java.util.Arrays.copyOf(values, 2 * size);
            values[size++] = x;
        }

        double get(int i) {
            return values[i];
        }
    }

    private static double constant = 2.5;
    private static int calls;

    private Instances() {}

    public static List<Case<?>> cases() {
        return List.of(at("field written and read", Instances::counter, 1.3),
                at("field of a superclass", Instances::weighted, 1.3),
                at("field overwritten", Instances::overwritten, 1.3),
                at("two objects", Instances::twoObjects, 1.3), at("same object, two names", Instances::twoNames, 1.3),
                at("field incremented", Instances::incremented, 1.3),
                at("linked list", Instances::linked, 1.3), at("list reversed", Instances::reversed, 1.3),
                at("tree", x -> new Tree(3, x).sum(), 0.7), at("cycle", Instances::cycle, 1.3),
                at("particle", Instances::particle, 0.3, 0.7), at("float field", Instances::floatField, 1.25).inFloat(),
                at("array in a field", Instances::arrayField, 1.3),
                at("initialisers", x -> new Defaults(x).c * x, 1.3),
                at("constructor calls another", x -> new Defaults().c * x, 1.3),
                at("static constant", x -> x * Defaults.SCALE, 1.3),
                at("static variable", x -> x * constant, 1.3), at("static counter", Instances::counted, 1.3),
                at("generic field", Instances::genericField, 1.3), at("generic swap", Instances::genericSwap, 1.3),
                at("enum's fields", x -> Planet.MARS.gravity(x), 1.3),
                at("all enum constants", Instances::allPlanets, 1.3), at("growing store", Instances::growing, 1.3),
                on("holds the argument", Instances::holdsArgument, 2, 3), at("chained fields", Instances::chained, 1.3),
                at("field in a loop", Instances::inLoop, 1.1), at("field in a branch", Instances::inBranch, 1.3),
                at("objects in an array", Instances::objectArray, 1.3),
                at("passed and changed", Instances::passed, 1.3), at("null and not", Instances::nullable, 1.3),
                at("StringBuilder beside", Instances::text, 1.3),
                at("box of Double", Instances::boxed, 1.3), at("Double compared", Instances::boxCompared, 1.3),
                at("Double in Object", Instances::asObject, 1.3), at("Float box", Instances::floatBox, 1.25).inFloat(),
                at("boxed accumulator", Instances::boxedSum, 1.3), at("Double methods", Instances::boxMethods, 1.7),
                at("Double array", Instances::boxArray, 1.3), at("null Double chosen away", Instances::maybe, 1.3),
                at("Integer box", x -> x * Integer.valueOf(3), 1.3),
                at("instance initialised by an argument", x -> new Weighted(x).weight * x, 1.3));
    }

    public static double counter(double x) {
        var counter = new Counter();
        counter.add(x);
        counter.add(x * x);
        return counter.mean();
    }

    public static double weighted(double x) {
        Counter counter = new Weighted(x);
        counter.add(x);
        counter.add(2);
        return counter.mean() * counter.total;
    }

    public static double overwritten(double x) {
        var node = new Node(x, null);
        double y = node.value * 2;
        node.value = node.value * y;
        node.value = node.value * node.value;
        return node.value + y;
    }

    public static double twoObjects(double x) {
        var a = new Node(x, null);
        var b = new Node(x * x, null);
        a.value += b.value;
        b.value *= a.value;
        return a.value + b.value;
    }

    public static double twoNames(double x) {
        var a = new Node(x, null);
        var b = a;
        a.value *= 3;
        b.value *= x;
        return a.value * b.value;
    }

    public static double incremented(double x) {
        var a = new Node(x, null);
        double y = a.value++ * 2;
        return y * ++a.value;
    }

    public static double linked(double x) {
        Node head = null;
        for (int i = 0; i < 5; i++) head = new Node(Math.pow(x, i), head);
        double s = 0;
        for (Node n = head; n != null; n = n.next) s = s * 0.5 + n.value;
        return s;
    }

    public static double reversed(double x) {
        Node head = new Node(1, new Node(x, new Node(x * x, null)));
        Node turned = null;
        while (head != null) {
            Node next = head.next;
            head.next = turned;
            turned = head;
            head = next;
        }
        return turned.value * 3 + turned.next.value * 2;
    }

    public static double cycle(double x) {
        var a = new Node(x, null);
        var b = new Node(2, a);
        a.next = b;
        Node at = a;
        for (int i = 0; i < 7; i++) {
            at.value = 0.5 * at.next.value + x;
            at = at.next;
        }
        return a.value * b.value;
    }

    public static double particle(double x, double k) {
        var p = new Particle();
        p.x = x;
        for (int i = 0; i < 8; i++) p.step(-k * p.x);
        return p.x * p.v;
    }

    public static double floatField(double x) {
        var p = new Particle();
        p.charge *= (float) x;
        return p.charge * p.charge;
    }

    public static double arrayField(double x) {
        var p = new Particle();
        for (int i = 0; i < p.trace.length; i++) p.trace[i] = x * i;
        return p.trace[1] * p.trace[3];
    }

    public static double counted(double x) {
        calls++;
        return x * x * Math.min(calls, 1);
    }

    public static double genericField(double x) {
        var cell = new Cell<>(x * x);
        return cell.content * cell.content;
    }

    public static double genericSwap(double x) {
        var cell = new Cell<>(x);
        double old = cell.swap(x * x * x);
        return old * cell.swap(1.0);
    }

    public static double allPlanets(double x) {
        double s = 0;
        for (Planet p : Planet.values()) s += p.gravity(x) * p.name().length();
        return s;
    }

    public static double growing(double x) {
        var all = new Accumulator();
        for (int i = 0; i < 5; i++) all.add(x * i);
        return all.get(2) * all.get(4);
    }

    public static double holdsArgument(double[] x) {
        var cell = new Cell<>(x);
        cell.content[0] *= cell.content[1];
        return x[0] * x[0];
    }

    public static double chained(double x) {
        var n = new Node(1, new Node(2, new Node(x, null)));
        n.next.next.value *= n.next.next.value;
        return n.next.next.value * n.next.value;
    }

    public static double inLoop(double x) {
        var n = new Node(1, null);
        for (int i = 0; i < 6; i++) n.value = n.value * x + i * n.value * n.value * 0.01;
        return n.value;
    }

    public static double inBranch(double x) {
        var a = new Node(x, null);
        var b = new Node(3, null);
        var c = x > 1 ? a : b;
        c.value *= c.value;
        return a.value + b.value * x;
    }

    public static double objectArray(double x) {
        var all = new Node[3];
        for (int i = 0; i < 3; i++) all[i] = new Node(x + i, null);
        all[0] = all[2];
        all[0].value *= all[1].value;
        return all[2].value + all[1].value;
    }

    public static double passed(double x) {
        var n = new Node(x, null);
        square(n);
        square(n);
        return n.value;
    }

    public static void square(Node n) {
        n.value *= n.value;
    }

    public static double nullable(double x) {
        Node n = x > 5 ? new Node(x, null) : null;
        return n == null ? x * x : n.value;
    }

    public static double text(double x) {
        var text = new StringBuilder();
        double y = x * x;
        for (int i = 0; i < 3; i++) text.append(i).append(',');
        return y * text.length();
    }

    @SuppressWarnings("UnnecessaryBoxedVariable")
    public static double boxed(double x) {
        Double d = x * x;
        Double e = d;
        return d * e;
    }

    @SuppressWarnings("UnnecessaryBoxedVariable")
    public static double boxCompared(double x) {
        Double d = x;
        return d.compareTo(1.0) > 0 ? d * d : d;
    }

    public static double asObject(double x) {
        Object o = x * x;
        return (double) o * (Double) o;
    }

    @SuppressWarnings("UnnecessaryBoxedVariable")
    public static double floatBox(double x) {
        Float f = (float) x;
        return f * f;
    }

    @SuppressWarnings("UnnecessaryBoxedVariable")
    public static double boxedSum(double x) {
        Double s = 0.0;
        for (int i = 1; i < 5; i++) s += x * i * s + 1;
        return s;
    }

    @SuppressWarnings("UnnecessaryBoxedVariable")
    public static double boxMethods(double x) {
        Double d = x * x;
        return d.doubleValue() * d.intValue() + (d.isNaN() ? 1 : d) + Double.valueOf(x);
    }

    public static double boxArray(double x) {
        Double[] all = {x, x * x, 3.0};
        double s = 1;
        for (Double d : all) s *= d;
        return s;
    }

    public static double maybe(double x) {
        Double d = x > 5 ? null : Double.valueOf(x * x);
        return d != null ? d * 2 : x;
    }
}
