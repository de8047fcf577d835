package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/**
 * The values that cells have shown: the last is {@code ans}, the last {@value #KEPT} are {@code Out[n]}. Each gets a
 * variable of its own type, but only when a cell mentions it, so that it costs nothing otherwise. {@code Out[7]} is known
 * to JShell as {@code Out_7_}, which is as long, so that every position stays.
 */
final class Results {
    private static final int KEPT = 30;
    private static final String LAST = "ans";
    private static final Pattern MENTION = Pattern.compile("(?<![\\w$.])(?:" + LAST + "(?![\\w$])|Out\\[(\\d{1,9})])");
    private static final Pattern KNOWN_AS = Pattern.compile("(?<![\\w$])Out_(\\d{1,9})_(?![\\w$])");

    private static final Pattern SEVERAL = Pattern.compile("[\\w.]+(?:&[\\w.]+)+");

    private record Result(String type, Object value) {}

    private final JShell shell;
    private final CellControl control;
    private final SourceMap sources;
    private final Variables variables;
    private final Runnable preload;
    private final SequencedMap<Integer, Result> kept = new LinkedHashMap<>();
    private final Map<String, VarSnippet> declared = new HashMap<>();
    private Result last;

    Results(JShell shell, CellControl control, SourceMap sources, Variables variables, Runnable preload) {
        this.preload = preload;
        this.variables = variables;
        this.shell = shell;
        this.control = control;
        this.sources = sources;
    }

    /** Adds what the cell {@code number} has shown; the oldest falls out. */
    void keep(int number, String type, Object value) {
        last = new Result(type, value);
        kept.putLast(number, last);
        if (kept.size() > KEPT) forget("Out_" + kept.pollFirstEntry().getKey() + "_");
        // what a method of an earlier cell reads must not be older than what the user sees
        VarSnippet ans = declared.get(LAST);
        if (ans != null && !(ans.typeName().equals(type) && set(ans, value))) forget(LAST);
    }

    private void forget(String name) {
        VarSnippet variable = declared.remove(name);
        if (variable == null || !shell.status(variable).isActive()) return;
        control.clear(className(variable), name);
        if (!name.equals(LAST)) shell.drop(variable);
    }

    /** The code as JShell takes it, every result that it mentions a variable. */
    String prepare(String code) {
        if (!code.contains(LAST) && !code.contains("Out[")) return code;
        var known = new StringBuilder(code);
        for (Matcher mention : mentions(code)) {
            String number = mention.group(1);
            var result = number == null ? last : kept.get(Integer.parseInt(number));
            if (result == null || isUsers(number == null ? LAST : "Out")) continue;
            String name = number == null ? LAST : "Out_" + number + "_";
            declare(name, result);
            known.replace(mention.start(), mention.end(), name);
        }
        return known.toString();
    }

    /** What a cell says of results that are not there. */
    List<CompileError> missing(Cell cell) {
        var errors = new ArrayList<CompileError>();
        if (!cell.code().contains("Out[") || isUsers("Out")) return errors;
        for (Matcher mention : mentions(cell.code())) {
            if (mention.group(1) == null || kept.containsKey(Integer.parseInt(mention.group(1)))) continue;
            errors.add(new CompileError(cell, mention.start(), mention.end(), mention.group()
                    + " is not there: that cell has shown no value, or it was not one of the last " + KEPT));
        }
        return errors;
    }

    /** Whether the variable is a result's: it gets its value whenever a cell mentions it. */
    boolean owns(VarSnippet variable) {
        return declared.containsValue(variable);
    }

    /** The text with results as the user knows them. */
    static String readable(String text) {
        return KNOWN_AS.matcher(text).replaceAll("Out[$1]");
    }

    static boolean isResult(String name) {
        return KNOWN_AS.matcher(name).matches();
    }

    /** Where the code mentions results, literals and comments apart. */
    private static List<Matcher> mentions(String code) {
        var found = new ArrayList<Matcher>();
        for (int i = 0; i < code.length();) {
            int end = JavaText.skip(code, i);
            var mention = MENTION.matcher(code).region(i, code.length()).useTransparentBounds(true);
            if (end == i && mention.lookingAt()) {
                found.add(mention);
                end = mention.end();
            }
            i = Math.max(end, i + 1);
        }
        return found;
    }

    private boolean isUsers(String name) {
        return variables.get(name) != null
                || shell.variables().anyMatch(v -> v.name().equals(name) && sources.origin(v).isPresent());
    }

    private void declare(String name, Result result) {
        VarSnippet before = declared.get(name);
        boolean fits = before != null && shell.status(before) == Status.VALID
                && before.typeName().equals(result.type());
        if (fits && set(before, result.value())) return;
        preload.run();
        // the type may have no name, or be another class by now
        for (String type : sayable(result.type())) {
            var event = shell.eval(type + " " + name + ";").getFirst();
            // the declaration has nothing to run
            control.takeCalls();
            if (event.status() == Status.VALID && event.snippet() instanceof VarSnippet made
                    && set(made, result.value())) {
                declared.put(name, made);
                return;
            }
            shell.drop(event.snippet());
        }
    }

    /**
     * Types that a value of this type has, the nearest first: Java's own name for what several types have in common, such
     * as {@code List<Record&Shape>}, can't be written.
     */
    private static List<String> sayable(String type) {
        var types = new LinkedHashSet<String>();
        types.add(type);
        for (var both = SEVERAL.matcher(type); both.find();) {
            for (String one : Arrays.asList(both.group().split("&", -1)).reversed())
                types.add(type.replace(both.group(), type.equals(both.group()) ? one : "? extends " + one));
        }
        types.add(type.replaceFirst("<.*", ""));
        types.add("Object");
        return List.copyOf(types);
    }

    private boolean set(VarSnippet variable, Object value) {
        return control.set(className(variable), variable.name(), value);
    }

    private String className(VarSnippet variable) {
        return shell.sourceCodeAnalysis().wrapper(variable).fullClassName();
    }
}
