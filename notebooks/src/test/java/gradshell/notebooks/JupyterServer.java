package gradshell.notebooks;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Debian's Jupyter with the installed kernel, in a directory of its own, serving the notebooks that a test makes. */
final class JupyterServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final Process process;
    private final int port;

    private JupyterServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** Installs the kernel and starts the server; {@code directory} gets all that it writes. */
    static JupyterServer start(Path directory) throws IOException, InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        Command.in(here).run(LaunchedTest.GRADSHELL, "install", "--prefix", directory.toString()).mustSucceed();
        int port = freePort();
        var builder = new ProcessBuilder("/usr/bin/python3", "-m", "notebook", "--no-browser", "--allow-root",
                "--ip=127.0.0.1", "--port=" + port, "--port-retries=0", "--NotebookApp.token=",
                "--NotebookApp.password=", "--notebook-dir=" + directory).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile());
        builder.environment().putAll(Map.of("JUPYTER_PATH", directory.resolve("share/jupyter").toString(), "HOME",
                directory.toString(), "JUPYTER_CONFIG_DIR", directory.resolve("config").toString(),
                "JUPYTER_RUNTIME_DIR", directory.resolve("runtime").toString(), "JUPYTER_DATA_DIR",
                directory.resolve("data").toString(), "GRADSHELL_HISTORY", "off", "GRADSHELL_STARTUP", "off"));
        var server = new JupyterServer(directory, builder.start(), port);
        server.awaitStart();
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!accepts()) {
            if (!process.isAlive() || Instant.now().isAfter(end))
                throw new IllegalStateException("Jupyter did not start:\n" + log());
            Thread.sleep(100);
        }
    }

    private boolean accepts() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** What the server and its kernels have said. */
    String log() throws IOException {
        return Files.readString(directory.resolve("server.log"));
    }

    /** Makes a notebook of these cells; its address. */
    String notebook(String name, String... cells) throws IOException {
        List<Map<String, Object>> code = Arrays.stream(cells)
                .map(source -> Map.of("cell_type", "code", "metadata", Map.of(), "outputs", List.of(), "source",
                        source))
                .toList();
        JsonObject notebook = new Gson().toJsonTree(Map.of("nbformat", 4, "nbformat_minor", 4, "cells", code,
                "metadata", Map.of("kernelspec",
                        Map.of("name", "gradshell", "display_name", "Gradshell", "language", "java"))))
                .getAsJsonObject();
        notebook.getAsJsonArray("cells").forEach(cell -> cell.getAsJsonObject().add("execution_count", null));
        Files.writeString(directory.resolve(name + ".ipynb"), notebook.toString());
        return "http://127.0.0.1:" + port + "/notebooks/" + name + ".ipynb";
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException _) {
            process.destroyForcibly();
        }
    }
}
