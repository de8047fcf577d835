package gradshell.kernel.shell;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** From the classes that JShell makes of snippets back to the lines of the cells they were written in. */
final class SourceMap {
    /** A line of a cell; {@code method} is null for code outside of a method. */
    record Place(Cell cell, int line, String method) {
        @Override
        public String toString() {
            return cell + ", line " + line + (method == null ? "" : ", in " + method);
        }
    }

    /** The class of a snippet: where its piece starts, and for each line of the class file the line of the piece. */
    private record ClassLines(Snippet snippet, Piece piece, NavigableMap<Integer, Integer> lines, boolean hasAux) {
        /** Whether a method only calls the one that has the user's code. */
        boolean isOnlyCaller(StackTraceElement frame) {
            return hasAux && frame.getMethodName().equals("do_it$");
        }

        /** What JShell puts before an expression is the expression's, blank lines are their predecessor's. */
        Map.Entry<Integer, Integer> lineOf(StackTraceElement frame) {
            int number = frame.getLineNumber();
            return frame.getMethodName().startsWith("do_it$") && lines.floorKey(number) == null
                    ? lines.ceilingEntry(number)
                    : lines.floorEntry(number);
        }
    }

    private static final Pattern SNIPPET_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*");
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*[.$]");
    private static final String AUX = " do_it$Aux()";
    /** What JShell calls the class of a {@code new Type() {...}}. */
    private static final Pattern ANONYMOUS = Pattern.compile("\\$\\$JShell\\$anonymous\\$\\$\\d+");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");

    private final IdentityHashMap<Snippet, Piece> pieces = new IdentityHashMap<>();
    private final Map<String, ClassLines> classes = new HashMap<>();
    /** What {@link Direct} has compiled. */
    private final Map<String, DirectUnit> direct = new HashMap<>();

    /** Remembers a class that has been made of pieces of a cell, and on whose lines. */
    synchronized void compiled(String className, DirectUnit unit) {
        direct.put(className, unit);
    }

    synchronized void origin(Snippet snippet, Piece piece) {
        pieces.put(snippet, piece);
    }

    synchronized Optional<Piece> origin(Snippet snippet) {
        return Optional.ofNullable(pieces.get(snippet));
    }

    synchronized void forget(Snippet snippet) {
        pieces.remove(snippet);
    }

    synchronized boolean knows(String className) {
        return classes.containsKey(className);
    }

    /** Remembers the class that a snippet has just been compiled to. */
    synchronized void compiled(Snippet snippet, SnippetWrapper wrapper) {
        Piece piece = pieces.get(snippet);
        if (piece == null) return;
        var lines = new TreeMap<Integer, Integer>();
        String wrapped = wrapper.wrapped();
        int from = 0;
        int wrappedLine = 1;
        int line = 1;
        for (int start = 0; start >= 0; start = piece.source().indexOf('\n', start) + 1) {
            int first = firstVisible(piece.source(), start);
            int at = first < 0 ? -1 : wrappedPosition(wrapper, piece.source(), first, from);
            if (at >= from && at < wrapped.length()) {
                wrappedLine += (int) wrapped.substring(from, at).chars().filter(c -> c == '\n').count();
                from = at;
                lines.putIfAbsent(wrappedLine, line);
            }
            line++;
            if (piece.source().indexOf('\n', start) < 0) break;
        }
        classes.put(wrapper.fullClassName(), new ClassLines(snippet, piece, lines, wrapped.contains(AUX)));
    }

    /** JShell knows no place for what begins a {@code var}'s value, but the value is there as it was written. */
    private static int wrappedPosition(SnippetWrapper wrapper, String source, int position, int from) {
        int at = wrapper.sourceToWrappedPosition(position);
        String rest = source.substring(position).replaceFirst("[;\\s]+$", "");
        if (at < 0 || wrapper.wrapped().startsWith(rest, at)) return at;
        int found = wrapper.wrapped().indexOf(rest, from);
        return found < 0 ? at : found;
    }

    private static int firstVisible(String source, int from) {
        for (int i = from; i < source.length() && source.charAt(i) != '\n'; i++) {
            if (!Character.isWhitespace(source.charAt(i))) return i;
        }
        return -1;
    }

    /** The snippet that a stack frame's class was made of. */
    synchronized Optional<Snippet> snippet(StackTraceElement frame) {
        var matcher = SNIPPET_CLASS.matcher(frame.getClassName());
        if (!matcher.lookingAt()) return Optional.empty();
        return Optional.ofNullable(classes.get(matcher.group())).map(ClassLines::snippet);
    }

    /** The user's line of a stack frame, if the frame is of a cell and not of what JShell put around it. */
    synchronized Optional<Place> place(StackTraceElement frame) {
        var matcher = SNIPPET_CLASS.matcher(frame.getClassName());
        if (!matcher.lookingAt()) return Optional.empty();
        var unit = direct.get(matcher.group());
        if (unit != null) {
            return unit.lineOf(frame).map(line -> new Place(unit.cell(), line, method(frame, matcher.end())));
        }
        var known = classes.get(matcher.group());
        if (known == null || known.isOnlyCaller(frame)) return Optional.empty();
        var cell = known.piece().cell();
        String method = method(frame, matcher.end());
        // a frame that was made from what CellLoader serves
        if (cell.toString().equals(frame.getFileName())) {
            return Optional.of(new Place(cell, frame.getLineNumber(), method));
        }
        var line = known.lineOf(frame);
        if (line == null) return Optional.empty();
        return Optional.of(new Place(cell, cell.lineAt(known.piece().offset()) + line.getValue() - 1, method));
    }

    /** The cell that a class was compiled from. */
    synchronized Optional<Cell> cell(String className) {
        var matcher = SNIPPET_CLASS.matcher(className);
        if (!matcher.lookingAt()) return Optional.empty();
        var unit = direct.get(matcher.group());
        return unit != null
                ? Optional.of(unit.cell())
                : Optional.ofNullable(classes.get(matcher.group())).map(known -> known.piece().cell());
    }

    /** The source of the class that was put around a snippet. */
    synchronized Optional<String> source(String className) {
        var unit = direct.get(className);
        if (unit != null) return Optional.of(unit.declarations());
        return Optional.ofNullable(classes.get(className))
                .map(known -> "class " + className.substring(className.indexOf('.') + 1) + " {" + known.piece().source()
                        + "\n}");
    }

    /** The text with the user's names without JShell's classes. */
    static String readable(String text) {
        return Results.readable(WRAPPER.matcher(text).replaceAll(""));
    }

    private static String method(StackTraceElement frame, int end) {
        String name = frame.getMethodName();
        var lambda = LAMBDA.matcher(name);
        if (lambda.matches()) name = lambda.group(1);
        if (name.startsWith("do_it$")) return null;
        String type = ANONYMOUS.matcher(frame.getClassName().substring(end)).replaceFirst("").replaceFirst("^\\$", "")
                .replace('$', '.');
        if (type.isEmpty()) return name;
        return name.startsWith("<") ? type : type + "." + name;
    }
}
