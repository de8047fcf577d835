package gradshell.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import gradshell.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files byte by byte, as the format's description says, and what is refused. */
class SafeTensorsTest {
    @TempDir
    Path directory;

    private Path file(long length, byte[] header, byte... data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(header).put(data);
        return Files.write(directory.resolve("file"), bytes.array());
    }

    private Path file(String header, byte... data) throws IOException {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        return file(bytes.length, bytes, data);
    }

    private static void assertRefused(Path file, String why) {
        var e = assertThrows(IllegalArgumentException.class, () -> Saving.load(file));
        assertTrue(e.getMessage().startsWith(file.toString()) && e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void read_handWritten_isUnderstood() throws IOException {
        Path file = file("{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"b\":{\"dtype\":\"I32\",\"shape\":[2,1],\"data_offsets\":[4,12]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}   ",
                new byte[]{0, 0, (byte) 0xc0, 0x3f, 1, 0, 0, 0, -1, -1, -1, -1});
        Map<String, Tensor> tensors = Saving.load(file);
        assertEquals(1.5, tensors.get("a").item());
        assertArrayEquals(new long[]{1, -1}, tensors.get("b").toLongArray());
        assertArrayEquals(new long[]{2, 1}, tensors.get("b").shape());
        assertEquals(Map.of("format", "pt"), Saving.metadata(file));
    }

    @Test
    void write_isLaidOutAsTheFormatSays() throws IOException {
        Path file = directory.resolve("file");
        Saving.save(file, Map.of("x", Tensors.tensor(1.5)));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        assertEquals("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                new String(header, StandardCharsets.UTF_8).strip());
        assertEquals(0, header.length % 8);
        assertEquals(1.5f, bytes.getFloat());
        assertEquals(0, bytes.remaining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,8]}}|takes 4 bytes, but 8 are its own",
            "{`x`:{`dtype`:`F32`,`shape`:[3],`data_offsets`:[0,12]}}|but 8 bytes follow the header",
            "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[4,8]}}|bytes from 0 on belong to none",
            "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,4]}}|is longer than its header says",
            "{`x`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8]},`y`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[4,8]}}|they overlap",
            "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[8,4]}}|lies from byte 8 to 4",
            "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0]}}|needs dtype, shape and data_offsets",
            "{`x`:{`dtype`:`F32`,`shape`:[1]}}|needs dtype, shape and data_offsets",
            "{`x`:{`dtype`:`U4`,`shape`:[1],`data_offsets`:[0,8]}}|is of type U4; those that can be read are [F32, F64, I32, I64, BOOL]",
            "{`x`:{`dtype`:1,`shape`:[1],`data_offsets`:[0,8]}}|is of type 1",
            "{`x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8],`dtype`:`F32`}}|has \"dtype\" twice",
            "{`x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8],`more`:1}}|has an unknown entry",
            "{`x`:{`dtype`:`F64`,`shape`:[-1],`data_offsets`:[0,8]}}|aren't whole numbers from 0 on",
            "{`x`:{`dtype`:`F64`,`shape`:[1e400],`data_offsets`:[0,8]}}|aren't whole numbers from 0 on",
            "{`x`:{`dtype`:`F64`,`shape`:[1.5],`data_offsets`:[0,8]}}|aren't whole numbers from 0 on",
            "{`x`:{`dtype`:`F64`,`shape`:[99999999999999999999999],`data_offsets`:[0,8]}}|aren't whole numbers from 0 on",
            "{`x`:{`dtype`:`F64`,`shape`:[4294967296,4294967296],`data_offsets`:[0,8]}}|which no memory holds",
            "{`x`:{`dtype`:`F64`,`shape`:[0,4294967296,4294967296],`data_offsets`:[0,0]}}|which no memory holds",
            "{`x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8]},`x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8]}}|has \"x\" twice",
            "{`../../x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8]}}|looks like a way out",
            "{`/etc/x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8]}}|looks like a way out",
            "{`C:x`:{`dtype`:`F64`,`shape`:[1],`data_offsets`:[0,8]}}|looks like a way out",
            "{`x`:[[[[[[[[[[[[1]]]]]]]]]]]]}|is no JSON of a safetensors file",
            "{`x`:{`dtype`:`F64`,`shape`:[[[[1]]]],`data_offsets`:[0,8]}}|aren't whole numbers from 0 on",
            "{`__metadata__`:{`a`:1}}|metadata \"a\" that is no text",
            "{`__metadata__`:{`a`:`1`,`a`:`2`}}|metadata \"a\" twice",
            "{x:1}|is no JSON of a safetensors file", "{`x`:{`dtype`|is no JSON of a safetensors file",
            "{} {}|is no JSON of a safetensors file: malformed", "[]|doesn't begin with {"})
    void read_hostileHeader_isRefused(String header, String why) throws IOException {
        assertRefused(file(header.replace('`', '"'), new byte[8]), why);
    }

    @Test
    void read_deepNesting_isRefused() throws IOException {
        assertRefused(file("{\"x\":".repeat(1_000_000) + "1" + "}".repeat(1_000_000)), "unknown entry");
        assertRefused(file("{\"x\":{\"shape\":" + "[".repeat(1_000_000)), "aren't whole numbers");
    }

    @Test
    void read_headerLength_isCheckedBeforeItIsRead() throws IOException {
        assertRefused(file(100_000_001, new byte[2]), "its header would be of 100000001 bytes");
        assertRefused(file(-1, new byte[2]), "its header would be of 18446744073709551615 bytes");
        assertRefused(file(99_000_000, new byte[2]), "is cut off: its header is of 99,000,000 bytes, but only 2");
        assertRefused(file(0, new byte[0]), "its header would be of 0 bytes");
        assertRefused(Files.write(directory.resolve("file"), new byte[7]), "not even a header's length");
    }

    @Test
    void read_spaceBeforeTheHeader_isRefused() throws IOException {
        assertRefused(file(" {}"), "doesn't begin with {");
    }

    @Test
    void read_notUtf8_isRefused() throws IOException {
        assertRefused(file(4, new byte[]{'{', (byte) 0xff, (byte) 0xfe, '}'}), "isn't UTF-8");
    }

    /** Whatever stands in a file, it is read or refused; nothing else may come out. */
    @Test
    void read_damagedAnywhere_isReadOrRefused() throws IOException {
        Path file = directory.resolve("file");
        Saving.save(file, Map.of("x", Tensors.tensor(1, 2, 3), "y", Tensors.ones(2, 2)));
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            Files.write(file, bad);
            readOrRefused(file);
        }
        for (int n = 0; n < good.length; n++) {
            Files.write(file, Arrays.copyOf(good, n));
            assertThrows(IllegalArgumentException.class, () -> Saving.load(file));
        }
    }

    private static void readOrRefused(Path file) {
        try {
            assertTrue(Saving.load(file).size() <= 2);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
    }
}
