package gradshell.kernel.shell;

import gradshell.show.Html;
import gradshell.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Keeps what code prints and shows, so that it can be shown in one place, again and again. */
public final class Capture implements CellIo {
    /** What was shown, with the name that updates know it by, or null. */
    private record Part(String id, MimeBundle bundle) {}

    private final CellIo outer;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder printed = new StringBuilder();

    private Capture(CellIo outer) {
        this.outer = outer;
    }

    /**
     * Runs code in place: what it printed, what it showed and its value, unless that is null, as one bundle.
     */
    public static MimeBundle of(Supplier<?> code) {
        CellIo outer = CellStreams.io();
        var capture = new Capture(outer);
        CellStreams.belongTo(capture);
        CellStreams.enter(capture);
        try {
            Object value = code.get();
            if (value != null) capture.display(Shown.of(value), null, false);
        } finally {
            CellStreams.belongTo(outer);
            CellStreams.enter(outer);
        }
        return capture.bundle();
    }

    /** The same, where what the code throws is shown as a cell's error is; an interrupt gets through. */
    public static MimeBundle orError(Supplier<?> code) {
        try {
            return of(code);
        } catch (Throwable t) {
            if (!(Thread.currentThread() instanceof CellThread thread) || thread.stopRequested()) throw t;
            return MimeBundle.plain(String.join("\n", thread.failure(t).traceback()));
        }
    }

    private synchronized MimeBundle bundle() {
        endText();
        if (parts.isEmpty()) return MimeBundle.plain("");
        if (parts.size() == 1) return parts.getFirst().bundle();
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", parts.stream().map(part -> String.valueOf(part.bundle().data().get("text/plain")))
                .collect(Collectors.joining("\n")));
        if (parts.stream().anyMatch(part -> part.bundle().data().size() > 1))
            forms.put("text/html", parts.stream().map(part -> html(part.bundle().data()))
                    .collect(Collectors.joining("\n")));
        return new MimeBundle(forms, Map.of());
    }

    private static String html(Map<String, Object> forms) {
        if (forms.get("text/html") instanceof String html) return html;
        if (forms.get("image/svg+xml") instanceof String svg) return svg;
        if (forms.get("image/png") instanceof String png) return "<img src='data:image/png;base64," + png + "'>";
        String text = String.valueOf(forms.get("text/plain"));
        return "<pre>" + Html.escape(text) + "</pre>";
    }

    private void endText() {
        if (!printed.isEmpty()) parts.add(new Part(null, MimeBundle.plain(printed.toString().stripTrailing())));
        printed.setLength(0);
    }

    @Override
    public synchronized void out(String text) {
        printed.append(text);
    }

    @Override
    public void err(String text) {
        out(text);
    }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
        if (update) {
            Objects.requireNonNull(displayId, "an update needs the id of the display it replaces");
            parts.replaceAll(part -> displayId.equals(part.id()) ? new Part(displayId, bundle) : part);
        } else {
            endText();
            parts.add(new Part(displayId, bundle));
        }
    }

    @Override
    public synchronized void clearOutput(boolean wait) {
        printed.setLength(0);
        parts.clear();
    }

    @Override
    public String readLine(String prompt, boolean password) {
        return outer.readLine(prompt, password);
    }

    @Override
    public boolean interrupted() {
        return outer.interrupted();
    }
}
