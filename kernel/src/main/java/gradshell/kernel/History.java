package gradshell.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells of this session and those before, and their results, for {@code history_request}. */
final class History {
    /** Characters of a result that the file keeps. */
    private static final int OUTPUT = 10_000;

    private record Entry(int session, int line, String input, String output) {}

    private final HistoryFile file;
    private final Consumer<String> log;
    private final List<Entry> entries = new ArrayList<>();
    /** This session's number, which clients also call 0; itself 0 until it is known. */
    private int session;
    private boolean kept;

    /** {@code file} keeps the cells for later sessions; null keeps none. */
    History(HistoryFile file, Consumer<String> log) {
        this.file = file;
        this.log = log;
        kept = file != null;
    }

    /** Reads what earlier sessions have left, unless that has been done. */
    synchronized void begin() {
        if (session > 0) return;
        session = 1;
        if (!kept) return;
        try {
            for (JsonObject line : file.begin()) {
                session = line.get("session").getAsInt();
                if (line.has("line"))
                    entries.add(new Entry(session, line.get("line").getAsInt(), text(line, "input", ""),
                            text(line, "output", null)));
            }
        } catch (IOException | RuntimeException e) {
            forgetting(e);
        }
    }

    /** {@code output} is null when the cell had no result. */
    synchronized void add(int line, String input, String output) {
        begin();
        entries.add(new Entry(session, line, input, output));
        if (!kept) return;
        var json = Json.object("session", session, "line", line, "input", input);
        if (output != null)
            json.addProperty("output", output.length() <= OUTPUT ? output : output.substring(0, OUTPUT) + "...");
        try {
            file.add(json);
        } catch (IOException e) {
            forgetting(e);
        }
    }

    private void forgetting(Exception e) {
        kept = false;
        log.accept("later sessions will not know the cells of this one: " + e);
    }

    /** Finds by {@code hist_access_type}: tail, range or search. */
    synchronized JsonObject handle(Message request) {
        begin();
        JsonObject content = request.content();
        String access = text(content, "hist_access_type", "tail");
        List<Entry> found = switch (access) {
            case "tail" -> last(number(content, "n", Integer.MAX_VALUE), entries);
            case "range" -> range(number(content, "session", 0), number(content, "start", 0),
                    number(content, "stop", Integer.MAX_VALUE));
            case "search" -> search(content);
            default -> throw new IllegalArgumentException(
                    "hist_access_type must be tail, range or search, but is " + access);
        };
        boolean withOutput = flag(content, "output");
        var history = new JsonArray();
        found.forEach(entry -> history.add(json(entry, withOutput)));
        return Json.object("history", history);
    }

    /** Of a session by its number; 0 is this one, -1 the one before. */
    private List<Entry> range(int number, int start, int stop) {
        int wanted = number > 0 ? number : session + number;
        return entries.stream()
                .filter(entry -> entry.session() == wanted && entry.line() >= start && entry.line() < stop)
                .toList();
    }

    private List<Entry> search(JsonObject content) {
        Pattern pattern = glob(text(content, "pattern", "*"));
        Stream<Entry> matches = entries.stream().filter(entry -> pattern.matcher(entry.input()).matches());
        if (flag(content, "unique")) {
            SequencedMap<String, Entry> latest = new LinkedHashMap<>();
            matches.forEach(entry -> latest.putLast(entry.input(), entry));
            matches = latest.values().stream();
        }
        return last(number(content, "n", Integer.MAX_VALUE), matches.toList());
    }

    /** {@code *} is any text, line ends included, {@code ?} any character; the pattern covers the whole input. */
    private static Pattern glob(String pattern) {
        var regex = new StringBuilder();
        pattern.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static List<Entry> last(int n, List<Entry> all) {
        return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
    }

    private static JsonArray json(Entry entry, boolean withOutput) {
        var triple = new JsonArray();
        triple.add(entry.session());
        triple.add(entry.line());
        if (withOutput) {
            var pair = new JsonArray();
            pair.add(entry.input());
            pair.add(entry.output() == null ? JsonNull.INSTANCE : new JsonPrimitive(entry.output()));
            triple.add(pair);
        } else {
            triple.add(entry.input());
        }
        return triple;
    }

    private static int number(JsonObject content, String field, int otherwise) {
        return content.get(field) instanceof JsonPrimitive value ? value.getAsInt() : otherwise;
    }

    private static String text(JsonObject content, String field, String otherwise) {
        return content.get(field) instanceof JsonPrimitive value ? value.getAsString() : otherwise;
    }

    private static boolean flag(JsonObject content, String field) {
        return content.get(field) instanceof JsonPrimitive value && value.getAsBoolean();
    }
}
