package gradshell.kernel.shell;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** What to write instead of what Java refuses, where the compiler itself doesn't say. */
final class Hints {
    private static final Pattern OPERATOR = Pattern.compile("(?:binary|unary) operator '([^']+)'");
    private static final Pattern VARIABLE = Pattern.compile("symbol: +variable (\\w+)");
    private static final Map<String, String> OF_TENSORS = Map.ofEntries(Map.entry(">", "x.gt(0)"),
            Map.entry(">=", "x.ge(0)"), Map.entry("<", "x.lt(0)"), Map.entry("<=", "x.le(0)"),
            Map.entry("==", "x.eq(0)"), Map.entry("^", "x.pow(2)"), Map.entry("++", "x += 1"),
            Map.entry("--", "x -= 1"));

    private final CallableMethods methods;

    Hints(CallableMethods methods) {
        this.methods = methods;
    }

    /** A line with its break before it; empty if there is nothing to say. */
    String of(Diag error) {
        String code = error.getCode();
        String message = error.getMessage(Locale.ROOT);
        if (code.startsWith("compiler.err.cant.resolve")) return ofMethod(message);
        if (!message.contains("gradshell.Tensor")) return "";
        if (code.startsWith("compiler.err.incomparable.types")) return ofTensor("==");
        var operator = OPERATOR.matcher(message);
        return code.startsWith("compiler.err.operator.cant.be.applied") && operator.find()
                ? ofTensor(operator.group(1))
                : "";
    }

    private static String ofTensor(String operator) {
        String instead = OF_TENSORS.get(operator);
        return instead == null ? "" : "\nof a tensor write " + instead;
    }

    /** The methods that a name may mean which is no variable's. */
    private String ofMethod(String message) {
        var variable = VARIABLE.matcher(message);
        if (!variable.find()) return "";
        String name = variable.group(1);
        var known = methods.named(name);
        return known.isEmpty()
                ? ""
                : "\n" + name + " is a method: " + String.join(", ", known)
                        + "; pass a lambda such as x -> " + name + "(x), or call it";
    }
}
