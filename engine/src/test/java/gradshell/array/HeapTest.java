package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapTest {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:+UseParallelGC"})
    void liveArrays_moreThanTheHeapHolds_findRoomOutside(String collector) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector, "-Xmx64m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Live.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("79800.0" + System.lineSeparator(), output);
        assertEquals(0, process.waitFor());
    }

    /** Makes 160 MB of arrays, and adds up what they hold in the end. */
    static final class Live {
        private Live() {}

        public static void main(String[] args) {
            List<Array> all = IntStream.range(0, 400).mapToObj(i -> Array.full(ElementType.FLOAT, i, 100_000)).toList();
            System.out.println(all.stream().mapToDouble(x -> x.get(99_999)).sum());
        }
    }
}
