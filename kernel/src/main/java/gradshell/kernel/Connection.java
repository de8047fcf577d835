package gradshell.kernel;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;

/**
 * Where clients will connect, and the key that signs messages: what the connection file says.
 *
 * @param key the signing key; empty when messages are not signed
 */
record Connection(String ip, int shellPort, int controlPort, int iopubPort, int stdinPort, int heartbeatPort,
        String key, String scheme) {
    private static final String DEFAULT_SCHEME = "hmac-sha256";

    static Connection read(Path file) throws StartException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException _) {
            throw new StartException("the connection file " + file + " does not exist");
        } catch (CharacterCodingException _) {
            throw new StartException("the connection file " + file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new StartException("the connection file " + file + " cannot be read: " + e);
        } catch (StartException e) {
            throw new StartException("the connection file " + file + " is not usable: " + e.getMessage());
        }
    }

    static Connection parse(String json) throws StartException {
        KernelConnectionProperties file;
        try {
            file = KernelConnectionProperties.parse(json);
        } catch (JsonParseException e) {
            throw new StartException("it is not the JSON of a connection file: " + e.getMessage());
        }
        if (file == null) throw new StartException("it is empty");
        String transport = file.getTransport() == null ? "tcp" : file.getTransport();
        if (!transport.equals("tcp"))
            throw new StartException("its transport is " + transport + ", and this kernel speaks only tcp");
        if (file.getIp() == null || file.getIp().isBlank()) throw new StartException("ip is missing");
        String key = file.getKey() == null ? "" : file.getKey();
        String scheme = file.getSignatureScheme() == null ? DEFAULT_SCHEME : file.getSignatureScheme();
        var connection = new Connection(file.getIp(), port("shell_port", file.getShellPort()),
                port("control_port", file.getControlPort()), port("iopub_port", file.getIopubPort()),
                port("stdin_port", file.getStdinPort()), port("hb_port", file.getHbPort()), key, scheme);
        connection.signer();
        return connection;
    }

    /** Signs messages with the key. */
    HMACGenerator signer() throws StartException {
        if (!signed()) return HMACGenerator.NO_AUTH_INSTANCE;
        try {
            return new HMACGenerator(scheme, key);
        } catch (GeneralSecurityException _) {
            throw new StartException("its signature_scheme " + scheme + " is unknown; " + DEFAULT_SCHEME + " works");
        }
    }

    boolean signed() {
        return !key.isEmpty();
    }

    String address(int port) {
        return "tcp://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
    }

    private static int port(String name, int port) throws StartException {
        if (port < 1 || port > 65_535)
            throw new StartException(name + " must be 1 to 65535, but is " + (port == 0 ? "missing" : port));
        return port;
    }
}
