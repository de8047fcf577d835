package gradshell.kernel.notebook;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeMap;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;

/** Writes notebooks the way Jupyter lays them out, so that a file saved by both differs only in what was computed. */
final class NotebookWriter {
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private NotebookWriter() {}

    static void write(JsonObject notebook, Path file) throws NotebookException {
        if (Files.isDirectory(file)) throw new NotebookException(file, "can't be written: it is a directory");
        try {
            replace(file, text(notebook));
        } catch (NoSuchFileException e) {
            throw new NotebookException(file, "can't be written: its directory does not exist", e);
        } catch (AccessDeniedException e) {
            throw new NotebookException(file, "can't be written: permission denied", e);
        } catch (IOException e) {
            throw new NotebookException(file, "can't be written: " + e, e);
        }
    }

    /** Writes beside the file and moves, so that a reader or a full disk never sees half a notebook. */
    private static void replace(Path file, String text) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path draft = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(draft, text);
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(JsonObject notebook) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setIndent(" ");
            GSON.toJson(sorted(notebook), json);
        }
        return text + "\n";
    }

    private static JsonElement sorted(JsonElement element) {
        return switch (element) {
            case JsonObject object -> {
                var members = new JsonObject();
                new TreeMap<>(object.asMap()).forEach((name, value) -> members.add(name, sorted(value)));
                yield members;
            }
            case JsonArray array -> {
                var values = new JsonArray();
                array.forEach(value -> values.add(sorted(value)));
                yield values;
            }
            default -> element;
        };
    }
}
