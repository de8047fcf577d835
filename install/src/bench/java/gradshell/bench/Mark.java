package gradshell.bench;

import java.util.List;
import java.util.Locale;

/** What is measured, and what the project asks of its own kernel. */
enum Mark {
    START("start to ready", 800), FAILED_STARTS("failed starts", 0), FIRST_CELL("first cell", 250), FIRST_GRADIENT(
            "first cell, a gradient of plain Java with its imports",
            500),
    FIRST_TENSOR_GRADIENT("first cell, a gradient of tensors with its imports", 500), CELL_60(
            "small cell, 60th", 20),
    CELL_1000("small cell, 1,000th", 30), COMPLETION("completion after a dot",
            40),
    INSPECTION("inspection of a method", Double.NaN), INTERRUPT(
            "interrupt of an endless loop", 300),
    FLOOD("a million lines printed", 10_000);

    final String what;
    /** The most that is allowed; not a number when nothing is asked. */
    private final double most;

    Mark(String what, double most) {
        this.what = what;
        this.most = most;
    }

    String asked() {
        return switch (this) {
            case FAILED_STARTS -> "0";
            case INTERRUPT -> "each ≤ " + time(most);
            default -> Double.isNaN(most) ? "" : "≤ " + time(most);
        };
    }

    /** What the readings come to: their median, where not each of them counts. */
    String reached(List<Double> readings) {
        if (readings == null) return "–";
        var sorted = readings.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        double worst = sorted.getLast();
        return switch (this) {
            case FAILED_STARTS -> "%.0f of %d".formatted(sum(readings), readings.size());
            case INTERRUPT -> "%d of %d, median %s".formatted(readings.stream().filter(time -> time <= most).count(),
                    readings.size(), time(median));
            case FLOOD -> time(worst);
            default -> time(median);
        };
    }

    boolean missed(List<Double> readings) {
        if (readings == null || Double.isNaN(most)) return readings == null;
        var sorted = readings.stream().sorted().toList();
        return switch (this) {
            case FAILED_STARTS, INTERRUPT, FLOOD -> sorted.getLast() > most;
            default -> sorted.get(sorted.size() / 2) > most;
        };
    }

    private static double sum(List<Double> readings) {
        return readings.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String time(double millis) {
        if (millis >= 1000) return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
