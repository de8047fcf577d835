package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void parse_bothWaysOfValues_areTaken() throws UsageException {
        Arguments arguments = parse("--prefix=/a=b", "file", "--name", "n");
        assertEquals(Map.of("--prefix", "/a=b", "--name", "n"), arguments.options());
        assertEquals(List.of("file"), arguments.words());
    }

    @Test
    void parse_flag_isThere() throws UsageException {
        assertTrue(parse("--user").has("--user"));
    }

    @Test
    void parse_unknownOption_suggestsTheNearest() {
        assertEquals("no option --usr; did you mean --user?",
                assertThrows(UsageException.class, () -> parse("--usr")).getMessage());
        assertEquals("no option --verbose; there are --name, --prefix, --user",
                assertThrows(UsageException.class, () -> parse("--verbose")).getMessage());
    }

    @Test
    void parse_missingValue_isRefused() {
        assertEquals("--name needs a value behind it",
                assertThrows(UsageException.class, () -> parse("--name")).getMessage());
    }

    @Test
    void distance_countsInsertionsRemovalsReplacements() {
        assertEquals(0, Spelling.distance("run", "run"));
        assertEquals(1, Spelling.distance("runn", "run"));
        assertEquals(3, Spelling.distance("kitten", "sitting"));
        assertEquals(3, Spelling.distance("", "run"));
    }

    private static Arguments parse(String... args) throws UsageException {
        return Arguments.parse(List.of(args), Set.of("--user"), Set.of("--prefix", "--name"));
    }
}
