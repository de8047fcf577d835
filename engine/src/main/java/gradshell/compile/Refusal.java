package gradshell.compile;

import gradshell.compile.ir.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Makes the error for code that can't be differentiated: where, what, and what to write instead. */
final class Refusal {
    private static final Pattern SNIPPET = Pattern.compile("(?:REPL\\.)?\\$JShell\\$\\d+[A-Z]*");
    /** What stands before the name of a member of a snippet's class. */
    private static final Pattern MEMBER = Pattern.compile(SNIPPET.pattern() + "(?:\\.|::|\\$)(?=[\\w$<])");
    private static final Pattern LAMBDA = Pattern
            .compile("((?:\\b\\w+\\.)?)\\blambda\\$([\\w$]+?)\\$(?:\\p{XDigit}+\\$)?\\d+(?![\\w$])");

    private static final String START = "Can't differentiate ";

    private Refusal() {}

    /** Whether an exception says that something can't be differentiated, as the JVM passes it on from the linking of a call site. */
    static boolean is(Throwable thrown) {
        Throwable e = thrown instanceof BootstrapMethodError ? thrown.getCause() : thrown;
        return e instanceof UnsupportedOperationException && e.getMessage() != null && e.getMessage().startsWith(START);
    }

    /** The error for a construct at a line of a method; the line heads the stack trace, so that tools can show it. */
    static UnsupportedOperationException at(Graph graph, int line, String construct, String remedy) {
        return at(graph.owner(), graph.method(), graph.sourceFile(), line, construct, remedy);
    }

    static UnsupportedOperationException at(String owner, String method, String file, int line, String construct,
            String remedy) {
        var place = new StackTraceElement(owner, method, file, line);
        var e = new UnsupportedOperationException(
                START + shown(place) + ": " + readable(construct) + ". " + remedy + ".");
        var trace = new ArrayList<>(Arrays.asList(e.getStackTrace()));
        trace.addFirst(place);
        e.setStackTrace(trace.toArray(new StackTraceElement[0]));
        return e;
    }

    /** The error for a function whose code can't be reached at all. */
    static UnsupportedOperationException unreachable(String what, String remedy, Throwable cause) {
        return new UnsupportedOperationException(START + readable(what) + ": " + remedy + ".", cause);
    }

    /**
     * A place as its user knows it: a class's method with file and line, or a snippet's name alone, with the line if its
     * class file names a place that is no file JShell made up.
     */
    private static String shown(StackTraceElement place) {
        String name = place.getClassName() + "." + place.getMethodName();
        String readable = readable(name);
        if (readable.equals(name)) return place.toString();
        String file = place.getFileName();
        return file == null || SNIPPET.matcher(file).lookingAt()
                ? readable
                : readable + " (" + file + ", line " + place.getLineNumber() + ")";
    }

    /** The text without the classes and methods that JShell wraps snippets in, which nobody has written. */
    private static String readable(String text) {
        if (!SNIPPET.matcher(text).find()) return text;
        String members = MEMBER.matcher(text).replaceAll("");
        String lambdas = LAMBDA.matcher(members).replaceAll(
                m -> m.group(2).startsWith("do_it") ? "a lambda" : "a lambda in " + m.group(1) + m.group(2));
        return SNIPPET.matcher(lambdas).replaceAll("a snippet");
    }
}
