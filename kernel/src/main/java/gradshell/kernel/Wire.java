package gradshell.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.dflib.jjava.jupyter.messages.HMACGenerator;

/** Between messages and the frames of the wire: identities, delimiter, signature, four JSON parts, buffers. */
final class Wire {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);
    private static final int SIGNED_PARTS = 4;
    /** As many as the Python client remembers. */
    private static final int REMEMBERED_SIGNATURES = 1 << 16;

    private final HMACGenerator signer;
    private final boolean signed;
    private final SequencedMap<String, Boolean> seen = new LinkedHashMap<>();

    Wire(Connection connection) throws StartException {
        signer = connection.signer();
        signed = connection.signed();
    }

    List<byte[]> encode(Message message) {
        var parts = new byte[][]{bytes(message.header()), bytes(message.parent()), bytes(message.metadata()),
                bytes(message.content())};
        var frames = new ArrayList<byte[]>(message.identities());
        frames.add(DELIMITER);
        frames.add(signer.calculateSignature(parts).getBytes(US_ASCII));
        frames.addAll(Arrays.asList(parts));
        frames.addAll(message.buffers());
        return frames;
    }

    Message decode(List<byte[]> frames) throws MalformedMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER))
            delimiter++;
        int first = delimiter + 2;
        int buffers = first + SIGNED_PARTS;
        if (frames.size() < buffers)
            throw new MalformedMessageException("it is cut off: " + frames.size() + " frames, at least "
                    + (SIGNED_PARTS + 2) + " and the delimiter among them expected");
        check(frames.get(delimiter + 1), frames.subList(first, buffers).toArray(byte[][]::new));
        JsonObject header = json("header", frames.get(first));
        for (String field : List.of("msg_id", "msg_type"))
            if (!(header.get(field) instanceof JsonPrimitive))
                throw new MalformedMessageException("its header has no " + field);
        return new Message(List.copyOf(frames.subList(0, delimiter)), header,
                json("parent header", frames.get(first + 1)),
                json("metadata", frames.get(first + 2)), json("content", frames.get(first + 3)),
                List.copyOf(frames.subList(buffers, frames.size())));
    }

    private void check(byte[] signature, byte[][] parts) throws MalformedMessageException {
        if (!signed) return;
        String expected = signer.calculateSignature(parts);
        if (!MessageDigest.isEqual(expected.getBytes(US_ASCII), signature))
            throw new MalformedMessageException("its signature is wrong");
        synchronized (seen) {
            if (seen.put(expected, true) != null)
                throw new MalformedMessageException("it was sent before");
            if (seen.size() > REMEMBERED_SIGNATURES) seen.pollFirstEntry();
        }
    }

    private static JsonObject json(String part, byte[] bytes) throws MalformedMessageException {
        try {
            // the strict decoder: bad bytes must not turn into other text
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (Json.GSON.fromJson(text, JsonElement.class) instanceof JsonObject object) return object;
            throw new MalformedMessageException("its " + part + " is no JSON object");
        } catch (CharacterCodingException _) {
            throw new MalformedMessageException("its " + part + " is not UTF-8");
        } catch (JsonParseException e) {
            throw new MalformedMessageException("its " + part + " is not JSON: " + e.getMessage());
        }
    }

    private static byte[] bytes(JsonObject json) {
        return Json.GSON.toJson(json).getBytes(UTF_8);
    }
}
