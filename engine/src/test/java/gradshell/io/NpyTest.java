package gradshell.io;

import static gradshell.Tensors.arange;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NumPy's files byte by byte, as its documentation of the format says, and what is refused. */
class NpyTest {
    @TempDir
    Path directory;

    private static byte[] npy(int version, String header, byte... data) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) bytes.putShort((short) header.length());
        else
            bytes.putInt(header.length());
        bytes.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(data);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private Path file(byte... bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }

    private Path npz(String name, byte... content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return file(bytes.toByteArray());
    }

    private static void assertRefused(String why, Executable read) {
        var e = assertThrows(IllegalArgumentException.class, read);
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void readNpy_versionsAndByteOrders_areUnderstood() throws IOException {
        for (int version = 1; version <= 3; version++) {
            Path file = file(npy(version, "{'descr': '>i4', 'fortran_order': False, 'shape': (2,), }\n", //
                    new byte[]{0, 0, 1, 0, -1, -1, -1, -2}));
            assertEquals(DataType.INT, Saving.readNpy(file).dataType());
            assertArrayEquals(new long[]{256, -2}, Saving.readNpy(file).toLongArray());
        }
    }

    @Test
    void readNpy_fortranOrder_isTurned() throws IOException {
        Tensor x = Saving.readNpy(file(npy(1, "{\"descr\": \"|b1\", \"fortran_order\": True, \"shape\": (2, 3)}", //
                new byte[]{1, 0, 1, 1, 0, 0})));
        assertArrayEquals(new long[]{1, 1, 0, 0, 1, 0}, x.toLongArray());
        assertArrayEquals(new long[]{2, 3}, x.shape());
    }

    @Test
    void writeNpy_isLaidOutAsNumpyDoes() throws IOException {
        Path file = directory.resolve("file");
        Saving.writeNpy(file, tensor(1.5, -2));
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(128 + 8, bytes.length);
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", header.strip());
        assertTrue(header.endsWith(" \n"));
        assertEquals(1.5f, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(128));
    }

    @Test
    void writeNpy_types_comeBack() {
        Path file = directory.resolve("file");
        for (Tensor x : List.of(arange(6).reshape(2, 3).t(), ones(DataType.DOUBLE), indices(1L << 60, -1),
                tensor(1, 2).to(DataType.INT), tensor(0, 1).gt(0.5))) {
            Saving.writeNpy(file, x);
            Tensor read = Saving.readNpy(file);
            assertEquals(x.dataType(), read.dataType());
            assertArrayEquals(x.shape(), read.shape());
            assertArrayEquals(x.toLongArray(), read.toLongArray());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)};elements of type <c8",
            "{'descr': '|O', 'fortran_order': False, 'shape': (1,)};elements of type |O",
            "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)};elements of type [('a'",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)};is cut off",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)};is longer than its shape says",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999)};which no memory holds",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)};no header of a .npy file",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)};no header of a .npy file",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1)};no header of a .npy file",
            "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)};no header of a .npy file",
            "{'descr': '<f8', 'shape': (1,)};no header of a .npy file",
            "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)};no header of a .npy file",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} {;no header of a .npy file"})
    void readNpy_hostileHeader_isRefused(String header, String why) throws IOException {
        Path file = file(npy(1, header, new byte[8]));
        assertRefused(why, () -> Saving.readNpy(file));
    }

    @Test
    void readNpy_noHeader_isRefused() throws IOException {
        Path file = file(new byte[3]);
        assertRefused("is cut off", () -> Saving.readNpy(file));
        file("just some text".getBytes(StandardCharsets.US_ASCII));
        assertRefused("is no .npy file", () -> Saving.readNpy(file));
        file(npy(4, "{}"));
        assertRefused("is of version 4", () -> Saving.readNpy(file));
        byte[] huge = npy(2, "{}");
        huge[10] = 0x7f;
        file(huge);
        assertRefused("its header would be of", () -> Saving.readNpy(file));
        file(npy(1, "{" + "(".repeat(60_000) + "}"));
        assertRefused("no header of a .npy file", () -> Saving.readNpy(file));
    }

    @Test
    void npz_arrays_comeBack() {
        Path file = directory.resolve("file.npz");
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("x", arange(6).reshape(2, 3));
        arrays.put("layer.bias", ones(DataType.DOUBLE, 2));
        Saving.writeNpz(file, arrays);
        Map<String, Tensor> read = Saving.readNpz(file);
        assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
        arrays.forEach((name, x) -> assertTrue(read.get(name).allClose(x, 0)));
    }

    @Test
    void readNpz_otherContent_isRefused() throws IOException {
        Path file = npz("readme.txt", new byte[1]);
        assertRefused("\"readme.txt\", which is no array", () -> Saving.readNpz(file));
        npz("../../x.npy", npy(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (1,)}", new byte[1]));
        assertRefused("looks like a way out", () -> Saving.readNpz(file));
        npz("x.npy", npy(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (9,)}", new byte[1]));
        assertRefused("\"x.npy\" is cut off", () -> Saving.readNpz(file));
        file("no archive at all".getBytes(StandardCharsets.US_ASCII));
        assertRefused("can't be unpacked", () -> Saving.readNpz(file));
    }

    /** The size that the archive's directory claims, at its byte 24, is changed to two gigabytes. */
    @Test
    void readNpz_sizeThatIsALie_isRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = npz("x.npy", npy(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (2147483000,)}"));
        byte[] bytes = Files.readAllBytes(file);
        int directoryAt = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directoryAt + 24, 2_147_483_074);
        file(bytes);
        assertRefused("claims 2,147,483,074 bytes", () -> Saving.readNpz(file));
    }

    @Test
    void readNpz_damagedElements_areRefused() throws IOException {
        Path file = npz("x.npy", npy(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", new byte[3]));
        byte[] bytes = Files.readAllBytes(file);
        int directoryAt = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[directoryAt + 16] ^= 1;
        file(bytes);
        assertRefused("its checksum is another", () -> Saving.readNpz(file));
    }
}
