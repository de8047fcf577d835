package gradshell.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import gradshell.DataType;
import gradshell.TensorBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the header of a safetensors file token by token, expecting each, so that nothing is built of what doesn't belong there.
 *
 * @param room the bytes that follow the header
 */
record SafeHeaderReader(Path file, long room) {
    /** Deeper than headers go: tensors in the object, their shapes in them. */
    private static final int DEPTH = 4;

    SafeHeader read(byte... json) {
        if (json[0] != '{') throw bad("doesn't begin with {");
        try (JsonReader reader = new JsonReader(new StringReader(text(json)))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(DEPTH);
            SafeHeader header = read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) throw new MalformedJsonException("more after its end");
            return header.checked(file, room);
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw bad("is no JSON of a safetensors file: " + reason(e));
        } catch (IOException impossible) {
            throw new AssertionError("a text is read without a file", impossible);
        }
    }

    private SafeHeader read(JsonReader json) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<SafeHeader.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!names.add(name)) throw bad("has \"" + name + "\" twice");
            if (name.equals(SafeHeader.METADATA)) metadata(json, metadata);
            else
                entries.add(entry(name, json));
        }
        json.endObject();
        return new SafeHeader(entries, metadata);
    }

    private void metadata(JsonReader json, Map<String, String> into) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (json.peek() != JsonToken.STRING) throw bad("has metadata \"" + key + "\" that is no text");
            if (into.put(key, json.nextString()) != null) throw bad("has metadata \"" + key + "\" twice");
        }
        json.endObject();
    }

    private SafeHeader.Entry entry(String name, JsonReader json) throws IOException {
        String where = file + ": tensor \"" + Names.checked(file, name) + "\"";
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            boolean isNew = switch (key) {
                case "dtype" -> type == null;
                case "shape" -> shape == null;
                case "data_offsets" -> offsets == null;
                default -> throw new IllegalArgumentException(where + " has an unknown entry \"" + key + "\"");
            };
            if (!isNew) throw new IllegalArgumentException(where + " has \"" + key + "\" twice");
            switch (key) {
                case "dtype" -> type = json.nextString();
                case "shape" -> shape = numbers(where, json);
                default -> offsets = numbers(where, json);
            }
        }
        json.endObject();
        if (type == null || shape == null || offsets == null || offsets.length != 2)
            throw new IllegalArgumentException(where + " needs dtype, shape and data_offsets, a begin and an end");
        return entry(where, name, type(where, type), shape, offsets[0], offsets[1]);
    }

    private SafeHeader.Entry entry(String where, String name, DataType type, long[] shape, long begin, long end) {
        long bytes = Names.bytes(where, TensorBytes.width(type), shape);
        if (end > room || begin > end)
            throw new IllegalArgumentException("%s lies from byte %d to %d, but %,d bytes follow the header: %s"
                    .formatted(where, begin, end, room, "the file is cut off or damaged"));
        if (end - begin != bytes)
            throw new IllegalArgumentException("%s of shape %s and type %s takes %d bytes, but %d are its own"
                    .formatted(where, Arrays.toString(shape), SafeHeader.code(type), bytes, end - begin));
        return new SafeHeader.Entry(name, type, shape, begin, end);
    }

    private static DataType type(String where, String code) {
        return Arrays.stream(DataType.values()).filter(type -> SafeHeader.code(type).equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s is of type %s; those that can be read are %s"
                        .formatted(where, code, SafeHeader.codes())));
    }

    private static long[] numbers(String where, JsonReader json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            String digits = json.peek() == JsonToken.NUMBER ? json.nextString() : "no number";
            if (!digits.matches("\\d{1,18}"))
                throw new IllegalArgumentException(where + " has sizes or offsets that aren't whole numbers from 0 on");
            numbers.add(Long.parseLong(digits));
        }
        json.endArray();
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private String text(byte... json) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is no safetensors file: its header isn't UTF-8", e);
        }
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(file + " is no safetensors file: its header " + what);
    }

    /** The reader's own words, but for its advice to its caller. */
    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^Use .* to accept ", "");
    }
}
