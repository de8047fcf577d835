package gradshell.io;

import com.google.gson.stream.JsonWriter;
import gradshell.DataType;
import gradshell.Tensor;
import gradshell.TensorBytes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in a safetensors file before the elements. */
record SafeHeader(List<Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** Where tensors begin and the header is padded to. */
    private static final int ALIGNMENT = 8;

    /** A tensor, its elements from {@code begin} until before {@code end} of what follows the header. */
    @SuppressWarnings("ArrayRecordComponent") // given to no one who would change it
    record Entry(String name, DataType type, long[] shape, long begin, long end) {}

    /** In the map's order; in the file the wide types come first, so that each element lies at a multiple of its size. */
    static SafeHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, Entry> entries = new HashMap<>();
        long end = 0;
        for (int width : new int[]{8, 4, 1}) {
            for (var named : tensors.entrySet()) {
                Tensor x = named.getValue();
                if (TensorBytes.width(x.dataType()) != width) continue;
                long begin = end;
                end += x.size() * width;
                entries.put(named.getKey(), new Entry(named.getKey(), x.dataType(), x.shape(), begin, end));
            }
        }
        // sorted, so that the same model and remarks make the same file
        return new SafeHeader(tensors.keySet().stream().map(entries::get).toList(), new TreeMap<>(metadata));
    }

    /** The name of a type in the format. */
    static String code(DataType type) {
        return switch (type) {
            case FLOAT -> "F32";
            case DOUBLE -> "F64";
            case INT -> "I32";
            case LONG -> "I64";
            case BOOL -> "BOOL";
        };
    }

    static List<String> codes() {
        return Arrays.stream(DataType.values()).map(SafeHeader::code).toList();
    }

    byte[] json() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (var remark : metadata.entrySet()) json.name(remark.getKey()).value(remark.getValue());
                json.endObject();
            }
            for (Entry entry : entries) write(entry, json);
            json.endObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return padded(text);
    }

    private static void write(Entry entry, JsonWriter json) throws IOException {
        if (entry.name.equals(METADATA))
            throw new IllegalArgumentException("save: no tensor may be called " + METADATA);
        json.name(entry.name).beginObject().name("dtype").value(code(entry.type)).name("shape").beginArray();
        for (long size : entry.shape) json.value(size);
        json.endArray().name("data_offsets").beginArray().value(entry.begin).value(entry.end).endArray().endObject();
    }

    private static byte[] padded(StringWriter text) {
        try {
            var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text.getBuffer()));
            int length = (bytes.remaining() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            byte[] padded = new byte[length];
            Arrays.fill(padded, (byte) ' ');
            bytes.get(padded, 0, bytes.remaining());
            return padded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("save: a name or a remark has half a character (a lone surrogate)", e);
        }
    }

    /** Refuses elements that overlap, leave holes or don't end where the file does. */
    SafeHeader checked(Object file, long room) {
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort((a, b) -> a.begin != b.begin ? Long.compare(a.begin, b.begin) : Long.compare(a.end, b.end));
        long at = 0;
        for (Entry entry : inOrder) {
            if (entry.begin != at)
                throw new IllegalArgumentException("%s: tensor \"%s\" begins at byte %d, but %s".formatted(file,
                        entry.name, entry.begin,
                        entry.begin < at
                                ? "the one before it ends at " + at + ": they overlap"
                                : "bytes from " + at + " on belong to none"));
            at = entry.end;
        }
        if (at != room)
            throw new IllegalArgumentException("%s %s: its tensors take %,d bytes, but %,d follow the header".formatted(
                    file, at > room ? "is cut off" : "is longer than its header says", at, room));
        return this;
    }
}
