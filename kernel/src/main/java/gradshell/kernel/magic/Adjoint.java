package gradshell.kernel.magic;

import gradshell.kernel.shell.Cell;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Definition;
import gradshell.kernel.shell.Definition.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code %adjoint}. */
final class Adjoint implements Magic {
    private static final Map<String, String> BOXES = Map.of("double", "Double", "float", "Float", "int", "Integer",
            "long",
            "Long", "boolean", "Boolean", "char", "Character", "short", "Short", "byte", "Byte");

    @Override
    public List<String> forms() {
        return List.of("%adjoint METHOD", "%adjoint LAMBDA");
    }

    @Override
    public String summary() {
        return "Shows the code that computes the gradient of a method or a lambda.";
    }

    @Override
    public Argument argument() {
        return Argument.JAVA;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        String function = call.arguments();
        if (function.isEmpty()) throw call.wrongUse();
        var methods = call.java().definitions().stream()
                .filter(d -> d.kind() == Kind.METHOD && d.name().equals(function))
                .toList();
        if (methods.size() > 1)
            throw new MagicException("there are several methods " + function + "; name one as a lambda, such as "
                    + lambda(methods.getFirst()));
        String shown = methods.isEmpty() ? function : lambda(methods.getFirst());
        return call.java().run(new Cell("%adjoint", "showAdjoint(" + shown + ")"), call.io(), UnaryOperator.identity());
    }

    /** A lambda that calls the method, of the type of function that fits its parameters. */
    private static String lambda(Definition method) {
        var types = method.parameters();
        String names = IntStream.range(0, types.size()).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        String lambda = "(%s) -> %s(%s)".formatted(names, method.name(), names);
        if (types.stream().allMatch("double"::equals)) return lambda;
        String boxes = types.stream().map(type -> BOXES.getOrDefault(type, type)).collect(Collectors.joining(", "));
        return "(Fn%s<%s, ?>) %s".formatted(types.size() == 1 ? "" : types.size(), boxes, lambda);
    }
}
