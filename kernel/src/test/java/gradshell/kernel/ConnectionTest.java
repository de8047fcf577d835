package gradshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.client.ConnectionFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    private static final String GOOD = new ConnectionFile("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "hmac-sha256", "k").json();

    @Test
    void parse_good_addressesAsGiven() throws StartException {
        Connection connection = Connection.parse(GOOD);
        assertEquals("tcp://127.0.0.1:3", connection.address(connection.iopubPort()));
        assertTrue(connection.signed());
        assertFalse(Connection.parse(GOOD.replace("\"k\"", "\"\"")).signed());
    }

    @Test
    void parse_ip6_inBrackets() throws StartException {
        assertEquals("tcp://[::1]:1", Connection.parse(GOOD.replace("127.0.0.1", "::1")).address(1));
    }

    @Test
    void parse_unusable_saysWhy() {
        refused(GOOD.replace("tcp", "ipc"), "transport is ipc");
        refused(GOOD.replace("hmac-sha256", "hmac-best"), "hmac-best");
        refused(GOOD.replace("shell_port\":1", "shell_port\":70000"), "shell_port must be 1 to 65535, but is 70000");
        refused(GOOD.replace("hb_port", "other"), "hb_port must be 1 to 65535, but is missing");
        refused(GOOD.replace("127.0.0.1", ""), "ip is missing");
        refused("{\"shell_port\":[]}", "not the JSON");
        refused("{", "not the JSON");
        refused("", "empty");
    }

    @Test
    void read_missingFile_saysWhich(@TempDir Path dir) {
        Path file = dir.resolve("none.json");
        String message = assertThrows(StartException.class, () -> Connection.read(file)).getMessage();
        assertEquals("the connection file " + file + " does not exist", message);
    }

    @Test
    void read_directoryOrNoText_saysWhich(@TempDir Path dir) throws IOException {
        assertTrue(
                assertThrows(StartException.class, () -> Connection.read(dir)).getMessage().contains("cannot be read"));
        Path binary = Files.write(dir.resolve("b"), new byte[]{(byte) 0xff, (byte) 0xfe});
        assertTrue(assertThrows(StartException.class, () -> Connection.read(binary)).getMessage().contains("UTF-8"));
    }

    @Test
    void start_portTaken_saysWhichAndReleasesTheOthers() throws Exception {
        ConnectionFile file = ConnectionFile.create();
        Connection connection = Connection.parse(file.json());
        try (var taken = new ServerSocket(file.stdin_port(), 1, InetAddress.getLoopbackAddress())) {
            String message = assertThrows(StartException.class, () -> start(connection)).getMessage();
            assertTrue(message.contains("stdin") && message.contains(":" + taken.getLocalPort())
                    && message.contains("taken"), message);
        }
        Kernel kernel = start(connection);
        kernel.stop(0);
        assertEquals(0, kernel.await());
    }

    @Test
    void start_shellFails_endsWithAnErrorCode() throws Exception {
        Kernel kernel = Kernel.start(Connection.parse(ConnectionFile.create().json()), () -> {
            throw new IllegalStateException("no compiler");
        }, null, _ -> {});
        assertEquals(1, kernel.await());
    }

    private static Kernel start(Connection connection) throws StartException {
        return Kernel.start(connection, FakeShell::new, null, _ -> {});
    }

    private static void refused(String json, String why) {
        String message = assertThrows(StartException.class, () -> Connection.parse(json)).getMessage();
        assertTrue(message.contains(why), message);
    }
}
