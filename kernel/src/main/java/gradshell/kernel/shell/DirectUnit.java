package gradshell.kernel.shell;

import gradshell.kernel.javac.LocalTypes;
import gradshell.kernel.source.Part.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pieces of a cell as one class: each is a method of it, and stands on the lines that it has in the cell. */
final class DirectUnit {
    static final String METHOD = "do_it$";

    private final String className;
    private final StringBuilder text = new StringBuilder();
    private final List<DirectForm> forms = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int line = 1;

    /**
     * A class without pieces.
     *
     * @param imports declarations on one line
     * @param className its binary name
     */
    DirectUnit(String imports, String className) {
        this.className = className;
        int dot = className.lastIndexOf('.');
        text.append("package ").append(className, 0, dot).append("; ").append(imports).append(" public class ")
                .append(className.substring(dot + 1)).append(" { ");
    }

    String className() {
        return className;
    }

    String text() {
        return text + "}";
    }

    Cell cell() {
        return forms.getFirst().piece().cell();
    }

    void add(DirectForm form) {
        goTo(form, form.begin());
        starts.add(text.length());
        String method = METHOD + forms.size() + "() throws Throwable { ";
        forms.add(form);
        switch (form.kind()) {
            case IMPORT -> text.append("private static void ").append(method);
            case VARIABLE -> {
                field(form);
                text.append("public static void ").append(method);
                if (form.hasValue()) assign(form);
            }
            case EXPRESSION -> {
                text.append("public static Object ").append(method);
                value(form);
                text.append("return ").append(LocalTypes.NAME).append(';');
            }
            default -> {
                text.append("public static void ").append(method);
                write(form.piece().source().substring(form.begin()));
                if (text.indexOf("//", text.lastIndexOf("\n") + 1) >= 0) write("\n");
            }
        }
        text.append("} ");
    }

    /** A variable as far as others need it. */
    void field(DirectForm form) {
        text.append("public static ").append(form.type().replaceAll("\\s+", " ")).append(' ').append(form.name())
                .append("; ");
    }

    /** What tells the type of a variable's value. */
    void probe(DirectForm form) {
        text.append("static void ").append(METHOD).append("() throws Throwable { ");
        value(form);
        text.append("} ");
    }

    private void assign(DirectForm form) {
        text.append(form.name()).append(" = ");
        goTo(form, form.value());
        String value = form.expression();
        if (value.startsWith("{")) text.append("new ").append(form.type()).append(' ');
        write(value);
        text.append(';');
    }

    private void value(DirectForm form) {
        text.append("var ").append(LocalTypes.NAME).append(" = ");
        goTo(form, form.value());
        write(form.expression());
        text.append("; ");
    }

    private void goTo(DirectForm form, int at) {
        while (line < form.line(at)) write("\n");
    }

    private void write(String source) {
        text.append(source);
        line += (int) source.chars().filter(c -> c == '\n').count();
    }

    /** Which of the pieces a position of the text is in. */
    int pieceAt(long position) {
        int piece = 0;
        while (piece + 1 < starts.size() && starts.get(piece + 1) <= position) piece++;
        return piece;
    }

    /** The line of the cell that a frame is at; empty where the compiler noted none. */
    Optional<Integer> lineOf(StackTraceElement frame) {
        if (frame.getLineNumber() > 0) return Optional.of(frame.getLineNumber());
        // what is woven in before a piece's own code has no line
        for (int i = 0; i < forms.size(); i++) {
            if (frame.getMethodName().equals(METHOD + i)) return Optional.of(forms.get(i).line(forms.get(i).begin()));
        }
        return Optional.empty();
    }

    /** The variables with the comments before them, in a class. */
    String declarations() {
        return forms.stream().filter(form -> form.kind() == Kind.VARIABLE).map(form -> form.piece().source())
                .collect(Collectors.joining("\n", "class " + className.substring(className.lastIndexOf('.') + 1) + " {",
                        "\n}"));
    }
}
