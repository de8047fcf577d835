package gradshell.kernel.shell;

import gradshell.kernel.display.Displays;
import gradshell.kernel.display.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;

/** Signature and documentation of what stands at the cursor; of a variable its type and a short look at its value. */
final class Inspector {
    private static final int LOOK_CHARACTERS = 1000;

    private final Session session;

    Inspector(Session session) {
        this.session = session;
    }

    Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        int end = Math.clamp(cursor, 0, code.length());
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) start--;
        String name = code.substring(start, end);
        boolean member = start > 0 && code.charAt(start - 1) == '.';
        if (!member) {
            var variable = session.shell.variables().filter(v -> v.name().equals(name)).findFirst();
            if (variable.isPresent()) return Optional.of(look(variable.get()));
        }
        var documented = session.analysis.documentation(code, end, true);
        if (documented.isEmpty() && !name.isEmpty()) {
            documented = session.analysis.documentation(code.substring(0, end) + "(", end + 1, true);
        }
        return documented.isEmpty() ? Optional.empty() : Optional.of(bundle(documented, detailed));
    }

    private MimeBundle look(VarSnippet variable) {
        String title = variable.typeName() + " " + variable.name();
        var value = forms(session.compiler.value(variable));
        String text = (String) value.data().get("text/plain");
        if (text.length() > LOOK_CHARACTERS) text = text.substring(0, LOOK_CHARACTERS) + "...";
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("text/plain", title + " = " + text);
        Object html = value.data().getOrDefault("text/html", "<pre>" + Javadoc.escape(text) + "</pre>");
        data.put("text/html", "<p><code>" + Javadoc.escape(title) + "</code></p>" + html);
        return new MimeBundle(data, Map.of());
    }

    /** A value that can't be shown is no reason to say nothing of its variable. */
    private static MimeBundle forms(Object value) {
        try {
            return Displays.bundle(value);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return MimeBundle.plain("(its toString() failed: " + e.getClass().getName() + ")");
        }
    }

    private static MimeBundle bundle(List<Documentation> documented, boolean detailed) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("text/plain", documented.stream().map(d -> plain(d, detailed)).distinct()
                .collect(Collectors.joining("\n\n")));
        data.put("text/html", documented.stream().map(d -> html(d, detailed)).distinct()
                .collect(Collectors.joining("<hr>")));
        return new MimeBundle(data, Map.of());
    }

    private static String plain(Documentation d, boolean detailed) {
        return d.javadoc() == null ? d.signature() : d.signature() + "\n" + Javadoc.plain(d.javadoc(), detailed);
    }

    private static String html(Documentation d, boolean detailed) {
        String signature = "<p><code>" + Javadoc.escape(d.signature()) + "</code></p>";
        return d.javadoc() == null ? signature : signature + Javadoc.html(d.javadoc(), detailed);
    }
}
