package gradshell.kernel.shell;

import gradshell.kernel.shell.CellResult.Failed;
import gradshell.kernel.shell.SourceMap.Place;
import gradshell.tape.RecordedAt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.spi.SPIResolutionException;

/** Says why a cell failed, in terms of the user's own lines. */
final class Failures {
    /** Frames shown at each end of a long trace, such as that of an endless recursion. */
    private static final int HEAD = 8;
    private static final int TAIL = 4;
    /** Frames shown of the same line over and over. */
    private static final int REPEATED = 3;

    /** What the JVM says of a full heap. */
    private static final String HEAP = "Java heap space";

    private final SourceMap sources;
    private final JShell shell;

    Failures(Session session) {
        this.sources = session.sources;
        this.shell = session.shell;
    }

    static Failed compile(List<CompileError> errors) {
        return at("CompileError", errors);
    }

    static Failed at(String name, List<CompileError> errors) {
        return new Failed(name, text(errors, Style.PLAIN).collect(Collectors.joining("\n")),
                text(errors, Style.ANSI).toList());
    }

    private static Stream<String> text(List<CompileError> errors, Style style) {
        return errors.stream().flatMap(e -> e.lines(style));
    }

    Failed interrupted(Throwable thrown) {
        var traceback = new ArrayList<String>();
        traceback.add(Style.ANSI.strong("KeyboardInterrupt") + ": the cell was stopped");
        if (thrown != null) traceback.addAll(frames(thrown));
        return new Failed("KeyboardInterrupt", "the cell was stopped", traceback);
    }

    /** The end of a cell that would not end: {@code thread} still runs it. */
    Failed leftBehind(Thread thread) {
        var now = new Throwable();
        now.setStackTrace(thread.getStackTrace());
        String where = Stream.of(now.getStackTrace()).findFirst()
                .map(frame -> sources.place(frame).map(Place::toString).orElse(SourceMap.readable(frame.toString())))
                .map(frame -> " (now in " + frame + ")").orElse("");
        String message = "the cell was stopped twice and has not ended: its thread " + thread.getName() + " goes on"
                + where
                + ". It is left behind: all variables are there, and the next cells run on a new thread. What it"
                + " does still costs time; a restart ends it.";
        var traceback = new ArrayList<String>();
        traceback.add(Style.ANSI.strong("KeyboardInterrupt") + ": " + message);
        traceback.addAll(frames(now));
        return new Failed("KeyboardInterrupt", message, traceback);
    }

    Failed exception(Throwable fromUser) {
        var thrown = fromUser instanceof SPIResolutionException e ? unresolved(e) : fromUser;
        var traceback = new ArrayList<String>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var t = thrown; t != null && seen.add(t); t = t.getCause()) {
            String message = message(t);
            traceback.add((t == thrown ? "" : "Caused by: ") + Style.ANSI.strong(name(t))
                    + (message.isEmpty() ? "" : ": " + message));
            traceback.addAll(frames(t));
            for (var beside : t.getSuppressed()) traceback.addAll(beside(beside));
        }
        return new Failed(name(thrown), message(thrown), traceback);
    }

    /** What an error carries beside its causes: an operation of the way there, or what went wrong in closing. */
    private List<String> beside(Throwable suppressed) {
        var lines = new ArrayList<String>();
        lines.add(suppressed instanceof RecordedAt
                ? message(suppressed)
                : "Suppressed: " + name(suppressed) + ": " + message(suppressed));
        lines.addAll(frames(suppressed));
        return lines;
    }

    /** What JShell throws where a method uses something that is not there yet. */
    private Throwable unresolved(SPIResolutionException thrown) {
        String missing = Stream.of(thrown.getStackTrace())
                .flatMap(frame -> sources.snippet(frame).stream())
                .findFirst()
                .map(snippet -> snippet instanceof DeclarationSnippet d
                        ? missing(d)
                        : "something used here is not defined yet")
                .orElse("something used here is not defined yet");
        var clear = new UnresolvedReference(missing);
        clear.setStackTrace(thrown.getStackTrace());
        return clear;
    }

    /** Names that are not there, or what no longer compiles since something else was redefined. */
    private String missing(DeclarationSnippet declared) {
        String names = shell.unresolvedDependencies(declared).collect(Collectors.joining(", "));
        if (!names.isEmpty()) return declared.name() + " uses " + names + ", not defined yet";
        return declared.name() + " does not compile any more: " + shell.diagnostics(declared)
                .filter(Diag::isError)
                .map(d -> Diagnosis.readable(d.getMessage(Locale.ENGLISH)))
                .collect(Collectors.joining("; "));
    }

    private static final class UnresolvedReference extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnresolvedReference(String message) {
            super(message);
        }
    }

    private static String name(Throwable t) {
        String simple = t.getClass().getSimpleName();
        return simple.isEmpty() ? t.getClass().getName() : simple;
    }

    /** A user's exception may fail in its own {@code getMessage}. */
    private String message(Throwable t) {
        try {
            String message = t.getLocalizedMessage();
            if (t instanceof OutOfMemoryError && HEAP.equals(message)) return HEAP + fullHeap();
            return message == null ? "" : SourceMap.readable(message);
        } catch (RuntimeException | StackOverflowError e) {
            return "(its message can't be had: " + e.getClass().getName() + ")";
        }
    }

    private static String fullHeap() {
        return ": all " + (Runtime.getRuntime().maxMemory() >> 20) + " MB are in use. Let go of values (x = null, or"
                + " %reset), or start with more: JDK_JAVA_OPTIONS=-Xmx8g in the environment";
    }

    private List<String> frames(Throwable t) {
        var runs = runs(Stream.of(t.getStackTrace()).flatMap(f -> sources.place(f).stream()).toList());
        if (runs.size() <= HEAD + TAIL + 1) return runs.stream().flatMap(List::stream).toList();
        var lines = new ArrayList<String>();
        runs.subList(0, HEAD).forEach(lines::addAll);
        lines.add("  ... " + (runs.size() - HEAD - TAIL) + " more ...");
        runs.subList(runs.size() - TAIL, runs.size()).forEach(lines::addAll);
        return lines;
    }

    /** The lines of each frame; of a frame that is repeated, as in an endless recursion, only the first few. */
    private static List<List<String>> runs(List<Place> places) {
        var runs = new ArrayList<List<String>>();
        int end;
        for (int start = 0; start < places.size(); start = end) {
            var place = places.get(start);
            end = start + 1;
            while (end < places.size() && places.get(end).equals(place)) end++;
            runs.addAll(Collections.nCopies(Math.min(end - start, REPEATED), frame(place)));
            if (end - start > REPEATED) runs.add(List.of("  ... " + (end - start - REPEATED) + " more"));
        }
        return runs;
    }

    private static List<String> frame(Place place) {
        return List.of("  " + Style.ANSI.place(place.toString()), "    " + place.cell().line(place.line()).strip());
    }
}
