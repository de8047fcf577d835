package gradshell.kernel.notebook;

import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import gradshell.kernel.display.MimeBundle;

/** One output of a cell, as the notebook format knows them. */
sealed interface Output {
    JsonObject toJson();

    /** Text written to {@code stdout} or {@code stderr}; what follows on the same stream is added to it. */
    record Stream(String name, StringBuilder text) implements Output {
        @Override
        public JsonObject toJson() {
            JsonObject json = ofType("stream");
            json.addProperty("name", name);
            json.add("text", lines(text.toString()));
            return json;
        }
    }

    /** A shown value, which an update may replace. */
    final class Display implements Output {
        private MimeBundle bundle;

        Display(MimeBundle bundle) {
            this.bundle = bundle;
        }

        void update(MimeBundle newer) {
            bundle = newer;
        }

        @Override
        public JsonObject toJson() {
            return withBundle(ofType("display_data"), bundle);
        }
    }

    /** The value of a cell's last expression. */
    record Result(MimeBundle bundle, int executionCount) implements Output {
        @Override
        public JsonObject toJson() {
            JsonObject json = withBundle(ofType("execute_result"), bundle);
            json.addProperty("execution_count", executionCount);
            return json;
        }
    }

    /** What ended the cell. */
    record Failure(String name, String message, List<String> traceback) implements Output {
        @Override
        public JsonObject toJson() {
            JsonObject json = ofType("error");
            json.addProperty("ename", name);
            json.addProperty("evalue", message);
            var lines = new JsonArray();
            traceback.forEach(lines::add);
            json.add("traceback", lines);
            return json;
        }
    }

    private static JsonObject ofType(String type) {
        var json = new JsonObject();
        json.addProperty("output_type", type);
        return json;
    }

    private static JsonObject withBundle(JsonObject json, MimeBundle bundle) {
        var gson = new Gson();
        var data = new JsonObject();
        for (Map.Entry<String, Object> form : bundle.data().entrySet()) {
            boolean inLines = isKeptInLines(form.getKey()) && form.getValue() instanceof String;
            data.add(form.getKey(), inLines ? lines((String) form.getValue()) : tree(gson, form.getValue()));
        }
        json.add("data", data);
        json.add("metadata", gson.toJsonTree(bundle.metadata()));
        return json;
    }

    private static JsonElement tree(Gson gson, Object value) {
        return value == null ? JsonNull.INSTANCE : gson.toJsonTree(value);
    }

    private static boolean isKeptInLines(String mimeType) {
        return mimeType.startsWith("text/") || mimeType.equals("image/svg+xml")
                || mimeType.equals("application/javascript");
    }

    /** Text as notebooks keep it: a list of lines, each with its line end. */
    private static JsonArray lines(String text) {
        var lines = new JsonArray();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
