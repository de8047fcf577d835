package gradshell.kernel.notebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * A notebook of format 4. Metadata, cell ids, attachments and whatever else this class doesn't know stay as they were
 * read.
 */
public final class Notebook {
    private final JsonObject json;

    Notebook(JsonObject json) {
        this.json = json;
    }

    /**
     * Reads a notebook file.
     *
     * @throws NotebookException if the file can't be read, isn't JSON, is no notebook, is of another format than 4, or
     *         holds code of another language
     */
    public static Notebook read(Path file) throws NotebookException {
        return new NotebookReader(file).read();
    }

    /**
     * Writes the notebook as Jupyter would. The file is either written whole or left as it was.
     *
     * @throws NotebookException if it can't be written
     */
    public void write(Path file) throws NotebookException {
        complete();
        NotebookWriter.write(json, file);
    }

    /** The code of the code cells in order. */
    public List<String> sources() {
        return codeCells().stream().map(CodeCell::source).toList();
    }

    /** The code cells in order. */
    List<CodeCell> codeCells() {
        List<CodeCell> cells = new ArrayList<>();
        for (JsonElement cell : cells())
            if (isCode(cell.getAsJsonObject())) cells.add(new CodeCell(cell.getAsJsonObject()));
        return cells;
    }

    private JsonArray cells() {
        return json.getAsJsonArray("cells");
    }

    private static boolean isCode(JsonObject cell) {
        return cell.get("cell_type").getAsString().equals("code");
    }

    /** Adds what the format requires and a hand-written file may lack, and says which language the cells are in. */
    private void complete() {
        JsonObject metadata = object(json, "metadata");
        if (!metadata.has("kernelspec")) metadata.add("kernelspec", kernelSpec());
        metadata.add("language_info", languageInfo());
        if (!json.has("nbformat_minor")) json.addProperty("nbformat_minor", 4);
        boolean wantsIds = json.get("nbformat_minor").getAsInt() >= 5;
        Set<String> ids = new HashSet<>();
        for (JsonElement cell : cells())
            if (cell.getAsJsonObject().get("id") instanceof JsonPrimitive id) ids.add(id.getAsString());
        int number = 0;
        for (JsonElement element : cells()) {
            JsonObject cell = element.getAsJsonObject();
            object(cell, "metadata");
            number++;
            if (wantsIds && !cell.has("id")) cell.addProperty("id", unused("cell-" + number, ids));
            if (isCode(cell)) new CodeCell(cell).complete();
        }
    }

    private static String unused(String id, Set<String> ids) {
        String free = id;
        while (!ids.add(free))
            free += "-";
        return free;
    }

    private static JsonObject object(JsonObject parent, String name) {
        if (!parent.has(name)) parent.add(name, new JsonObject());
        return parent.getAsJsonObject(name);
    }

    private static JsonObject kernelSpec() {
        JsonObject spec = new JsonObject();
        spec.addProperty("display_name", "Gradshell");
        spec.addProperty("language", "java");
        spec.addProperty("name", "gradshell");
        return spec;
    }

    /** What Jupyter keeps about the language of cells, from the kernel's own word or in a notebook. */
    public static JsonObject languageInfo() {
        JsonObject info = new JsonObject();
        info.addProperty("name", "java");
        info.addProperty("version", System.getProperty("java.specification.version"));
        info.addProperty("mimetype", "text/x-java");
        info.addProperty("file_extension", ".java");
        info.addProperty("codemirror_mode", "text/x-java");
        info.addProperty("pygments_lexer", "java");
        return info;
    }
}
