package gradshell.kernel.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import gradshell.kernel.source.MappedText.Edits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds a call with arguments that are names of no variable, and offers the lambdas that each may stand for: {@code
 * gradient(f, 5)} becomes {@code gradient(x -> f(x), 5)} where a method {@code f} is meant.
 */
final class BareNames extends TreeScanner<Void, Void> {
    /** Lambdas of functions with so many parameters are offered, in this order. */
    private static final List<Integer> PARAMETERS = List.of(1, 2, 3, 0);
    private static final int MOST_OFFERS = 64;
    private static final Map<String, String> BOXES = Map.of("double", "Double", "float", "Float", "int", "Integer",
            "long", "Long", "boolean", "Boolean", "char", "Character", "short", "Short", "byte", "Byte");

    private final Wrapped in;
    private final List<String> parameterNames;
    private List<ExpressionTree> found = List.of();

    private BareNames(Wrapped in) {
        this.in = in;
        this.parameterNames = freshNames(in.text().text());
    }

    /** Versions of the text, each with a choice of lambdas for the names of the first call that has any. */
    static List<MappedText> plain(Wrapped source) {
        var names = new BareNames(source);
        names.scan(source.unit().tree(), null);
        return names.versions(names.found.stream().map(names::lambdas).toList());
    }

    /** The same with the types of functions that the methods of those names have, for where any object is taken. */
    static List<MappedText> typed(Wrapped source, Signatures signatures) {
        var names = new BareNames(source);
        names.scan(source.unit().tree(), null);
        return names.versions(names.found.stream().map(name -> names.typedLambdas(name, signatures)).toList());
    }

    /** Whether there is a call with names of no variable. */
    static boolean areIn(Wrapped source) {
        var names = new BareNames(source);
        names.scan(source.unit().tree(), null);
        return !names.found.isEmpty();
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        super.visitMethodInvocation(call, null);
        search(call.getArguments());
        return null;
    }

    @Override
    public Void visitNewClass(NewClassTree call, Void unused) {
        super.visitNewClass(call, null);
        search(call.getArguments());
        return null;
    }

    private void search(List<? extends ExpressionTree> arguments) {
        if (found.isEmpty())
            found = arguments.stream().filter(this::isNoVariable).map(ExpressionTree.class::cast).toList();
    }

    private boolean isNoVariable(ExpressionTree argument) {
        return argument instanceof IdentifierTree && in.holds(argument)
                && in.unit().errors().stream().anyMatch(error -> error.getCode().startsWith("compiler.err.cant.resolve")
                        && error.getStartPosition() - in.offset() == in.start(argument)
                        && error.getMessage(Locale.ROOT).contains("variable " + argument));
    }

    private List<String> lambdas(ExpressionTree name) {
        return PARAMETERS.stream().map(count -> lambda(name, count)).toList();
    }

    private List<String> typedLambdas(ExpressionTree name, Signatures signatures) {
        return signatures.of(name.toString())
                .stream()
                .filter(types -> !types.isEmpty() && types.size() <= parameterNames.size())
                .map(types -> "(Fn" + (types.size() == 1 ? "" : types.size()) + "<"
                        + String.join(", ", types.stream().map(type -> BOXES.getOrDefault(type, type)).toList())
                        + ", ?>) " + lambda(name, types.size()))
                .toList();
    }

    private String lambda(ExpressionTree name, int count) {
        String parameters = String.join(", ", parameterNames.subList(0, count));
        return (count == 1 ? parameters : "(" + parameters + ")") + " -> " + name + "(" + parameters + ")";
    }

    private List<MappedText> versions(List<List<String>> choices) {
        if (choices.isEmpty()) return List.of();
        var combined = List.of(List.<String>of());
        for (var forName : choices) {
            combined = combined.stream()
                    .flatMap(chosen -> forName.stream()
                            .map(one -> Stream.concat(chosen.stream(), Stream.of(one)).toList()))
                    .limit(MOST_OFFERS)
                    .toList();
        }
        var versions = new ArrayList<MappedText>();
        for (var chosen : combined) {
            var edits = new Edits();
            for (int i = 0; i < chosen.size(); i++)
                edits.replace(in.start(found.get(i)), in.end(found.get(i)), chosen.get(i));
            versions.add(edits.applyTo(in.text()));
        }
        return versions;
    }

    /** A lambda's parameters must not have the name of a local variable around it. */
    private static List<String> freshNames(String text) {
        return Stream.concat(Stream.of("x", "y", "z"), IntStream.iterate(1, i -> i + 1).mapToObj(i -> "x" + i))
                .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(text).find())
                .limit(PARAMETERS.stream().max(Integer::compare).orElseThrow())
                .toList();
    }
}
