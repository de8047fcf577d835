package gradshell.kernel;

import org.zeromq.ZMQ;

/** Sends back what it gets, so that clients see that the process lives. */
final class Heartbeat {
    private Heartbeat() {}

    static void serve(ZMQ.Socket socket) {
        Sockets.serve("heartbeat", socket, () -> {
            while (true) {
                var frames = Sockets.receive(socket, 0);
                if (frames != null) Sockets.send(socket, frames);
            }
        });
    }
}
