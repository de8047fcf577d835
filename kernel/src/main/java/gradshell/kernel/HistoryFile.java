package gradshell.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The cells of all sessions in a file, a line of JSON each. Several kernels may write to it at once. */
final class HistoryFile {
    /** Once there are more, the older half is dropped. */
    private static final int MOST_LINES = 10_000;

    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    /** What the file says, and beyond it the line that marks a session which no other kernel has. */
    List<JsonObject> begin() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE); var _ = channel.lock()) {
            List<JsonObject> lines = read(new String(Channels.newInputStream(channel).readAllBytes(), UTF_8));
            int latest = lines.stream().mapToInt(line -> line.get("session").getAsInt()).max().orElse(0);
            if (lines.size() > MOST_LINES) {
                lines = new ArrayList<>(lines.subList(lines.size() / 2, lines.size()));
                channel.truncate(0);
                write(channel, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
            }
            var session = Json.object("session", latest + 1);
            lines.add(session);
            channel.position(channel.size());
            write(channel, session + "\n");
            return lines;
        }
    }

    void add(JsonObject line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        for (var bytes = ByteBuffer.wrap(text.getBytes(UTF_8)); bytes.hasRemaining();) channel.write(bytes);
    }

    private static List<JsonObject> read(String text) {
        var lines = new ArrayList<JsonObject>();
        text.lines().forEach(line -> read(line, lines));
        return lines;
    }

    /** A line that was cut off, by a full disk say, is none. */
    private static void read(String line, List<JsonObject> into) {
        try {
            JsonObject json = Json.GSON.fromJson(line, JsonObject.class);
            if (json != null && json.has("session")) into.add(json);
        } catch (JsonParseException e) {
            System.getLogger(HistoryFile.class.getName()).log(System.Logger.Level.DEBUG, "a line of the history", e);
        }
    }
}
