package gradshell.compile;

import gradshell.compile.ir.Graph;
import java.util.ArrayList;
import java.util.Arrays;

/** Makes the error for code that can't be differentiated: where, what, and what to write instead. */
final class Refusal {
    private Refusal() {}

    /** The error for a construct at a line of a method; the line heads the stack trace, so that tools can show it. */
    static UnsupportedOperationException at(Graph graph, int line, String construct, String remedy) {
        return at(graph.owner(), graph.method(), graph.sourceFile(), line, construct, remedy);
    }

    static UnsupportedOperationException at(String owner, String method, String file, int line, String construct,
            String remedy) {
        var place = new StackTraceElement(owner, method, file, line);
        var e = new UnsupportedOperationException(
                "Can't differentiate " + place + ": " + construct + ". " + remedy + ".");
        var trace = new ArrayList<>(Arrays.asList(e.getStackTrace()));
        trace.addFirst(place);
        e.setStackTrace(trace.toArray(new StackTraceElement[0]));
        return e;
    }

    /** The error for a function whose code can't be reached at all. */
    static UnsupportedOperationException unreachable(String what, String remedy, Throwable cause) {
        return new UnsupportedOperationException("Can't differentiate " + what + ": " + remedy + ".", cause);
    }
}
