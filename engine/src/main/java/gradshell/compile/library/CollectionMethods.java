package gradshell.compile.library;

import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Methods of collections, maps and iterators that call a function. Internal. */
public final class CollectionMethods {
    private CollectionMethods() {}

    public static <T> void forEach(Iterable<T> elements, Consumer<? super T> action) {
        Objects.requireNonNull(action);
        for (T t : elements) action.accept(t);
    }

    public static <T> void forEachRemaining(Iterator<T> elements, Consumer<? super T> action) {
        Objects.requireNonNull(action);
        while (elements.hasNext()) action.accept(elements.next());
    }

    public static <T> boolean removeIf(Collection<T> elements, Predicate<? super T> test) {
        var marked = new BitSet();
        int at = 0;
        for (T t : elements) marked.set(at++, test.test(t));
        return Plain.removeMarked(elements, marked);
    }

    public static <T> Object[] toArray(Collection<T> elements, IntFunction<?> array) {
        return elements.toArray((Object[]) array.apply(0));
    }

    public static <T> void replaceAll(List<T> elements, UnaryOperator<T> f) {
        Objects.requireNonNull(f);
        ListIterator<T> at = elements.listIterator();
        while (at.hasNext()) at.set(f.apply(at.next()));
    }

    public static <K, V> void forEach(Map<K, V> map, BiConsumer<? super K, ? super V> action) {
        Objects.requireNonNull(action);
        for (Map.Entry<K, V> e : map.entrySet()) action.accept(e.getKey(), e.getValue());
    }

    public static <K, V> void replaceAll(Map<K, V> map, BiFunction<? super K, ? super V, ? extends V> f) {
        Objects.requireNonNull(f);
        for (Map.Entry<K, V> e : map.entrySet()) e.setValue(f.apply(e.getKey(), e.getValue()));
    }

    public static <K, V> V computeIfAbsent(Map<K, V> map, K key, Function<? super K, ? extends V> f) {
        Objects.requireNonNull(f);
        V known = map.get(key);
        if (known != null) return known;
        V made = f.apply(key);
        if (made != null) map.put(key, made);
        return made;
    }

    public static <K, V> V computeIfPresent(Map<K, V> map, K key,
            BiFunction<? super K, ? super V, ? extends V> f) {
        Objects.requireNonNull(f);
        V known = map.get(key);
        return known == null ? null : put(map, key, f.apply(key, known));
    }

    public static <K, V> V compute(Map<K, V> map, K key, BiFunction<? super K, ? super V, ? extends V> f) {
        Objects.requireNonNull(f);
        return put(map, key, f.apply(key, map.get(key)));
    }

    public static <K, V> V merge(Map<K, V> map, K key, V value, BiFunction<? super V, ? super V, ? extends V> f) {
        Objects.requireNonNull(value);
        Objects.requireNonNull(f);
        V known = map.get(key);
        return put(map, key, known == null ? value : f.apply(known, value));
    }

    private static <K, V> V put(Map<K, V> map, K key, V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
        return value;
    }
}
