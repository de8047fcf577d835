package gradshell.kernel;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** The ZeroMQ sockets of one kernel, bound to the addresses of its connection file and to no other. */
final class Sockets {
    private static final int LINGER_MILLIS = 300;

    private final Connection connection;
    private final ZMQ.Context context = ZMQ.context(1);
    private final List<ZMQ.Socket> bound = new ArrayList<>();

    Sockets(Connection connection) {
        this.connection = connection;
    }

    ZMQ.Socket bind(SocketType type, String channel, int port) throws StartException {
        ZMQ.Socket socket = context.socket(type);
        bound.add(socket);
        socket.setIPv6(connection.ip().contains(":"));
        socket.setLinger(LINGER_MILLIS);
        // no limit: at its high-water mark ZeroMQ would drop messages in silence
        socket.setSndHWM(0);
        socket.setRcvHWM(0);
        // a client that comes back under the identity of its lost connection takes that over
        if (type == SocketType.ROUTER) socket.setRouterHandover(true);
        // every subscription is told of, the second one to the same topic too
        if (type == SocketType.XPUB) socket.setXpubVerbose(true);
        String address = connection.address(port);
        try {
            socket.bind(address);
        } catch (ZMQException | IllegalArgumentException | IllegalStateException e) {
            bound.forEach(ZMQ.Socket::close);
            context.term();
            boolean taken = e instanceof ZMQException z && z.getErrorCode() == ZError.EADDRINUSE;
            throw new StartException("the " + channel + " channel cannot listen on " + address + ": "
                    + (taken ? "the port is taken by another program" : e.getMessage()));
        }
        return socket;
    }

    /** All frames of the next message; null when none came in time or the call was cut short. */
    static List<byte[]> receive(ZMQ.Socket socket, int flags) {
        byte[] frame = socket.recv(flags);
        if (frame == null) return null;
        var frames = new ArrayList<byte[]>();
        frames.add(frame);
        while (socket.hasReceiveMore())
            frames.add(socket.recv());
        return frames;
    }

    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++)
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }

    /** Runs a channel's loop on a thread of its own until the sockets are closed, then closes its socket. */
    static void serve(String channel, ZMQ.Socket socket, Runnable loop) {
        // javac recurses into long expressions, and requests are answered on these threads
        var thread = new Thread(null, () -> {
            try {
                loop.run();
            } catch (ZMQException e) {
                if (e.getErrorCode() != ZError.ETERM) throw e;
            } finally {
                socket.close();
            }
        }, "gradshell-" + channel, 64L << 20);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends every channel's loop and waits a while until what was sent has left. */
    void close(long millis) {
        // waits until each channel has closed its socket, which that of a running cell does not
        var end = new Thread(context::term, "gradshell-close");
        end.setDaemon(true);
        end.start();
        try {
            end.join(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
