package gradshell.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import org.dflib.jjava.jupyter.messages.adapters.PublishStatusAdapter;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;

/** Between JSON and the library's content classes. */
final class Json {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping()
            .registerTypeAdapter(PublishStatus.class, PublishStatusAdapter.INSTANCE)
            .create();

    private Json() {}

    /** A content object as JSON; content that is JSON already stays as it is. */
    static JsonObject of(Object content) {
        return content instanceof JsonObject json ? json : GSON.toJsonTree(content).getAsJsonObject();
    }

    /** Reads content, the fields of {@code defaults} filling in for what a client left out. */
    static <T> T read(JsonObject content, Class<T> type, JsonObject defaults) {
        JsonObject whole = defaults.deepCopy();
        content.entrySet().forEach(field -> {
            if (!field.getValue().isJsonNull()) whole.add(field.getKey(), field.getValue());
        });
        return GSON.fromJson(whole, type);
    }

    /** Reads content that must have the text field {@code code}. */
    static <T> T readCode(JsonObject content, Class<T> type, JsonObject defaults) {
        var code = content.get("code");
        if (code == null || !code.isJsonPrimitive())
            throw new JsonParseException("the request has no field code with the text of the cell");
        return read(content, type, defaults);
    }

    /** An object of alternating names and values; values are strings, numbers, booleans or JSON. */
    static JsonObject object(Object... namesAndValues) {
        var object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2)
            object.add((String) namesAndValues[i], GSON.toJsonTree(namesAndValues[i + 1]));
        return object;
    }
}
