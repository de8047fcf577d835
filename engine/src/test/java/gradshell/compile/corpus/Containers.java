package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.on;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Lists, maps, iterators and {@code Optional}, that numbers travel through. */
public final class Containers {
    private static final List<Double> NUMBERS = List.of(1.5, 2.0, 3.0);

    private Containers() {}

    public static List<Case<?>> cases() {
        return List.of(
                at("element of a list", x -> x.get(1) * x.get(1), NUMBERS).is(x -> List.of(0.0, 2 * x.get(1), 0.0)),
                at("sum of a list", Containers::sum, NUMBERS).is(_ -> List.of(1.0, 1.0, 1.0)),
                at("sum by index", Containers::sumByIndex, NUMBERS),
                at("sum by iterator", Containers::sumByIterator, NUMBERS),
                at("list, forEach", Containers::forEach, NUMBERS),
                at("last of a list", x -> x.getLast() * x.getFirst(), NUMBERS),
                at("list written", Containers::listWritten, NUMBERS),
                at("list of arrays", x -> x.get(0)[1] * x.get(1)[0], List.of(new double[]{1, 2}, new double[]{3, 4})),
                at("list of lists", x -> x.get(0).get(1) * x.get(1).get(0), List.of(List.of(1.0, 2.0), List.of(3.0))),
                at("map by key", x -> x.get("a") * x.get("b"), Map.of("a", 2.0, "b", 3.0)),
                at("map, all values", Containers::mapValues, Map.of("a", 2.0, "b", 3.0)),
                at("map, all entries", Containers::mapEntries, Map.of("a", 2.0, "bb", 3.0)),
                at("map of arrays", x -> x.get("a")[0] * x.get("a")[1], Map.of("a", new double[]{2, 3})),
                at("map, missing key", x -> x.getOrDefault("z", 4.0) * x.get("a"), Map.of("a", 2.0)),
                at("map by integers", x -> x.get(1) * x.get(2), Map.of(1, 2.0, 2, 3.0)),
                at("ArrayList made inside", Containers::arrayList, 1.3),
                at("List.of", x -> List.of(x, x * x).get(1) * x, 1.3),
                at("Arrays.asList", x -> Arrays.asList(x, 2.0, x * x).get(2), 1.3),
                at("list of the same twice", x -> sum(List.of(x, x)), 1.3),
                at("LinkedList", Containers::linkedList, 1.3), at("ArrayDeque", Containers::deque, 1.3),
                at("stack machine", Containers::stackMachine, 1.3), at("HashMap made inside", Containers::hashMap, 1.3),
                at("LinkedHashMap", Containers::linkedHashMap, 1.3), at("TreeMap", Containers::treeMap, 1.3),
                at("memo table", Containers::memo, 1.1), at("computeIfAbsent", Containers::computed, 1.3),
                at("merge", Containers::merged, 1.3), at("map of lists", Containers::grouped, 1.3),
                at("Optional", Containers::optional, 1.3),
                at("Optional, empty", x -> Optional.<Double>empty().orElse(x * x), 1.3),
                at("Optional.map", x -> Optional.of(x).map(y -> y * y * x).get(), 1.3),
                at("Optional.orElseGet", x -> Optional.<Double>empty().orElseGet(() -> x * x), 1.3),
                at("Optional.filter", x -> Optional.of(x * x).filter(y -> y > 100).orElse(x), 1.3),
                at("Optional.ifPresent", Containers::ifPresent, 1.3),
                at("sorted list", Containers::sorted, 1.3), at("Collections.sort", Containers::collectionsSort, 1.3),
                at("Collections.max", x -> Collections.max(List.of(x, x * x, 1.0)), 1.3),
                at("reversed", x -> List.of(x, x * x, 3.0).reversed().get(0) * x, 1.3),
                at("swapped", Containers::swapped, 1.3),
                at("priority queue", Containers::queue, 1.3), at("removed", Containers::removed, 1.3),
                at("list iterator", Containers::listIterator, 1.3), at("replaceAll", Containers::replaceAll, 1.3),
                at("removeIf", Containers::removeIf, 1.3),
                at("subList", x -> sum(List.of(x, x * x, x * x * x).subList(1, 3)), 1.3),
                at("addAll", Containers::addAll, 1.3),
                at("copies", x -> sum(new ArrayList<>(List.of(x, x * x))) * x, 1.3),
                at("List.copyOf", x -> sum(List.copyOf(Arrays.asList(x, x * x))), 1.3),
                at("nCopies", x -> sum(Collections.nCopies(3, x)), 1.3), at("set of keys", Containers::keySet, 1.3),
                at("set of integers", Containers::integerSet, 1.3), at("queue of work", Containers::breadthFirst, 1.3),
                at("list of functions", Containers::functions, 0.6),
                at("Objects.requireNonNull", x -> Objects.requireNonNull(Double.valueOf(x * x)), 1.3),
                at("own iterator", Containers::ownIterator, 1.3),
                at("Map.Entry", x -> Map.entry("k", x * x).getValue() * x, 1.3),
                on("array into a list", Containers::listed, 1, 2, 3),
                on("list back into an array", Containers::unlisted, 1, 2, 3),
                on("list of the argument", x -> List.of(x, x).get(1)[0] * x[1], 1, 2),
                at("toArray", Containers::toArray, 1.3));
    }

    public static double sum(List<Double> all) {
        double s = 0;
        for (double e : all) s += e;
        return s;
    }

    public static double sumByIndex(List<Double> all) {
        double s = 0;
        for (int i = 0; i < all.size(); i++) s = s * 0.5 + all.get(i);
        return s;
    }

    public static double sumByIterator(List<Double> all) {
        double s = 1;
        for (Iterator<Double> i = all.iterator(); i.hasNext();) s *= i.next();
        return s;
    }

    public static double forEach(List<Double> all) {
        double[] s = {1};
        all.forEach(e -> s[0] = s[0] * e + 1);
        return s[0];
    }

    public static double listWritten(List<Double> all) {
        all.set(0, all.get(1) * all.get(2));
        all.set(1, all.get(0) * 2);
        return all.get(0) * all.get(1);
    }

    public static double mapValues(Map<String, Double> map) {
        double s = 0;
        for (double e : map.values()) s += e * e;
        return s;
    }

    public static double mapEntries(Map<String, Double> map) {
        double s = 0;
        for (Map.Entry<String, Double> e : map.entrySet()) s += e.getKey().length() * e.getValue() * e.getValue();
        return s;
    }

    public static double arrayList(double x) {
        var all = new ArrayList<Double>();
        for (int i = 0; i < 5; i++) all.add(Math.pow(x, i));
        all.set(2, all.get(3) * all.get(1));
        return sum(all) * all.size();
    }

    @SuppressWarnings("JdkObsolete")
    public static double linkedList(double x) {
        var all = new LinkedList<Double>();
        all.add(x);
        all.addFirst(x * x);
        all.addLast(3.0);
        return all.removeFirst() * all.getFirst() * all.getLast();
    }

    public static double deque(double x) {
        var stack = new ArrayDeque<Double>();
        stack.push(x);
        stack.push(x * x);
        stack.push(stack.pop() * stack.peek());
        return stack.pop() + stack.pop();
    }

    public static double stackMachine(double x) {
        var stack = new ArrayDeque<Double>();
        for (String word : new String[]{"x", "x", "*", "2", "x", "*", "+", "x", "*"}) {
            switch (word) {
                case "x" -> stack.push(x);
                case "*" -> stack.push(stack.pop() * stack.pop());
                case "+" -> stack.push(stack.pop() + stack.pop());
                default -> stack.push(2.0);
            }
        }
        return stack.pop();
    }

    public static double hashMap(double x) {
        var map = new HashMap<String, Double>();
        map.put("a", x);
        map.put("b", map.get("a") * x);
        map.put("a", map.get("b") * 3);
        return map.get("a") + map.get("b");
    }

    public static double linkedHashMap(double x) {
        var map = new LinkedHashMap<Integer, Double>();
        for (int i = 0; i < 4; i++) map.put(i, x * i);
        double s = 0;
        for (double e : map.values()) s = s * x + e;
        return s;
    }

    public static double treeMap(double x) {
        var map = new TreeMap<Integer, Double>(Map.of(3, x, 1, x * x));
        return map.firstEntry().getValue() * 2 + map.get(3);
    }

    public static double memo(double x) {
        return memo(8, x, new HashMap<>());
    }

    private static double memo(int n, double x, Map<Integer, Double> known) {
        if (n < 2) return x + n;
        Double found = known.get(n);
        if (found != null) return found;
        double value = 0.5 * memo(n - 1, x, known) + 0.2 * memo(n - 2, x, known) * x;
        known.put(n, value);
        return value;
    }

    public static double computed(double x) {
        var map = new HashMap<Integer, Double>();
        double s = 0;
        for (int i = 0; i < 6; i++) s += map.computeIfAbsent(i % 2, k -> Math.pow(x, k + 2)) * i;
        return s;
    }

    public static double merged(double x) {
        var map = new HashMap<String, Double>();
        for (int i = 0; i < 4; i++) map.merge(i % 2 == 0 ? "even" : "odd", x * i + 1, (a, b) -> a * b);
        return map.get("even") - map.get("odd");
    }

    public static double grouped(double x) {
        var map = new HashMap<Integer, List<Double>>();
        for (int i = 0; i < 6; i++) map.computeIfAbsent(i % 3, _ -> new ArrayList<>()).add(Math.sin(i * x));
        return sum(map.get(0)) * sum(map.get(1)) + sum(map.get(2));
    }

    public static double optional(double x) {
        Optional<Double> found = x > 1 ? Optional.of(x * x) : Optional.empty();
        return found.isPresent() ? found.get() * x : 0;
    }

    public static double ifPresent(double x) {
        double[] s = {1};
        Optional<Double> found = x > 1 ? Optional.of(x) : Optional.empty();
        found.ifPresent(y -> s[0] += y * x);
        return s[0];
    }

    public static double sorted(double x) {
        var all = new ArrayList<>(List.of(x, 0.5 * x, x * x));
        all.sort(Comparator.naturalOrder());
        return all.get(0) * 3 + all.get(2);
    }

    public static double collectionsSort(double x) {
        var all = Arrays.asList(x, 3 - x, x * x);
        Collections.sort(all, Comparator.reverseOrder());
        return all.get(0) * 3 + all.get(1);
    }

    public static double swapped(double x) {
        var all = new ArrayList<>(List.of(x, x * x));
        Collections.swap(all, 0, 1);
        return all.get(0) * 2 + all.get(1);
    }

    public static double queue(double x) {
        var queue = new PriorityQueue<Double>();
        for (int i = 0; i < 5; i++) queue.add(Math.cos(i * x));
        return queue.poll() * queue.poll();
    }

    public static double removed(double x) {
        var all = new ArrayList<>(List.of(x, x * x, 3.0));
        double y = all.remove(0);
        return y * all.get(0) * all.size();
    }

    public static double listIterator(double x) {
        var all = new ArrayList<>(List.of(x, x * x, 3.0));
        for (var i = all.listIterator(); i.hasNext();) i.set(i.next() * x);
        return sum(all);
    }

    public static double replaceAll(double x) {
        var all = new ArrayList<>(List.of(x, x * x, 3.0));
        all.replaceAll(y -> y * y + x);
        return sum(all);
    }

    public static double removeIf(double x) {
        var all = new ArrayList<>(List.of(x, x * x, 3.0));
        all.removeIf(y -> y > 2);
        return sum(all);
    }

    public static double addAll(double x) {
        var all = new ArrayList<>(List.of(x));
        all.addAll(List.of(x * x, 3.0));
        all.addAll(all.subList(0, 1));
        return sumByIterator(all);
    }

    public static double keySet(double x) {
        Map<String, Double> map = Map.of("a", x, "bb", x * x);
        double s = 0;
        for (String key : map.keySet()) s += map.get(key) * key.length();
        return s;
    }

    public static double integerSet(double x) {
        Set<Integer> seen = new HashSet<>();
        double s = 1;
        for (int i = 0; i < 10; i++) if (seen.add(i * i % 5)) s *= x;
        return s;
    }

    public static double breadthFirst(double x) {
        record Task(int depth, double value) {}
        var queue = new ArrayDeque<Task>();
        queue.add(new Task(0, x));
        double s = 0;
        while (!queue.isEmpty()) {
            Task task = queue.poll();
            s += task.value() * task.value();
            if (task.depth() < 2) {
                queue.add(new Task(task.depth() + 1, task.value() * 0.5));
                queue.add(new Task(task.depth() + 1, Math.sin(task.value())));
            }
        }
        return s;
    }

    public static double functions(double x) {
        var all = new ArrayList<DoubleUnaryOperator>();
        for (int i = 0; i < 3; i++) {
            double k = x * i;
            all.add(y -> Math.sin(y + k));
        }
        double s = x;
        for (var f : all) s = f.applyAsDouble(s);
        return s;
    }

    public static double ownIterator(double x) {
        Iterable<Double> powers = () -> new Iterator<>() {
            private double next = 1;

            @Override
            public boolean hasNext() {
                return next < 10;
            }

            @Override
            public Double next() {
                double now = next;
                next *= x * 1.7;
                return now;
            }
        };
        double s = 0;
        for (double e : powers) s += e;
        return s;
    }

    public static double listed(double[] x) {
        var all = new ArrayList<Double>();
        for (double e : x) all.add(e * e);
        return sumByIndex(all);
    }

    public static double unlisted(double[] x) {
        var all = new ArrayList<Double>();
        for (double e : x) all.add(0, e);
        double[] back = new double[all.size()];
        for (int i = 0; i < back.length; i++) back[i] = all.get(i);
        return ArrayReads.horner(back);
    }

    public static double toArray(double x) {
        Double[] all = List.of(x, x * x).toArray(new Double[0]);
        return all[0] * all[1];
    }
}
