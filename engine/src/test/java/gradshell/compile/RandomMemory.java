package gradshell.compile;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The part of a random program that works on memory: arrays of three numbers, arrays of arrays, records and objects, written
 * in place and known by several names. Its variables are in scope in all of a method.
 */
final class RandomMemory {
    /** The types that programs use. */
    static final String TYPES = """
            record Duo(double a, double b) {}
            static class Cell { double v; double[] w; Cell next; }
            """;

    private static final List<String> ARRAYS = List.of("p", "q", "a", "b", "m[0]", "m[1]", "m[n % 2]", "c.w", "k.w",
            "k.next.w");
    private static final List<String> CELLS = List.of("c", "k", "c.next", "k.next", "k.next.next");

    private final Random random;
    private final List<String> callees;
    private final Supplier<String> expression;

    RandomMemory(Random random, List<String> callees, Supplier<String> expression) {
        this.random = random;
        this.callees = callees;
        this.expression = expression;
    }

    /** Declarations at the head of a method. */
    String declarations() {
        return """
                double[] a = {0.1, x, y};
                double[] b = %s;
                double[][] m = {%s, q};
                Duo d = new Duo(x, y * 0.5);
                Cell c = new Cell();
                Cell k = new Cell();
                c.w = a;
                c.next = k;
                k.w = p.clone();
                k.next = %s;
                """.formatted(pick(List.of("p", "q", "a")), pick(List.of("p", "q", "a", "b", "new double[3]")),
                pick(List.of("c", "k")));
    }

    /** A statement, which may be a call. */
    String statement() {
        return switch (random.nextInt(callees.isEmpty() ? 12 : 14)) {
            case 0, 1, 2 -> "%s = %s;%n".formatted(element(), expression.get());
            case 3 -> "%s %s= 0.5 * %s;%n".formatted(element(), pick(List.of("+", "-", "*")), expression.get());
            case 4 -> "%s = %s;%n".formatted(pick(List.of("a", "b", "m[0]", "m[1]", "c.w", "k.w")), array());
            case 5 ->
                "for (int j = 0; j < 3; j++) %s[j] = 0.6 * %s[j] + %s[2 - j];%n".formatted(any(), any(), any());
            case 6 -> "d = new Duo(%s, %s);%n".formatted(expression.get(), expression.get());
            case 7 -> "%s.v = %s;%n".formatted(pick(CELLS), expression.get());
            case 8 -> "%s.v += 0.5 * %s;%n".formatted(pick(CELLS), expression.get());
            case 9 -> "%s.next = %s;%n".formatted(pick(CELLS), pick(List.of("c", "k")));
            case 10 -> "for (double e : %s) %s += 0.3 * e;%n".formatted(any(), element());
            case 11 -> "{ double[] t = %s; %s = t[1]; }%n".formatted(array(), element());
            case 12 ->
                "%s(%s, %s, %s, %s, n - 1);%n".formatted(pick(callees), value(), value(), array(), array());
            default -> "%s = %s(%s, %s, %s, %s, n - 1);%n".formatted(element(), pick(callees), value(),
                    value(), array(), array());
        };
    }

    /** A number in memory. */
    String value() {
        return switch (random.nextInt(5)) {
            case 0 -> "d.a()";
            case 1 -> "d.b()";
            case 2 -> pick(CELLS) + ".v";
            default -> element();
        };
    }

    private String element() {
        return any() + "[" + pick(List.of("0", "1", "2", "n % 3", "(n + 1) % 3")) + "]";
    }

    private String any() {
        return pick(ARRAYS);
    }

    /** An array that is there already, or a new one. */
    private String array() {
        return switch (random.nextInt(5)) {
            case 0 -> "new double[] {%s, %s, %s}".formatted(expression.get(), expression.get(), expression.get());
            case 1 -> any() + ".clone()";
            case 2 -> "new double[3]";
            default -> any();
        };
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
