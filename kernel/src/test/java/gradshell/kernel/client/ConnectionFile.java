package gradshell.kernel.client;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The content of a connection file; component names are those of the file. */
public record ConnectionFile(String transport, String ip, int shell_port, int control_port, int iopub_port,
        int stdin_port, int hb_port, String signature_scheme, String key) {

    /** On free ports of this machine, with a key of its own. */
    public static ConnectionFile create() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++)
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            for (ServerSocket socket : held)
                socket.close();
            return new ConnectionFile("tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4],
                    "hmac-sha256", UUID.randomUUID().toString());
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
