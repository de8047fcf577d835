package gradshell.kernel.shell;

import gradshell.kernel.code.TypeIndex;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** What to write instead of what Java refuses, where the compiler itself doesn't say. */
final class Hints {
    private static final Pattern OPERATOR = Pattern.compile("(?:binary|unary) operator '([^']+)'");
    private static final Pattern VARIABLE = Pattern.compile("symbol: +variable (\\w+)");
    private static final Pattern TYPE = Pattern.compile("\\b(?:variable|class) (\\p{Lu}\\w*)");
    private static final int SHOWN = 3;
    private static final Map<String, String> OF_TENSORS = Map.ofEntries(Map.entry(">", "x.gt(0)"),
            Map.entry(">=", "x.ge(0)"), Map.entry("<", "x.lt(0)"), Map.entry("<=", "x.le(0)"),
            Map.entry("==", "x.eq(0)"), Map.entry("^", "x.pow(2)"), Map.entry("++", "x += 1"),
            Map.entry("--", "x -= 1"));

    private static final String PREVIEW = "\nto switch preview features on, start Gradshell with JDK_JAVA_OPTIONS=--enable-preview"
            + " in its environment, or install its kernel by: gradshell install --preview";

    private static final String SPACE = "(?s)(?:\\s|//[^\\n]*+|/\\*.*?\\*/)*+";
    private static final Pattern PACKAGE = Pattern.compile(SPACE + "(package)\\s+[\\w.]+\\s*;.*");
    private static final Pattern STATIC = Pattern.compile(SPACE + "(static)\\s*\\{.*");

    private final CallableMethods methods;
    private final Supplier<TypeIndex> types;

    Hints(CallableMethods methods, Supplier<TypeIndex> types) {
        this.methods = methods;
        this.types = types;
    }

    /** A line with its break before it; empty if there is nothing to say. */
    String of(Diag error) {
        String code = error.getCode();
        String message = error.getMessage(Locale.ROOT);
        if (code.startsWith("compiler.err.cant.resolve")) return ofMethod(message) + ofType(message);
        if (code.contains("preview")) return PREVIEW;
        if (!message.contains("gradshell.Tensor")) return "";
        if (code.startsWith("compiler.err.incomparable.types")) return ofTensor("==");
        var operator = OPERATOR.matcher(message);
        return code.startsWith("compiler.err.operator.cant.be.applied") && operator.find()
                ? ofTensor(operator.group(1))
                : "";
    }

    /** What to do instead of something that stands in files, not in cells; empty for anything else. */
    static Optional<CompileError> ofFile(Piece piece) {
        return at(PACKAGE, piece, "cells are in no package of their own\nleave the line out: what a cell defines, the"
                + " next cells use without an import; %%writefile writes a file that has a package")
                .or(() -> at(STATIC, piece, "a cell is no class that would be initialised\nleave static out: statements"
                        + " of a cell, and a block of them, run as they stand"));
    }

    private static Optional<CompileError> at(Pattern pattern, Piece piece, String message) {
        var found = pattern.matcher(piece.source());
        return found.matches()
                ? Optional.of(
                        new CompileError(piece.cell(), piece.start(found.start(1)), piece.end(found.end(1)), message))
                : Optional.empty();
    }

    private static String ofTensor(String operator) {
        String instead = OF_TENSORS.get(operator);
        return instead == null ? "" : "\nof a tensor write " + instead;
    }

    /** The imports that would make a symbol known, such as {@code class LocalDate}. */
    String ofType(String symbol) {
        var type = TYPE.matcher(symbol);
        if (!type.find()) return "";
        String name = type.group(1);
        var imports = types.get().types(name)
                .filter(whole -> whole.endsWith("." + name))
                .limit(SHOWN)
                .map(whole -> "import " + whole + ";")
                .toList();
        return imports.isEmpty() ? "" : "\nperhaps it needs " + String.join(" or ", imports);
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
