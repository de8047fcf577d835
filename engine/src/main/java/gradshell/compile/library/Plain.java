package gradshell.compile.library;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the substitutes leave to the JDK: these methods look or move references, and are never differentiated. Internal. */
@SuppressWarnings("ReturnValueIgnored") // what is called is called for its errors
public final class Plain {
    private Plain() {}

    /** Throws what {@link Arrays#fill(double[], int, int, double)} and {@code sort} throw for a range outside the array. */
    static void checkFill(int length, int from, int to) {
        if (from < 0 || to > length || from > to) Arrays.fill(new byte[length], from, to, (byte) 0);
    }

    /** Refuses a state of {@code checkpointed} of which forward mode has no copy with the same tangents. */
    public static void checkState(Object state) {
        switch (state) {
            case double[] _,float[] _ -> {
            }
            case Object[] rows -> {
                Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
                for (Object row : rows) {
                    if (row != null && row.getClass().isArray() && !seen.add(row)) throw notCopied("one array twice");
                    checkState(row);
                }
            }
            case List<?> list -> list.forEach(Plain::checkFlat);
            case null, default -> checkFlat(state);
        }
    }

    private static void checkFlat(Object part) {
        switch (part) {
            case Object array when array.getClass().isArray() -> throw notCopied("arrays in a list or a record");
            case Collection<?> _,Map<?, ?> _ -> throw notCopied("maps, or collections in a list or a record");
            case Record record -> {
                for (RecordComponent c : record.getClass().getRecordComponents()) checkFlat(value(record, c));
            }
            case null, default -> {
            }
        }
    }

    private static Object value(Record record, RecordComponent c) {
        try {
            c.getAccessor().setAccessible(true);
            return c.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static UnsupportedOperationException notCopied(String what) {
        return new UnsupportedOperationException(
                "checkpointed: in forward mode and in second derivatives a state can't have "
                        + what + "; write a loop, which needs no checkpoints there");
    }

    /** The same for {@code copyOfRange}. */
    static void checkCopy(double[] a, int from, int to) {
        if (from < 0 || from > a.length || from > to) Arrays.copyOfRange(a, from, to);
    }

    /** The same for float. */
    static void checkCopy(float[] a, int from, int to) {
        if (from < 0 || from > a.length || from > to) Arrays.copyOfRange(a, from, to);
    }

    /** The same for {@code stream}. */
    static void checkStream(int length, int from, int to) {
        if (from < 0 || to > length || from > to) Arrays.stream(new int[length], from, to);
    }

    /** Where the elements of the range come from when it is sorted as {@code Arrays.sort} does. */
    static int[] order(double[] a, int from, int to) {
        return IntStream.range(from, to).boxed().sorted(Comparator.comparingDouble(i -> a[i])).mapToInt(i -> i)
                .toArray();
    }

    /** The same for float. */
    static int[] order(float[] a, int from, int to) {
        return IntStream.range(from, to).boxed().sorted((i, j) -> Float.compare(a[i], a[j])).mapToInt(i -> i)
                .toArray();
    }

    /** Copies references and integers, and throws what there is to throw. */
    static void arraycopy(Object from, int start, Object to, int at, int count) {
        System.arraycopy(from, start, to, at, count);
    }

    /** Removes the elements that are marked, by their place in the order of iteration. */
    static boolean removeMarked(Collection<?> from, BitSet marked) {
        return from.removeIf(new Predicate<Object>() {
            private int at;

            @Override
            public boolean test(Object element) {
                return marked.get(at++);
            }
        });
    }

    /** The value of a number of another class than {@code Double} and {@code Float}. */
    static double doubleValue(Number number) {
        return number.doubleValue();
    }

    /** A stream of the JDK as one of ours. */
    static Doubles adopt(DoubleStream stream) {
        Spliterator.OfDouble elements = stream.spliterator();
        return new Doubles(Spliterators.iterator(elements), elements.getExactSizeIfKnown());
    }

    /** The same for objects. */
    static <T> Elements<T> adopt(Stream<T> stream) {
        Spliterator<T> elements = stream.spliterator();
        return new Elements<>(Spliterators.iterator(elements), elements.getExactSizeIfKnown());
    }

    /** How many elements there are of the first {@code n}; -1 if that isn't known. */
    static long limited(long size, long n) {
        return size < 0 ? -1 : Math.min(size, n);
    }

    /** How many elements there are after the first {@code n}. */
    static long skipped(long size, long n) {
        return size < 0 ? -1 : Math.max(0, size - n);
    }

    /** How many elements there are in both. */
    static long added(long a, long b) {
        return a < 0 || b < 0 ? -1 : a + b;
    }

    /** What a stream throws that isn't supported in differentiated code. */
    static UnsupportedOperationException unsupported(String method, String remedy) {
        return new UnsupportedOperationException(
                "Can't differentiate " + method + ": it isn't supported in differentiated code. " + remedy + ".");
    }
}
