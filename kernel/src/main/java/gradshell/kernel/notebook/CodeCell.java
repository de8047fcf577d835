package gradshell.kernel.notebook;

import java.util.List;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** A code cell, as a view of its JSON. */
record CodeCell(JsonObject json) {
    String source() {
        JsonElement source = json.get("source");
        if (!source.isJsonArray()) return source.getAsString();
        return source.getAsJsonArray().asList().stream().map(JsonElement::getAsString).collect(Collectors.joining());
    }

    /** Whether its metadata carries the tag, such as {@code raises-exception}. */
    boolean hasTag(String tag) {
        return json.get("metadata") instanceof JsonObject metadata && metadata.get("tags") instanceof JsonArray tags
                && tags.contains(new JsonPrimitive(tag));
    }

    void executed(int executionCount, List<Output> outputs) {
        json.addProperty("execution_count", executionCount);
        var array = new JsonArray();
        for (Output output : outputs)
            array.add(output.toJson());
        json.add("outputs", array);
    }

    void notExecuted() {
        json.add("execution_count", JsonNull.INSTANCE);
        json.add("outputs", new JsonArray());
    }

    /** Adds the members that the format requires of a code cell. */
    void complete() {
        if (!json.has("execution_count")) json.add("execution_count", JsonNull.INSTANCE);
        if (!json.has("outputs")) json.add("outputs", new JsonArray());
    }
}
