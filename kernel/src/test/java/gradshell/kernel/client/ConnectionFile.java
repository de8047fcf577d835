package gradshell.kernel.client;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The content of a connection file; component names are those of the file. */
public record ConnectionFile(String transport, String ip, int shell_port, int control_port, int iopub_port,
        int stdin_port, int hb_port, String signature_scheme, String key) {

    /**
     * On free ports of this machine, with a key of its own. The ports lie below those that the system gives to connecting
     * sockets: a client that calls before the kernel listens could otherwise be given the very port it calls.
     */
    public static ConnectionFile create() {
        List<ServerSocket> held = new ArrayList<>();
        while (held.size() < 5)
            try {
                int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
                held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            } catch (IOException _) {
                // taken: another one
            }
        int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        held.forEach(ConnectionFile::release);
        return new ConnectionFile("tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "hmac-sha256",
                UUID.randomUUID().toString());
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String json() {
        return new Gson().toJson(this);
    }

    String address(int port) {
        return transport + "://" + ip + ":" + port;
    }
}
