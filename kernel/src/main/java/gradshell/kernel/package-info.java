/**
 * The Jupyter kernel's start, messages and lifecycle.
 *
 * <p>
 * A thread a channel, each the only one to touch its ZeroMQ socket: {@link gradshell.kernel.RequestChannel} twice (shell
 * and control, so that an interrupt is heard while a cell runs), {@link gradshell.kernel.Publisher} (IOPub),
 * {@link gradshell.kernel.InputChannel} (stdin) and {@link gradshell.kernel.Heartbeat}. Users' threads talk to them
 * through queues only, because a thread that is inside ZeroMQ must never be interrupted, and cells are.
 *
 * <p>
 * Message contents, the connection file and the signature are the classes of jupyter-jvm-basekernel; sockets, headers and
 * the handling of requests are ours. Internal but for {@link gradshell.kernel.Main}.
 */
package gradshell.kernel;
