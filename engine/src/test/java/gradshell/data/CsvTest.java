package gradshell.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path directory;

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("t.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table table(String text) {
        return Data.readCsv(file(text));
    }

    private static void assertRefused(String why, Executable read) {
        var e = assertThrows(IllegalArgumentException.class, read);
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private static final String PLANTS = """
            name, height,width,kind
            "fern, tall",1.5,2,b
            moss,-.25,3e2,a

            "say ""ivy""\n",7,+4.,b
            """;

    @Test
    void columns_areTensorsAndTexts() {
        Table plants = table(PLANTS);
        assertEquals(List.of("name", "height", "width", "kind"), plants.names());
        assertArrayEquals(new double[]{1.5, -0.25, 7, 2, 300, 4}, plants.tensor().toDoubleArray());
        assertArrayEquals(new long[]{2, 3}, plants.tensor().shape());
        assertArrayEquals(new double[]{2, 300, 4}, plants.tensor("width").toDoubleArray());
        assertEquals(List.of("fern, tall", "moss", "say \"ivy\""), plants.column("name"));
        assertTrue(plants.isNumeric("height"));
        assertFalse(plants.isNumeric("kind"));
    }

    @Test
    void oneHot_isOfTheSortedClasses() {
        Table plants = table(PLANTS);
        assertEquals(List.of("a", "b"), plants.classes("kind"));
        assertArrayEquals(new double[]{0, 1, 0, 1, 0, 1}, plants.oneHot("kind").toDoubleArray());
        assertRefused("line 2, column \"kind\": \"b\" is none of the classes [a]",
                () -> plants.oneHot("kind", List.of("a")));
        assertEquals(List.of("2", "10"), table("x\n10\n2\n10\n").classes("x"));
    }

    @Test
    void badNumbers_areNamedByLineAndColumn() {
        Table plants = table(PLANTS.replace("300", "much").replace("3e2", "0x1p3"));
        assertRefused("t.csv, line 3, column \"width\": \"0x1p3\" is no number", () -> plants.tensor("width"));
        assertRefused("line 5, column \"name\"", () -> table("name,b\n1,1\n2,2\n\nx,3\n").tensor("name"));
        assertRefused("1e300 is too large for FLOAT", () -> table("x\n1e300\n").tensor("x"));
        assertEquals(1e300, table("x\n1e300\n").tensor(DataType.DOUBLE, "x").item());
    }

    @Test
    void missingValues_areDroppedFilledOrNamed() {
        Table holes = table("a,b,c\n1,2,x\nNA,3,\n5,,y\n");
        assertEquals(Arrays.asList("1", null, "5"), holes.column("a"));
        assertRefused("line 3, column \"a\": the value is missing", () -> holes.tensor("a"));
        assertRefused("line 3, column \"c\": the value is missing", () -> holes.oneHot("c"));
        assertEquals(List.of("1"), holes.dropMissing().column("a"));
        assertArrayEquals(new double[]{1, 0, 5, 2, 3, 0}, holes.fillMissing(0).tensor("a", "b").toDoubleArray());
        assertEquals(List.of("x", "?", "y"), holes.fillMissing("c", "?").column("c"));
        assertRefused("line 4, column \"b\"", () -> holes.rows(2, 3).tensor("b"));
    }

    @Test
    void formats_areAsTheySay() {
        Path file = file("\uFEFF1;?\n2;-\n");
        Table table = Data.readCsv(file, CsvFormat.of().separator(';').withoutHeader().missing("?", "-"));
        assertEquals(List.of("0", "1"), table.names());
        assertArrayEquals(new double[]{1, 2}, table.tensor("0").toDoubleArray());
        assertEquals(Arrays.asList(null, null), table.column("1"));
    }

    @Test
    void damagedTables_areRefused() throws IOException {
        assertRefused("t.csv, line 3: there are 3 fields, but 2 columns", () -> table("a,b\n1,2\n1,2,3\n"));
        assertRefused("two columns are called \"a\"", () -> table("a,a\n1,2\n"));
        assertRefused("column 1 has no name", () -> table("a,\n1,2\n"));
        assertRefused("is empty", () -> table(""));
        Path latin = Files.write(directory.resolve("l.csv"), "name\né\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("isn't text in UTF-8", () -> Data.readCsv(latin));
        assertThrows(UncheckedIOException.class, () -> Data.readCsv(directory.resolve("none.csv")));
        var e = assertThrows(NoSuchElementException.class, () -> table("a,b\n1,2\n").tensor("c"));
        assertTrue(e.getMessage().contains("has no column \"c\"; there are [a, b]"), e.getMessage());
    }

    @Test
    void select_andText() {
        Table part = table("a,b\n1,x\n2,\n").select("b", "a");
        assertEquals("Table: 2 rows, 2 columns\nb, a\nx, 1\n, 2", part.toString());
        assertArrayEquals(new long[]{1, 0}, table("a\n").tensor("a").shape());
    }
}
