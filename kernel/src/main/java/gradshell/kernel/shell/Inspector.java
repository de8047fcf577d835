package gradshell.kernel.shell;

import gradshell.show.Html;
import gradshell.Tensor;
import gradshell.kernel.code.Analysis;
import gradshell.kernel.code.Calls;
import gradshell.kernel.code.Calls.Callee;
import gradshell.kernel.code.Named;
import gradshell.kernel.code.Signatures;
import gradshell.kernel.display.Displays;
import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.docs.Documentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.lang.model.element.Element;

/** Signature and documentation of what stands at the cursor; of a variable its type and a short look at its value. */
final class Inspector {
    private static final int LOOK_CHARACTERS = 1000;
    private static final int OVERLOADS = 12;
    private static final int PATIENCE_MILLIS = 1000;

    private final CodeContext context;
    private final Function<String, Object> values;

    /** {@code values} knows what the variables of cells hold. */
    Inspector(CodeContext context, Function<String, Object> values) {
        this.context = context;
        this.values = values;
    }

    /** {@code detailed} shows the source, too, where there is one. */
    Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        int end = Math.clamp(cursor, 0, code.length());
        int start = end;
        if (Place.of(code, end).isEmpty()) {
            while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
            while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) start--;
        }
        String name = code.substring(start, end);
        var found = inspect(CellUnit.of(context.imports(), code, start, false), name, start, end, detailed);
        if (found.isPresent()) return found;
        // what is wrong above may hide it: the cursor's line alone
        int line = code.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        if (line == 0 || line > start) return Optional.empty();
        int lineEnd = code.indexOf('\n', end) < 0 ? code.length() : code.indexOf('\n', end);
        return inspect(CellUnit.of(context.imports(), code.substring(line, lineEnd), start - line, false), name,
                start - line, end - line, detailed);
    }

    private Optional<MimeBundle> inspect(CellUnit unit, String name, int start, int end, boolean detailed) {
        var analysis = Analysis.of(unit.text(), context.files(), context.options());
        if (!name.isEmpty() && Character.isJavaIdentifierStart(name.charAt(0))) {
            var named = Named.at(analysis, name, unit.toUnit(start));
            if (!named.callees().isEmpty()) return Optional.of(methods(analysis, named.callees(), detailed));
            if (named.element().isPresent()) return Optional.of(declaration(analysis, named.element().get(), detailed));
        }
        return Calls.around(analysis, unit.toUnit(end)).map(Calls::callees).filter(c -> !c.isEmpty())
                .map(callees -> methods(analysis, callees, detailed));
    }

    private MimeBundle declaration(Analysis analysis, Element element, boolean detailed) {
        var documented = context.docs().of(analysis, element);
        if (!isOfCells(element)) return bundle(Signatures.of(element, List.of()), List.of(), documented, detailed);
        var look = look(Signatures.of(element, List.of()),
                values.apply(element.getSimpleName().toString()));
        return documented.html().isEmpty() && !detailed ? look : with(look, documented, detailed);
    }

    private static boolean isOfCells(Element element) {
        return element.getKind().isField() && Signatures.isWrapper(element.getEnclosingElement());
    }

    private MimeBundle methods(Analysis analysis, List<Callee> callees, boolean detailed) {
        var first = callees.getFirst().method();
        var documented = context.docs().of(analysis, first);
        var names = context.docs().names(analysis);
        var signatures = new ArrayList<>(callees.stream().limit(OVERLOADS)
                .map(c -> Signatures.method(c.method(), c.as(), names.of(c.method()))).distinct().toList());
        if (callees.size() > OVERLOADS) signatures.add("... and " + (callees.size() - OVERLOADS) + " more");
        return bundle(signatures.getFirst(), signatures.subList(1, signatures.size()), documented, detailed);
    }

    private static MimeBundle bundle(String signature, List<String> others, Documentation documented,
            boolean detailed) {
        var plain = new StringBuilder(signature);
        var html = new StringBuilder("<pre><code><b>").append(Html.escape(signature)).append("</b></code></pre>");
        if (!documented.html().isEmpty()) {
            plain.append("\n\n").append(documented.plain());
            html.append("<div>").append(documented.html()).append("</div>");
        }
        if (!others.isEmpty()) {
            plain.append("\n\nOverloads:\n    ").append(String.join("\n    ", others));
            html.append("<p>Overloads:</p><pre><code>").append(Html.escape(String.join("\n", others)))
                    .append("</code></pre>");
        }
        return with(MimeBundle.plain(plain.toString()), html.toString(), detailed ? documented.code() : "");
    }

    private static MimeBundle with(MimeBundle look, Documentation documented, boolean detailed) {
        String plain = look.data().get("text/plain")
                + (documented.html().isEmpty() ? "" : "\n\n" + documented.plain());
        return with(MimeBundle.plain(plain), look.data().get("text/html") + documented.html(),
                detailed ? documented.code() : "");
    }

    private static MimeBundle with(MimeBundle plain, String html, String code) {
        Map<String, Object> data = new LinkedHashMap<>();
        String text = (String) plain.data().get("text/plain");
        data.put("text/plain", code.isEmpty() ? text : text + "\n\nSource:\n" + code);
        data.put("text/html", code.isEmpty()
                ? html
                : html + "<p>Source:</p><pre><code>" + Html.escape(code) + "</code></pre>");
        return new MimeBundle(data, Map.of());
    }

    private static MimeBundle look(String signature, Object held) {
        String title = Results.readable(signature);
        if (held instanceof Tensor tensor)
            title += ", shape " + Arrays.toString(tensor.shape()).replace('[', '(').replace(']', ')');
        var value = forms(held);
        String text = (String) value.data().get("text/plain");
        if (text.length() > LOOK_CHARACTERS) text = text.substring(0, LOOK_CHARACTERS) + "...";
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("text/plain", title + " = " + text);
        Object html = value.data().getOrDefault("text/html", "<pre>" + Html.escape(text) + "</pre>");
        data.put("text/html", "<pre><code><b>" + Html.escape(title) + "</b></code></pre>" + html);
        return new MimeBundle(data, Map.of());
    }

    /** Its own code makes the text of a value, and may take for ever: whoever only looks at it doesn't wait for that. */
    private static MimeBundle forms(Object value) {
        var shown = new CompletableFuture<MimeBundle>();
        var showing = Thread.ofPlatform().daemon().name("gradshell-look").start(() -> {
            try {
                shown.complete(Displays.bundle(value));
            } catch (Throwable t) {
                shown.complete(MimeBundle.plain("(it can't be shown: " + t.getClass().getName() + ")"));
            }
        });
        var late = MimeBundle.plain("(it takes too long to be shown)");
        var forms = shown.completeOnTimeout(late, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
        if (forms.equals(late)) showing.interrupt();
        return forms;
    }
}
