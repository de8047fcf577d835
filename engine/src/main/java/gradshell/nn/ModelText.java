package gradshell.nn;

import static gradshell.Gradshell.params;
import static gradshell.Gradshell.stopGradient;

import gradshell.DataType;
import gradshell.Layer;
import gradshell.NamedLayer;
import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/** Internal: a model as the code that makes it, with the number of parameters beside each layer and the total below. */
public final class ModelText {
    private static final String UNNAMED = "x -> …";

    private record Line(String code, String comment) {}

    private ModelText() {}

    /** In one line, or in lines if layers are inside of it. */
    public static String of(Layer model) {
        if (inner(model).isEmpty()) return code(model) + spaced(comment(model));
        List<Line> lines = new ArrayList<>();
        add(model, "", "", lines);
        int width = lines.stream().filter(line -> !line.comment.isEmpty()).mapToInt(line -> line.code.length()).max()
                .orElse(0);
        String body = lines.stream()
                .map(line -> line.code
                        + (line.comment.isEmpty() ? "" : " ".repeat(width - line.code.length()) + spaced(line.comment)))
                .collect(Collectors.joining("\n"));
        return body + spaced(total(params(model)));
    }

    /** An activation as a further argument; empty for the identity. */
    public static String more(Layer activation) {
        return activation == Activations.identity ? "" : ", " + code(activation);
    }

    /** A call with the layers as its last arguments: {@code head} is all that stands before them. */
    public static String code(String head, List<? extends Layer> layers) {
        return layers.stream().map(ModelText::code).collect(Collectors.joining(", ", head, ")"));
    }

    /** The call that makes the layer, in one line. */
    public static String code(Layer layer) {
        return switch (layer) {
            case Coded coded -> coded.code();
            case NamedLayer named -> "named(\"" + named.name() + "\", " + code(named.layer()) + ")";
            default -> other(layer);
        };
    }

    private static List<Layer> inner(Layer layer) {
        return switch (layer) {
            case Coded coded -> coded.inner();
            case NamedLayer named -> inner(named.layer());
            default -> List.of();
        };
    }

    /** A chain in as many lines as it has layers; its last line has no comment, because the total stands there. */
    private static void add(Layer layer, String indent, String end, List<Line> lines) {
        if (layer instanceof NamedLayer named && !inner(named).isEmpty()) {
            int first = lines.size();
            add(named.layer(), indent, ")" + end, lines);
            lines.set(first, new Line(indent + "named(\"" + named.name() + "\", "
                    + lines.get(first).code.substring(indent.length()), lines.get(first).comment));
            return;
        }
        List<Layer> inner = inner(layer);
        if (inner.isEmpty()) {
            lines.add(new Line(indent + code(layer) + end, comment(layer)));
            return;
        }
        String code = code(layer);
        lines.add(new Line(indent + code.substring(0, code.indexOf('(') + 1), ""));
        for (int i = 0; i < inner.size(); i++)
            add(inner.get(i), indent + "  ", i < inner.size() - 1 ? "," : "", lines);
        lines.add(new Line(indent + ")" + end, ""));
    }

    /** A layer of the user's: its own text if it has one, else its name and its parameters' shapes. */
    private static String other(Layer layer) {
        Class<?> type = layer.getClass();
        if (type.isHidden() || type.isSynthetic()) return lambda(layer);
        if (!type.isRecord() && writesItself(type)) return layer.toString();
        Params ps = params(layer);
        String name = type.getSimpleName().isEmpty() ? "layer" : type.getSimpleName();
        return ps.names().stream().map(p -> p + " " + Shapes.text(ps.get(p).shape()))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** A method reference by its name, which the lambda's serial form holds; a lambda has none. */
    static String lambda(Object function) {
        try {
            Method serialForm = function.getClass().getDeclaredMethod("writeReplace");
            serialForm.setAccessible(true);
            if (serialForm.invoke(function) instanceof SerializedLambda form
                    && !form.getImplMethodName().startsWith("lambda$"))
                return form.getImplClass().replaceAll(".*[/$]", "") + "::" + form.getImplMethodName();
        } catch (ReflectiveOperationException | InaccessibleObjectException unreadable) {
            return UNNAMED;
        }
        return UNNAMED;
    }

    private static boolean writesItself(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError("every class has toString", impossible);
        }
    }

    private static String comment(Layer layer) {
        Params ps = params(layer);
        return ps.size() == 0 ? "" : "# " + number(ps.count()) + " parameters" + warning(ps);
    }

    private static String total(Params ps) {
        return ps.size() == 0
                ? ""
                : "# Total: " + number(ps.size()) + " arrays, " + number(ps.count()) + " parameters, " + memory(ps)
                        + warning(ps) + ".";
    }

    private static String warning(Params ps) {
        String remark = remark(ps);
        return remark.isEmpty() ? "" : " (" + remark + ")";
    }

    /** What is wrong with the values of all these parameters; empty if nothing is. */
    public static String remark(Params ps) {
        if (any(ps, Double::isNaN)) return "some NaN";
        if (any(ps, Double::isInfinite)) return "some Inf";
        return any(ps, value -> value != 0) ? "" : "all zero";
    }

    private static boolean any(Params ps, DoublePredicate is) {
        for (Tensor p : ps) for (double value : stopGradient(p).toDoubleArray()) if (is.test(value)) return true;
        return false;
    }

    private static String spaced(String comment) {
        return comment.isEmpty() ? "" : "  " + comment;
    }

    /** Digits in groups of three, as Java writes them: {@code 1_234}. */
    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', '_');
    }

    /** The memory that the parameters take, in the unit that fits. */
    public static String memory(Params ps) {
        long bytes = 0;
        for (Tensor p : ps) bytes += p.size() * (p.dataType() == DataType.DOUBLE ? Double.BYTES : Float.BYTES);
        if (bytes < 1024) return bytes + " bytes";
        if (bytes < 1024 * 1024) return String.format(Locale.ROOT, "%.3f KiB", bytes / 1024.0);
        return String.format(Locale.ROOT, "%.3f MiB", bytes / (1024.0 * 1024));
    }
}
