package gradshell.kernel.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.BiConsumer;

/**
 * {@code System.out}, {@code err} and {@code in} as the user's code has them: they belong to the cell whose code it is, so
 * that what a thread prints after its cell still reaches the page, and there its own cell.
 */
final class CellStreams {
    private static volatile CellIo current;
    /** The cell that a thread runs, or whose code has started it. */
    private static final InheritableThreadLocal<CellIo> OWN = new InheritableThreadLocal<>();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;

    /** Takes the process's streams over; what is printed before the first cell still goes to the old ones. */
    CellStreams() {
        System.setOut(print(CellIo::out, out));
        System.setErr(print(CellIo::err, err));
        System.setIn(new Input());
    }

    static void belongTo(CellIo io) {
        current = io;
    }

    /** From now on this thread, and those that it starts, belong to a cell. */
    static void enter(CellIo io) {
        OWN.set(io);
    }

    /** That of this thread's cell; on a thread of no cell the running cell's, or the last one's; null before. */
    static CellIo current() {
        // the workers of parallel streams are everybody's
        boolean shared = Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
        CellIo own = shared ? null : OWN.get();
        return own == null || current == null ? current : own;
    }

    /** The same, when there must be one. */
    static CellIo io() {
        CellIo io = current();
        if (io == null) throw new IllegalStateException("no cell has run yet");
        return io;
    }

    void giveBack() {
        current = null;
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    private static PrintStream print(BiConsumer<CellIo, String> to, PrintStream before) {
        return new PrintStream(new Decoding(to, before), true, StandardCharsets.UTF_8);
    }

    /** Characters may arrive in parts: the bytes of an unfinished one wait for the rest. */
    private static final class Decoding extends OutputStream {
        private final BiConsumer<CellIo, String> to;
        private final PrintStream before;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] unfinished = {};

        Decoding(BiConsumer<CellIo, String> to, PrintStream before) {
            this.to = to;
            this.before = before;
        }

        @Override
        public void write(int b) {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            var input = ByteBuffer.allocate(unfinished.length + length).put(unfinished).put(bytes, offset, length)
                    .flip();
            var text = CharBuffer.allocate(input.remaining());
            decoder.decode(input, text, false);
            unfinished = new byte[input.remaining()];
            input.get(unfinished);
            CellIo io = current();
            if (io != null && text.position() > 0) to.accept(io, text.flip().toString());
            else if (io == null) before.write(bytes, offset, length);
        }
    }

    /** Each line is asked for when it is needed. */
    private static final class Input extends InputStream {
        private byte[] line = {};
        private int next;

        @Override
        public synchronized int read() {
            if (next == line.length && !fill()) return -1;
            return line[next++] & 0xff;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            if (length == 0) return 0;
            if (next == line.length && !fill()) return -1;
            int n = Math.min(length, line.length - next);
            System.arraycopy(line, next, into, offset, n);
            next += n;
            return n;
        }

        @Override
        public synchronized int available() {
            return line.length - next;
        }

        private boolean fill() {
            String typed = io().readLine("", false);
            if (typed == null) return false;
            line = (typed + "\n").getBytes(StandardCharsets.UTF_8);
            next = 0;
            return true;
        }
    }
}
