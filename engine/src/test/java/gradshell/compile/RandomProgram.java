package gradshell.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random static methods from a seed: assignments, nested loops, branches, switches, calls, exceptions, all kinds of
 * exits; if asked for, with {@link RandomMemory memory}.
 */
final class RandomProgram {
    /** Methods call those before them in a group of so many, so that programs don't grow with their number. */
    private static final int GROUP = 5;

    private static final String THROWING = """
            static double may(double x) {
                double y = Math.sin(3 * x) * x;
                if (y > 0.4) throw new IllegalStateException("y is " + y);
                return may(y, 1) + Math.cos(y);
            }
            static double may(double x, int n) {
                return x < -0.3 ? x / (n / 2) + 1 / (n / 2) : Math.tanh(x);
            }
            """;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> doubles = new ArrayList<>(List.of("x", "y"));
    private final List<String> assignable = new ArrayList<>();
    private final List<String> callees = new ArrayList<>();
    private final RandomMemory memory;
    private boolean handlers = true;
    private int names;
    private final List<String> labels = new ArrayList<>();
    private int loops;
    private int tries;

    private RandomProgram(long seed, int index, boolean withMemory) {
        random = new Random(seed);
        for (int i = index - index % GROUP; i < index; i++) callees.add("m" + i);
        memory = withMemory ? new RandomMemory(random, callees, () -> expression(1)) : null;
    }

    /** A class with the methods {@code m0 ... (double x, double y, int n)}, each calling some before it. */
    static String source(String name, int count, long seed) {
        return source(name, count, seed, true);
    }

    /** The same, without {@code try} if no {@code handlers} are wanted. */
    static String source(String name, int count, long seed, boolean handlers) {
        var all = new StringBuilder("public class " + name + " {\n" + THROWING);
        for (int i = 0; i < count; i++) {
            all.append("static gradshell.DoubleFn2 f%1$d = (x, y) -> m%1$d(x, y, %2$d);%n".formatted(i, i % 4 + 1));
            var program = new RandomProgram(seed + i, i, false);
            program.handlers = handlers;
            all.append(program.method(i));
        }
        return all.append("}\n").toString();
    }

    /** A class with the methods {@code m0 ... (double x, double y, double[] p, double[] q, int n)}. */
    static String withMemory(String name, int count, long seed) {
        var all = new StringBuilder("public class " + name + " {\n" + THROWING + RandomMemory.TYPES);
        List<String> second = List.of("x", "x.clone()", "new double[] {x[2], 0.5, x[1] * x[0]}");
        for (int i = 0; i < count; i++) {
            all.append("static gradshell.Fn<double[], Double> f%1$d = x -> m%1$d(x[0], x[1], x, %2$s, %3$d);%n"
                    .formatted(i, second.get(i % 3), i % 3 + 1));
            all.append(new RandomProgram(seed + i, i, true).method(i));
        }
        return all.append("}\n").toString();
    }

    private String method(int index) {
        if (memory == null) text.append("static double m%d(double x, double y, int n) {%n".formatted(index));
        else
            text.append("static double m%d(double x, double y, double[] p, double[] q, int n) {%n".formatted(index));
        text.append("if (n <= 0) return x * y;\n");
        if (memory != null) text.append(memory.declarations());
        for (int i = 0; i < 2; i++) declare();
        statements(0, 3);
        return text.append("return ").append(expression(2)).append(";\n}\n").toString();
    }

    private void declare() {
        String name = "v" + names++;
        text.append("double %s = %s;%n".formatted(name, expression(1)));
        doubles.add(name);
        assignable.add(name);
    }

    private void statements(int depth, int count) {
        int known = doubles.size();
        int writable = assignable.size();
        for (int i = 0; i < count; i++) statement(depth);
        doubles.subList(known, doubles.size()).clear();
        assignable.subList(writable, assignable.size()).clear();
    }

    private void statement(int depth) {
        if (memory != null && random.nextInt(3) > 0) {
            text.append(memory.statement());
            return;
        }
        int most = handlers ? 14 : 12;
        int kind = random.nextInt(depth < 2 ? most : 5);
        switch (kind) {
            case 0 -> declare();
            case 1, 2, 3 -> text.append("%s = %s;%n".formatted(pick(assignable), expression(2)));
            case 4 -> text.append("%s %s= 0.5 * %s;%n".formatted(pick(assignable), pick(List.of("+", "-", "*")),
                    expression(1)));
            case 5, 6 -> {
                text.append("if (%s) {%n".formatted(condition()));
                statements(depth + 1, 2);
                if (random.nextBoolean()) {
                    text.append("} else {\n");
                    statements(depth + 1, 2);
                }
                text.append("}\n");
            }
            case 7, 8 -> loop(depth);
            case 9 -> {
                text.append("switch ((n + %d) %% 4) {%n".formatted(random.nextInt(4)));
                for (int c = 0; c < 3; c++) {
                    text.append("case %d:%n".formatted(c));
                    statements(depth + 1, 1);
                    if (random.nextBoolean()) text.append("break;\n");
                }
                text.append("default:\n");
                statements(depth + 1, 1);
                text.append("}\n");
            }
            case 12 -> tryStatement(depth);
            case 13 -> {
                if (!labels.isEmpty()) {
                    text.append("if (%s) %s %s;%n".formatted(condition(), pick(List.of("break", "continue")),
                            pick(labels)));
                } else {
                    text.append("%s = %s;%n".formatted(pick(assignable), switchExpression()));
                }
            }
            case 10 -> text.append("if (%s) return %s;%n".formatted(condition(), expression(1)));
            default -> text.append("%s = %s ? %s : %s;%n".formatted(pick(assignable), condition(), expression(1),
                    expression(1)));
        }
    }

    private void tryStatement(int depth) {
        text.append("try {\n");
        tries++;
        statements(depth + 1, 2);
        switch (random.nextInt(4)) {
            case 0 -> text.append("if (%s) throw new IllegalStateException();%n".formatted(condition()));
            case 1 -> text.append("%s += 6 / ((n + %d) %% 3) * 0.1;%n".formatted(pick(assignable), random.nextInt(3)));
            default -> text.append("%s = may(%s) + %s;%n".formatted(pick(assignable), expression(1),
                    pick(doubles)));
        }
        statements(depth + 1, 1);
        tries--;
        boolean ends = random.nextInt(3) == 0;
        if (!ends || random.nextBoolean()) {
            String e = "e" + names++;
            String types = tries > 0
                    ? pick(List.of("IllegalStateException", "ArithmeticException"))
                    : pick(List.of("RuntimeException", "IllegalStateException | ArithmeticException"));
            text.append("} catch (%s %s) {%n".formatted(types, e));
            statements(depth + 1, 2);
            if (tries > 0 && random.nextInt(4) == 0) text.append("if (%s) throw %s;%n".formatted(condition(), e));
        } else if (tries == 0) {
            text.append("} catch (IllegalStateException | ArithmeticException e%d) {%n".formatted(names++));
        }
        if (ends) {
            text.append("} finally {\n");
            statements(depth + 1, 1);
        }
        text.append("}\n");
    }

    private String switchExpression() {
        return "switch ((n + %d) %% 3) { case 0 -> %s; case 1 -> { double w = %s; yield w * 0.5; } default -> %s; }"
                .formatted(random.nextInt(3), expression(1), expression(1), expression(0));
    }

    private void loop(int depth) {
        String i = "i" + names++;
        String label = "loop" + loops++;
        int rounds = 1 + random.nextInt(4);
        boolean counted = random.nextBoolean();
        if (counted) text.append("%s: for (int %s = 0; %s < %d; %s++) {%n".formatted(label, i, i, rounds, i));
        else
            text.append("int %s = 0;%n%s: do {%n".formatted(i, label));
        labels.add(label);
        statements(depth + 1, 2);
        labels.removeLast();
        switch (random.nextInt(4)) {
            case 0 -> text.append("if (%s) continue %s;%n".formatted(condition(), label));
            case 1 -> text.append("if (%s) break %s;%n".formatted(condition(), label));
            default -> {
            }
        }
        statements(depth + 1, 1);
        text.append(counted ? "}\n" : "} while (++%s < %d);%n".formatted(i, rounds));
    }

    private String condition() {
        return switch (random.nextInt(4)) {
            case 0 -> "n %% %d == 0".formatted(1 + random.nextInt(3));
            case 1 -> "%s < %s && n > 1".formatted(pick(doubles), pick(doubles));
            case 2 -> "%s > 0.3 || %s < -0.2".formatted(pick(doubles), pick(doubles));
            default -> "%s >= %s".formatted(pick(doubles), pick(doubles));
        };
    }

    /** Values stay within a few units, so that no program explodes. */
    private String expression(int depth) {
        if (depth == 0) return leaf();
        String a = expression(depth - 1);
        String b = expression(depth - 1);
        if (tries > 0 && random.nextInt(12) == 0) return "may(%s)".formatted(a);
        // where there is memory, its statements call
        return switch (random.nextInt(callees.isEmpty() || memory != null ? 10 : 11)) {
            case 0, 1 -> "(%s + %s)".formatted(a, b);
            case 2 -> "(%s - %s)".formatted(a, b);
            case 3 -> "Math.tanh(%s * %s)".formatted(a, b);
            case 4 -> "(%s / (2 + %s * %s))".formatted(a, b, b);
            case 5 -> "Math.sin(%s)".formatted(a);
            case 6 -> "Math.atan2(%s, 1.5 + Math.cos(%s))".formatted(a, b);
            case 7 -> "(-Math.exp(0 - %s * %s))".formatted(a, a);
            case 8 -> "(Math.sqrt(1 + %s * %s) * %s)".formatted(a, a, "n");
            case 9 -> "Math.max(%s, %s)".formatted(a, b);
            default -> "%s(%s, %s, n - 1)".formatted(pick(callees), a, b);
        };
    }

    private String leaf() {
        if (random.nextInt(4) == 0) return "(%.2f)".formatted(random.nextDouble() * 2 - 1);
        return memory != null && random.nextBoolean() ? memory.value() : pick(doubles);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
