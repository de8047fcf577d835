package gradshell.kernel.progress;

import gradshell.show.Html;
import gradshell.kernel.display.MimeBundle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How far one loop is. The loop only counts; whoever looks at the bar does the rest, on another thread, so that the loop
 * pays next to nothing.
 */
final class Bar {
    /** The rate is that of about so many seconds past. */
    private static final int WINDOW = 15;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int CELLS = 20;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private enum State {
        RUNNING, DONE, STOPPED
    }

    private record Sample(long nanos, long count) {}

    private final AtomicLong count = new AtomicLong();
    private final long started = System.nanoTime();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile long total;
    private volatile Supplier<String> note = () -> "";
    // guarded by this
    private State state = State.RUNNING;
    private long ended;

    /** A negative {@code total} is not known. */
    Bar(long total) {
        this.total = total;
        samples.add(new Sample(started, 0));
    }

    /** Called by the loop's own thread only. */
    void advance() {
        // no fence: the reader may be a moment behind
        count.lazySet(count.getPlain() + 1);
    }

    /** Called by the threads of a parallel stream. */
    void advanceShared() {
        count.incrementAndGet();
    }

    void total(long total) {
        this.total = total;
    }

    /** What stands behind the numbers; asked for when it is looked at. */
    void note(Supplier<String> note) {
        this.note = note;
    }

    /** From here on it stands still; later calls change nothing. */
    synchronized void end(boolean completed) {
        if (state != State.RUNNING) return;
        state = completed ? State.DONE : State.STOPPED;
        ended = System.nanoTime();
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    private double rate(long now, long done) {
        if (now - samples.getLast().nanos() > SECOND) samples.add(new Sample(now, done));
        if (samples.size() > WINDOW) samples.remove();
        Sample past = isRunning() ? samples.getFirst() : new Sample(started, 0);
        return (done - past.count()) * (double) SECOND / Math.max(1, now - past.nanos());
    }

    /** The numbers: how many of how many, how fast, how much longer. */
    private synchronized String numbers() {
        long done = count.get();
        long all = total;
        long now = state == State.RUNNING ? System.nanoTime() : ended;
        double rate = rate(now, done);
        String of = all < 0 ? String.valueOf(done) : done + "/" + all;
        String said = note.get();
        String times = switch (state) {
            case RUNNING -> all >= 0 && rate > 0 ? ", " + clock((all - done) / rate) + " left" : "";
            case DONE -> " in " + clock((double) (now - started) / SECOND);
            case STOPPED -> ", stopped after " + clock((double) (now - started) / SECOND);
        };
        return of + (rate > 0 ? "  " + speed(rate) : "") + times + (said.isEmpty() ? "" : "  " + said);
    }

    private static String speed(double rate) {
        if (rate < 1) return String.format(Locale.ROOT, "%.1f s each", 1 / rate);
        return String.format(Locale.ROOT, rate < 100 ? "%.1f/s" : "%,.0f/s", rate);
    }

    private static String clock(double seconds) {
        if (seconds < 10) return String.format(Locale.ROOT, "%.1f s", seconds);
        long whole = Math.round(seconds);
        if (whole < 60) return whole + " s";
        return whole < 3600
                ? "%d:%02d min".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d h".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }

    private double share() {
        long all = total;
        return all > 0 ? Math.min(1, (double) count.get() / all) : 0;
    }

    /** The bar as one line of text. */
    synchronized String line() {
        if (total <= 0) return numbers();
        int eighths = (int) (share() * CELLS * 8);
        String full = "█".repeat(eighths / 8);
        String part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return String.format(Locale.ROOT, "%3d%% |%-" + CELLS + "s| %s", (int) (100 * share()), full + part, numbers());
    }

    synchronized MimeBundle bundle() {
        String colour = switch (state) {
            case RUNNING -> "#4c8bf5";
            case DONE -> "#3fa45b";
            case STOPPED -> "#d9971a";
        };
        String bar = total <= 0
                ? ""
                : ("<span style='display:inline-block;width:220px;height:10px;border-radius:5px;overflow:hidden;"
                        + "background:rgba(128,128,128,.25)'><span style='display:block;height:100%%;width:%s%%;"
                        + "background:%s'></span></span>")
                        .formatted(String.format(Locale.ROOT, "%.1f", 100 * share()), colour);
        String html = ("<div style='display:flex;gap:10px;align-items:center;color:inherit;white-space:pre;"
                + "font-variant-numeric:tabular-nums'>%s<span>%s</span></div>")
                .formatted(bar, Html.escape(numbers()));
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put("text/plain", line());
        forms.put("text/html", html);
        return new MimeBundle(forms, Map.of());
    }
}
