package gradshell.kernel.display;

import java.awt.image.RenderedImage;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The text of a value: strings as they are, arrays and collections with their elements, whatever their depth, but not
 * pages of them; anything else as its {@code toString} has it.
 */
final class PlainText {
    private static final int ELEMENTS = 100;
    private static final int SHOWN_AT_END = 3;
    private static final int DEPTH = 8;
    private static final int CHARACTERS = 100_000;

    /** What JShell puts before the name of a cell's class, and before that of a lambda there. */
    private static final Pattern ANONYMOUS = Pattern
            .compile(
                    "\\bREPL\\.\\$JShell\\$\\w+\\$(?:\\$JShell\\$anonymous\\$\\$)?\\d+(?!\\w)|\\$JShell\\$anonymous\\$\\$\\d+");
    private static final Pattern OF_CELL = Pattern
            .compile("\\bREPL\\.\\$JShell\\$\\w+\\$(?:(?=[\\p{L}_])|\\$(?=Lambda/))");

    private final StringBuilder text = new StringBuilder();
    private final Consumer<? super Throwable> failures;

    private PlainText(Consumer<? super Throwable> failures) {
        this.failures = failures;
    }

    /** The text; of a value that throws, what it throws instead. */
    static String of(Object value) {
        return of(value, _ -> {});
    }

    /** The same, which tells {@code failures} what values throw. */
    static String of(Object value, Consumer<? super Throwable> failures) {
        var plain = new PlainText(failures);
        plain.append(value, 0);
        if (plain.text.length() <= CHARACTERS) return plain.text.toString();
        return plain.text.substring(0, CHARACTERS) + "... (" + (plain.text.length() - CHARACTERS) + " characters more)";
    }

    private void append(Object value, int depth) {
        if (depth > DEPTH || text.length() > CHARACTERS) {
            text.append("...");
            return;
        }
        int start = text.length();
        try {
            appendForm(value, depth);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            // the value is there all the same, and so are those beside it
            text.setLength(start);
            text.append("<toString of ").append(name(value.getClass())).append(" failed: ")
                    .append(nameless(safely(e))).append('>');
            failures.accept(e);
        }
    }

    private void appendForm(Object value, int depth) {
        switch (value) {
            case null -> text.append("null");
            case Object array when array.getClass().isArray() -> {
                int length = Array.getLength(array);
                elements('[', ']', length, IntStream.range(0, length).mapToObj(i -> Array.get(array, i)).iterator(),
                        depth);
            }
            case Collection<?> c when isOfJdk(c) -> elements('[', ']', c.size(), c.iterator(), depth);
            case Map<?, ?> m when isOfJdk(m) -> elements('{', '}', m.size(), m.entrySet().iterator(), depth);
            case Map.Entry<?, ?> e when isOfJdk(e) || depth > 0 -> {
                append(e.getKey(), depth + 1);
                text.append('=');
                append(e.getValue(), depth + 1);
            }
            case Record r when hasArray(r) -> components(r, depth);
            case RenderedImage image ->
                text.append("image of ").append(image.getWidth()).append(" x ").append(image.getHeight())
                        .append(" pixels");
            case BaseStream<?, ?> stream -> text.append(kind(stream)).append(", not run; toList() shows what it gives");
            case Throwable error -> text.append(safely(error));
            default -> text.append(nameless(String.valueOf((Object) value.toString())));
        }
    }

    private static String name(Class<?> type) {
        return nameless(type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName());
    }

    /** What JShell calls a class says nothing to a user. */
    private static String nameless(String text) {
        return OF_CELL.matcher(ANONYMOUS.matcher(text).replaceAll("anonymous")).replaceAll("");
    }

    /** A user's own collection may have a text of its own. */
    private static boolean isOfJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    private void elements(char open, char close, int size, Iterator<?> elements, int depth) {
        boolean all = size <= ELEMENTS;
        text.append(open);
        for (int i = 0; elements.hasNext(); i++) {
            Object element = elements.next();
            if (!all && i >= ELEMENTS - SHOWN_AT_END && i < size - SHOWN_AT_END) {
                if (i == ELEMENTS - SHOWN_AT_END) text.append(", ... (").append(size - ELEMENTS).append(" more) ...");
                continue;
            }
            if (i > 0) text.append(", ");
            append(element, depth + 1);
        }
        text.append(close);
    }

    /** Of a record's own text an array would only be a class name and a number. */
    private static boolean hasArray(Record r) {
        return Stream.of(r.getClass().getRecordComponents()).anyMatch(c -> c.getType().isArray());
    }

    private void components(Record r, int depth) {
        text.append(r.getClass().getSimpleName()).append('[');
        String between = "";
        for (RecordComponent component : r.getClass().getRecordComponents()) {
            text.append(between).append(component.getName()).append('=');
            between = ", ";
            append(component(r, component), depth + 1);
        }
        text.append(']');
    }

    /** A component's value, or what was thrown instead. */
    static Object component(Record r, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(r);
        } catch (InvocationTargetException e) {
            return "(" + safely(e.getCause()) + ")";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(" + safely(e) + ")";
        }
    }

    private static String kind(BaseStream<?, ?> stream) {
        return stream instanceof IntStream
                ? "IntStream"
                : stream instanceof LongStream
                        ? "LongStream"
                        : stream instanceof DoubleStream ? "DoubleStream" : "Stream";
    }

    /** What an error says of itself, or its name: its own text may fail. */
    static String safely(Throwable error) {
        try {
            return error.toString();
        } catch (RuntimeException | StackOverflowError | LinkageError _) {
            return error.getClass().getName();
        }
    }
}
