package gradshell.kernel.notebook;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/** Reads a file and checks that it is a notebook this program can run. */
final class NotebookReader {
    private final Path file;

    NotebookReader(Path file) {
        this.file = file;
    }

    Notebook read() throws NotebookException {
        if (!(parse(text()) instanceof JsonObject root)) throw broken("not a notebook: the file holds no JSON object");
        checkFormat(root);
        checkLanguage(root);
        if (!(root.get("cells") instanceof JsonArray cells))
            throw broken("not a notebook: it has no list \"cells\" at the top");
        for (int i = 0; i < cells.size(); i++)
            checkCell(cells.get(i), i + 1);
        return new Notebook(root);
    }

    private String text() throws NotebookException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw broken("no such file", e);
        } catch (AccessDeniedException e) {
            throw broken("may not be read: permission denied", e);
        } catch (CharacterCodingException e) {
            throw broken("not a notebook: the file is not UTF-8 text", e);
        } catch (IOException e) {
            throw broken(Files.isDirectory(file) ? "a directory, not a notebook file" : "can't be read: " + e, e);
        }
    }

    private JsonElement parse(String text) throws NotebookException {
        if (text.isBlank()) throw broken("not a notebook: the file is empty");
        try (var json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            JsonElement root = JsonParser.parseReader(json);
            if (json.peek() != JsonToken.END_DOCUMENT) throw new JsonParseException("text after the end");
            return root;
        } catch (JsonParseException | IOException e) {
            throw broken("not a notebook: the file is not JSON (" + reason(e) + ")", e);
        }
    }

    /** The parser's first line, without its exception class and the address of its troubleshooting page. */
    private static String reason(Exception e) {
        Throwable cause = e.getCause() != null ? e.getCause() : e;
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message).replaceFirst("^Use JsonReader\\S+ to accept ", "");
    }

    private void checkFormat(JsonObject root) throws NotebookException {
        if (!(root.get("nbformat") instanceof JsonPrimitive format) || !format.isNumber())
            throw broken("not a notebook: it has no number \"nbformat\" at the top");
        double version = format.getAsDouble();
        if (version < 4)
            throw broken("a notebook of format " + format + ", and Gradshell runs format 4; convert it with: "
                    + "jupyter nbconvert --to notebook --nbformat 4 " + file);
        if (version >= 5)
            throw broken("a notebook of format " + format + ", and Gradshell runs format 4; save it as format 4");
    }

    private void checkLanguage(JsonObject root) throws NotebookException {
        JsonElement metadata = root.get("metadata");
        if (metadata == null) return;
        if (!metadata.isJsonObject()) throw broken("not a notebook: its \"metadata\" is no JSON object");
        String language = string(metadata.getAsJsonObject().get("kernelspec"), "language");
        if (language == null) language = string(metadata.getAsJsonObject().get("language_info"), "name");
        if (language != null && !language.equalsIgnoreCase("java"))
            throw broken("its cells are written in " + language + ", and Gradshell runs Java");
    }

    private static String string(JsonElement parent, String name) {
        boolean found = parent instanceof JsonObject object && object.get(name) instanceof JsonPrimitive;
        return found ? parent.getAsJsonObject().get(name).getAsString() : null;
    }

    private void checkCell(JsonElement element, int number) throws NotebookException {
        if (!(element instanceof JsonObject cell) || string(cell, "cell_type") == null)
            throw broken("not a notebook: cell " + number + " has no \"cell_type\"");
        if (!isText(cell.get("source")))
            throw broken("not a notebook: the \"source\" of cell " + number + " is neither text nor a list of lines");
        if (cell.has("metadata") && !cell.get("metadata").isJsonObject())
            throw broken("not a notebook: the \"metadata\" of cell " + number + " is no JSON object");
    }

    private static boolean isText(JsonElement source) {
        if (source instanceof JsonArray lines) return lines.asList().stream().allMatch(JsonElement::isJsonPrimitive);
        return source != null && source.isJsonPrimitive();
    }

    private NotebookException broken(String problem) {
        return new NotebookException(file, problem);
    }

    private NotebookException broken(String problem, Throwable cause) {
        return new NotebookException(file, problem, cause);
    }
}
