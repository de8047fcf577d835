package gradshell.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonObject;
import gradshell.kernel.magic.MagicShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A kernel that is its own client, and does what first cells do: the JVM is started with this class to see what an
 * {@link AotCache} should hold. Internal: public only because the JVM starts it.
 */
public final class Training {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final List<String> CELLS = List.of("1 + 1",
            "import static gradshell.Gradshell.*;\ndouble f(double x) { return 3 * x * x + 2 * x + 1; }\n"
                    + "gradient(x -> f(x), 5)",
            "import gradshell.*;\nvar w = randn(3, 4);\ngradient(() -> sum(w.times(w)), params(w))",
            "var model = chain(dense(4, 8, tanh), dense(8, 3));\nvar x = randn(4, 16);\nmodel.apply(x)",
            "record Point(int x, int y) {}\nList.of(new Point(1, 2))",
            "for (int i = 0; i < 100; i++) System.out.println(\"line \" + i);",
            "Map.of(\"a\", new double[] {1, 2})", "int missing = notThere + 1;",
            "int deep(int n) { return n / 0; }\ndeep(3)", "ans", "%who", "w", "String s = \"text\";", "s.length()");
    /** As often as the compiler of the JVM needs to see what is worth compiling. */
    private static final int SMALL_CELLS = 40;

    private final Wire wire;
    private final Session session = new Session();
    private final ZMQ.Socket socket;

    private Training(ZMQ.Socket socket, Wire wire) {
        this.socket = socket;
        this.wire = wire;
    }

    /** Ends the process: with 0 when all cells were answered. */
    public static void main(String[] args) throws StartException {
        int[] port = ports();
        var connection = new Connection("127.0.0.1", port[0], port[1], port[2], port[3], port[4],
                UUID.randomUUID().toString(), "hmac-sha256");
        var kernel = Kernel.start(connection, () -> {
            var shell = MagicShell.start();
            shell.awaitStarted();
            return shell;
        }, null, _ -> {});
        var context = ZMQ.context(1);
        var socket = context.socket(SocketType.DEALER);
        socket.setIdentity("training".getBytes(US_ASCII));
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.connect(connection.address(connection.shellPort()));
        boolean answered = new Training(socket, new Wire(connection)).run();
        kernel.stop(0);
        kernel.await();
        System.exit(answered ? 0 : 1);
    }

    private boolean run() {
        boolean answered = ask("kernel_info_request", new JsonObject());
        for (String cell : CELLS) answered &= execute(cell);
        for (int i = 0; i < SMALL_CELLS; i++) answered &= execute("double v" + i + " = " + i + ";\nv" + i + " + 1");
        for (String code : List.of("\"text\".", "s.", "Mat", "ten", "model."))
            answered &= ask("complete_request", Json.object("code", code, "cursor_pos", code.length()));
        for (String code : List.of("Math.max", "s", "gradient", "Tensor"))
            answered &= ask("inspect_request",
                    Json.object("code", code, "cursor_pos", code.length(), "detail_level", 0));
        answered &= ask("is_complete_request", Json.object("code", "for (;;) {"));
        return answered;
    }

    private boolean execute(String code) {
        return ask("execute_request", Json.object("code", code, "silent", false, "store_history", true,
                "user_expressions", Map.of(), "allow_stdin", false, "stop_on_error", false));
    }

    /** Whether an answer came, whatever it is. */
    private boolean ask(String type, JsonObject content) {
        Sockets.send(socket, wire.encode(session.message(List.of(), type, new JsonObject(), content)));
        return Sockets.receive(socket, 0) != null;
    }

    private static int[] ports() {
        var held = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 5; i++) held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            int[] ports = IntStream.range(0, 5).map(i -> held.get(i).getLocalPort()).toArray();
            for (var socket : held) socket.close();
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
