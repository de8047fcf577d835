package gradshell.kernel;

import com.google.gson.JsonObject;
import gradshell.kernel.shell.Shell;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.reply.InterruptReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** One running kernel: its channels, the shell behind them, its end. */
final class Kernel {
    /** The longest wait for what is published to be sent, and for a channel's thread to let go of its socket. */
    private static final int DRAIN_MILLIS = 2000;
    private static final int CLOSE_MILLIS = 400;
    /** Clients take the first answer for the kernel's being ready: it is held back a little, until that is true. */
    private static final int READY_MILLIS = 250;

    private final Sockets sockets;
    private final Session session = new Session();
    private final Publisher publisher;
    private final InputChannel input;
    private final Shell shell;
    private final Interrupts interrupts;
    private final Consumer<String> log;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /**
     * Listens at the connection's addresses and starts the shell in the background.
     *
     * @param shell makes the shell that runs cells
     * @param kept keeps the cells for later sessions; null keeps none
     * @param log takes the kernel's own log, a line at a time
     * @throws StartException when a port is taken
     */
    static Kernel start(Connection connection, Supplier<Shell> shell, HistoryFile kept,
            Consumer<String> log) throws StartException {
        return start(connection, new LateShell(shell), kept, log);
    }

    /** The same with a shell that has begun to start. */
    static Kernel start(Connection connection, LateShell shell, HistoryFile kept,
            Consumer<String> log) throws StartException {
        return new Kernel(connection, shell, kept, log);
    }

    private Kernel(Connection connection, LateShell shell, HistoryFile kept,
            Consumer<String> log) throws StartException {
        this.log = log;
        var wire = new Wire(connection);
        sockets = new Sockets(connection);
        ZMQ.Socket shellSocket = sockets.bind(SocketType.ROUTER, "shell", connection.shellPort());
        ZMQ.Socket controlSocket = sockets.bind(SocketType.ROUTER, "control", connection.controlPort());
        ZMQ.Socket iopubSocket = sockets.bind(SocketType.XPUB, "iopub", connection.iopubPort());
        ZMQ.Socket stdinSocket = sockets.bind(SocketType.ROUTER, "stdin", connection.stdinPort());
        Heartbeat.serve(sockets.bind(SocketType.REP, "heartbeat", connection.heartbeatPort()));
        publisher = new Publisher(session, log);
        publisher.serve(iopubSocket, wire);
        publisher.status(new JsonObject(), PublishStatus.STARTING);
        input = new InputChannel(session, log);
        input.serve(stdinSocket, wire);
        this.shell = shell;
        interrupts = new Interrupts(shell);

        var control = new RequestChannel("control", controlSocket, wire, session, log);
        control.serve(common());
        var cells = new RequestChannel("shell", shellSocket, wire, session, log);
        var code = new CodeRequests(shell);
        var comms = new CommRequests(shell, interrupts, publisher, cells, log);
        var history = new History(kept, log);
        Thread.ofVirtual().name("gradshell-history").start(history::begin);
        cells.serve(common().on("kernel_info_request", _ -> {
            shell.awaitStarted(READY_MILLIS);
            return KernelInfo.reply();
        }).before("execute_request", interrupts::begin).before("comm_open", interrupts::begin)
                .before("comm_msg", interrupts::begin).before("comm_close", interrupts::begin).on("execute_request",
                        new Execution(shell, interrupts, publisher, input, history, comms, cells, log))
                .on("complete_request", code::complete)
                .on("inspect_request", code::inspect)
                .on("is_complete_request", code::isComplete)
                .on("history_request", history::handle)
                .on("comm_info_request", comms::info)
                .on("comm_open", comms::open)
                .on("comm_msg", request -> comms.message(request, false))
                .on("comm_close", request -> comms.message(request, true)));
        shell.onFailure(this::shellFailed);
    }

    /** The requests that the shell and the control channel answer alike. */
    private Requests common() {
        return new Requests(publisher, log).on("kernel_info_request", _ -> KernelInfo.reply())
                .on("interrupt_request", _ -> {
                    interrupts.request();
                    return new InterruptReply();
                })
                .on("shutdown_request", request -> {
                    boolean restart = Json.read(request.content(), ShutdownRequest.class, new JsonObject()).isRestart();
                    return restart ? ShutdownReply.SHUTDOWN_AND_RESTART : ShutdownReply.SHUTDOWN;
                })
                .after("shutdown_request", () -> stop(0));
    }

    private void shellFailed(Throwable t) {
        log.accept("the Java shell cannot start: " + t);
        stop(1);
    }

    /** Begins the end: what was said still reaches the clients, then the channels close. A running cell is left behind. */
    void stop(int exitCode) {
        if (!stopping.compareAndSet(false, true)) return;
        var thread = new Thread(() -> {
            // closed sockets send nothing more
            publisher.close(DRAIN_MILLIS);
            input.close();
            sockets.close(CLOSE_MILLIS);
            ended.complete(exitCode);
            shell.close();
        }, "gradshell-stop");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the end; the exit code of the process. */
    int await() {
        return ended.join();
    }
}
