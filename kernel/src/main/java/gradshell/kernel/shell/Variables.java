package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/**
 * The variables that {@link Direct} has compiled. JShell learns of one when it compiles something that names it: then
 * it imports the field, as it would import that of a library.
 */
final class Variables {
    private record Imported(Variable variable, Snippet snippet) {}

    private final Map<String, Variable> byName = new LinkedHashMap<>();
    private final Map<String, Imported> imported = new HashMap<>();
    private final Map<DeclarationSnippet, Set<String>> names = new WeakHashMap<>();

    /** All that there are, in the order of their declarations. */
    Collection<Variable> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** The variable of that name; null if there is none. */
    Variable get(String name) {
        return byName.get(name);
    }

    /** Declares a variable; returns the one whose name it takes, or null. */
    Variable put(Variable variable) {
        return byName.put(variable.name(), variable);
    }

    /** Makes the name stand for what it stood for before; null for nothing. */
    void restore(String name, Variable before) {
        if (before == null) byName.remove(name);
        else
            byName.put(name, before);
    }

    /** The classes that JShell imports variables from. */
    Stream<String> importedClasses() {
        return imported.values().stream().map(i -> i.variable().className());
    }

    /** The declaration with which the variable is seen. */
    static String importOf(Variable variable) {
        return "import static " + variable.className() + "." + variable.name() + ";";
    }

    static boolean isImport(String declaration) {
        return declaration.startsWith("import static " + Direct.CLASS);
    }

    /** Lets JShell see the variables of these names as they are now; returns what that did to others. */
    List<SnippetEvent> tell(JShell shell, Collection<String> names) {
        var events = new ArrayList<SnippetEvent>();
        for (String name : names) {
            Variable now = byName.get(name);
            Imported before = imported.get(name);
            if (before == null ? now == null : before.variable().equals(now)) continue;
            // an import that takes another's place changes nothing for what was compiled with that
            if (before != null) events.addAll(shell.drop(imported.remove(name).snippet()));
            if (now == null) continue;
            // first: JShell asks for the class while it imports
            imported.put(name, new Imported(now, null));
            var told = shell.eval(importOf(now));
            imported.put(name, new Imported(now, told.getFirst().snippet()));
            events.addAll(told);
        }
        return events.stream().filter(event -> event.causeSnippet() != null).toList();
    }

    /** Whether JShell has imported the variable of that name, or has compiled something that seems to name it. */
    boolean concerns(JShell shell, String name) {
        return imported.containsKey(name)
                || Stream.of(shell.methods(), shell.types(), shell.variables()).flatMap(all -> all)
                        .anyMatch(snippet -> names.computeIfAbsent(snippet, s -> JavaText.variables(s.source()))
                                .contains(name));
    }
}
