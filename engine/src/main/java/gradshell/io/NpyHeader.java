package gradshell.io;

import gradshell.DataType;
import gradshell.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands in a .npy file before the elements: a magic word, the version, the length, and a Python dictionary.
 *
 * @param bytes how many bytes it takes
 */
@SuppressWarnings("ArrayRecordComponent") // given to no one who would change it
record NpyHeader(DataType type, ByteOrder order, boolean isFortran, long[] shape, int bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /** Far more than any array of plain numbers needs. */
    private static final int MOST = 1 << 16;

    private static final Pattern ENTRY = Pattern.compile("\\s*['\"](\\w+)['\"]\\s*:\\s*"
            + "('[^']*'|\"[^\"]*\"|True|False|\\([^()]*\\)|\\[)\\s*(,|(?=\\}))");

    static NpyHeader read(String where, ReadableByteChannel from) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        ByteBuffer start = read(from, MAGIC.length + 2).get(magic);
        if (!Arrays.equals(MAGIC, magic))
            throw new IllegalArgumentException(where + " is no .npy file: those begin with \\x93NUMPY");
        int version = start.get();
        if (version < 1 || version > 3)
            throw new IllegalArgumentException(
                    where + " is of version " + version + " of the .npy format; 1 to 3 can be read");
        ByteBuffer size = read(from, version == 1 ? Short.BYTES : Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? Short.toUnsignedInt(size.getShort()) : Integer.toUnsignedLong(size.getInt());
        if (length > MOST)
            throw new IllegalArgumentException(
                    "%s is refused: its header would be of %,d bytes".formatted(where, length));
        ByteBuffer text = read(from, (int) length);
        return parse(where, StandardCharsets.ISO_8859_1.decode(text).toString().strip(),
                start.capacity() + size.capacity() + text.capacity());
    }

    private static ByteBuffer read(ReadableByteChannel from, int bytes) throws IOException {
        ByteBuffer to = ByteBuffer.allocate(bytes);
        while (to.hasRemaining()) if (from.read(to) < 0) throw new EOFException("the header of an array ends early");
        return to.flip();
    }

    private static NpyHeader parse(String where, String text, int bytes) {
        if (!text.startsWith("{") || !text.endsWith("}")) throw bad(where, text);
        Map<String, String> values = new HashMap<>();
        Matcher entry = ENTRY.matcher(text).useAnchoringBounds(false);
        int at = 1;
        while (entry.region(at, text.length()).lookingAt()) {
            if (values.put(entry.group(1), entry.group(2)) != null) throw bad(where, text);
            at = entry.end();
        }
        if (text.contains("[")) throw unknownType(where, text.substring(text.indexOf('[')));
        if (!text.substring(at).strip().equals("}") || values.size() != 3 || !values.containsKey("descr")
                || !values.containsKey("shape") || !values.getOrDefault("fortran_order", "").matches("True|False"))
            throw bad(where, text);
        String descr = values.get("descr").replaceAll("['\"]", "");
        return new NpyHeader(type(where, descr),
                descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                values.get("fortran_order").equals("True"), shape(where, values.get("shape"), text), bytes);
    }

    private static DataType type(String where, String descr) {
        return switch (descr) {
            case "<f4", ">f4" -> DataType.FLOAT;
            case "<f8", ">f8" -> DataType.DOUBLE;
            case "<i4", ">i4" -> DataType.INT;
            case "<i8", ">i8" -> DataType.LONG;
            case "|b1" -> DataType.BOOL;
            default -> throw unknownType(where, descr);
        };
    }

    private static IllegalArgumentException unknownType(String where, String type) {
        return new IllegalArgumentException(
                "%s has elements of type %s; float32, float64, int32, int64 and bool can be read, so write x.astype('float32') in Python"
                        .formatted(where, shortened(type)));
    }

    /** A tuple as Python writes it: (), (3,), (3, 4). */
    private static long[] shape(String where, String tuple, String text) {
        if (!tuple.startsWith("(")) throw bad(where, text);
        String inside = tuple.substring(1, tuple.length() - 1).strip();
        if (inside.isEmpty()) return new long[0];
        if (!inside.contains(",")) throw bad(where, text);
        String[] sizes = (inside.endsWith(",") ? inside.substring(0, inside.length() - 1) : inside).split(",", -1);
        long[] shape = new long[sizes.length];
        for (int d = 0; d < shape.length; d++) {
            // Python 2 wrote 3L
            String size = sizes[d].strip().replaceFirst("L$", "");
            if (!size.matches("\\d{1,18}")) throw bad(where, text);
            shape[d] = Long.parseLong(size);
        }
        return shape;
    }

    private static IllegalArgumentException bad(String where, String text) {
        return new IllegalArgumentException("%s has no header of a .npy file: %s".formatted(where, shortened(text)));
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    /** The header for a tensor, in version 1. */
    static byte[] of(Tensor x) {
        String descr = switch (x.dataType()) {
            case FLOAT -> "<f4";
            case DOUBLE -> "<f8";
            case INT -> "<i4";
            case LONG -> "<i8";
            case BOOL -> "|b1";
        };
        String shape = Arrays.stream(x.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "))
                + (x.rank() == 1 ? "," : "");
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(descr, shape);
        int before = MAGIC.length + 2 + Short.BYTES;
        int length = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        header.put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) header.put((byte) ' ');
        return header.put((byte) '\n').array();
    }
}
