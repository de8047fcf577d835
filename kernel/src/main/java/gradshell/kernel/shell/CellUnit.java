package gradshell.kernel.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A cell that is being written, as a compilation unit of which the part around the cursor is whole enough to be read:
 * what stands above it comes as statements before it, methods and types as members, brackets that are open are closed.
 *
 * @param text the unit
 * @param start where the part around the cursor begins in the cell
 * @param at where it begins in the unit
 */
record CellUnit(String text, int start, int at) {
    /** Stands where the rest of a name would be. */
    static final String MARK = "$here";

    private static final Pattern MODIFIERS = Pattern.compile(
            "(?:\\s|//[^\\n]*\\n|/\\*(?:[^*]|\\*(?!/))*\\*/|@(?!interface)[\\w.]+(?:\\([^()]*\\))?"
                    + "|(?:public|private|protected|static|final|abstract|sealed|non-sealed|default|strictfp"
                    + "|synchronized(?=\\s+[\\w<]))(?![\\w$]))*");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|@\\s*interface|record)\\s+[\\w$]+");
    private static final Pattern METHOD = Pattern.compile("(?:<[^(){};=]*>\\s*)?"
            + "(?!(?:return|new|throw|else|yield|assert|case|package|import|do|try|goto|instanceof)\\b)"
            + "[\\w$.]+(?:\\s*<[^(){};=]*>)?(?:\\s*\\[\\s*])*\\s+[\\w$]+\\s*\\([^;=]*");
    private static final Pattern NO_EXPRESSION = Pattern.compile(
            "(?:return|throw|if|for|while|do|switch|try|else|assert|yield|break|continue|synchronized|final|var)\\b"
                    + ".*|[;{@}].*|(?!new\\b)[\\w$.]+(?:\\s*<[^(){};=]*>)?(?:\\s*\\[\\s*])*\\s+(?!instanceof\\b)[\\w$]+.*",
            Pattern.DOTALL);
    private static final Pattern NEW = Pattern.compile("(?<![\\w$])new\\s+[\\w$.]*$");
    private static final Pattern CASE = Pattern.compile("(?<![\\w$.])case\\s[^:;{}]*$");
    /** It is not looked at where it has no target at all. */
    private static final Pattern REFERENCE = Pattern.compile("::\\s*[\\w$]*$");
    /** With what it is called with. */
    private static final Pattern REST_OF_NAME = Pattern.compile("^[\\w$]*(?:\\([^()]*\\))?");
    private static final Pattern ANNOTATION = Pattern.compile("@[\\w$.]*$");

    /** What a part of a cell is. */
    private enum Kind {
        IMPORT, MEMBER, STATEMENT
    }

    private record Part(int start, int end) {}

    /**
     * Makes a unit.
     *
     * @param imports what every cell sees
     * @param complete whether the name before the cursor is to be completed
     */
    static CellUnit of(String imports, String code, int cursor, boolean complete) {
        var parts = parts(code);
        var target = parts.stream().filter(p -> p.start() <= cursor && cursor <= p.end()).findFirst()
                .orElse(new Part(cursor, cursor));
        var header = new StringBuilder("package REPL;\n").append(imports).append('\n');
        var members = new StringBuilder();
        var before = new StringBuilder();
        for (var part : parts) {
            if (part.equals(target)) continue;
            String source = code.substring(part.start(), part.end());
            switch (kind(source)) {
                case IMPORT -> header.append(source).append('\n');
                case MEMBER -> members.append(source).append(closing(source)).append('\n');
                case STATEMENT -> {
                    if (part.end() <= target.start())
                        before.append(plain(source)).append(closing(source)).append(";\n");
                }
            }
        }
        String source = plain(code.substring(target.start(), complete ? cursor : target.end()));
        if (complete) source = withMark(source, code.substring(Math.min(cursor, target.end()), target.end()));
        if (kind(source) == Kind.IMPORT) {
            String all = header.append(source).append(";\nclass $Cell {}").toString();
            return new CellUnit(all, target.start(), all.lastIndexOf(source));
        }
        boolean member = kind(source) == Kind.MEMBER;
        String open = header + "class $Cell {\n" + members + "Object do_it$() throws Throwable {\n" + before
                + (member
                        ? "class $Here {"
                        : !isExpression(source)
                                ? ""
                                : REFERENCE.matcher(source).find() ? "Object $value = " : "var $value = ");
        return new CellUnit(open + source + closing(source) + (member ? "}" : ";") + "\n}}", target.start(),
                open.length());
    }

    /** An offset of the part around the cursor in the unit. */
    int toUnit(int offset) {
        return at + offset - start;
    }

    private static String withMark(String source, String rest) {
        String marked = source + MARK;
        // what follows on the line belongs to it if it can't be a new beginning
        String behind = REST_OF_NAME.matcher(rest).replaceFirst("");
        if (behind.matches("(?s)[ \\t]*[,)\\]].*")) return marked + behind;
        if (NEW.matcher(source).find()) return marked + "()";
        if (ANNOTATION.matcher(source).find()) return marked + " int $a";
        return CASE.matcher(source).find() ? marked + " :" : marked;
    }

    private static boolean isExpression(String source) {
        int begin = behindModifiers(source);
        return begin < source.length() && kind(source) == Kind.STATEMENT
                && !NO_EXPRESSION.matcher(source.substring(begin)).matches();
    }

    private static int behindModifiers(String source) {
        var modifiers = MODIFIERS.matcher(source);
        return modifiers.lookingAt() ? modifiers.end() : 0;
    }

    private static Kind kind(String source) {
        String rest = source.substring(behindModifiers(source));
        if (rest.matches("(?s)import\\b.*")) return Kind.IMPORT;
        boolean member = TYPE.matcher(rest).lookingAt()
                || (METHOD.matcher(rest).lookingAt() && rest.matches("(?s)[^=;]*\\)[\\s\\w,.]*\\{.*"));
        return member ? Kind.MEMBER : Kind.STATEMENT;
    }

    /** Without modifiers that no local variable has, their places blank. */
    private static String plain(String source) {
        if (kind(source) != Kind.STATEMENT) return source;
        int begin = behindModifiers(source);
        var blanked = Pattern.compile("\\b(?:public|private|protected|static)\\b").matcher(source.substring(0, begin))
                .replaceAll(m -> " ".repeat(m.group().length()));
        return blanked + source.substring(begin);
    }

    /** The brackets that close those that are open. */
    private static String closing(String source) {
        var open = new ArrayDeque<Character>();
        boolean inComment = walk(source, open, new ArrayList<>());
        var closing = new StringBuilder(inComment ? "\n" : "");
        open.forEach(c -> closing.append(switch (c) {
            case '(' -> ")";
            case '[' -> "]";
            default -> ";}";
        }));
        return closing.toString();
    }

    private static List<Part> parts(String code) {
        var ends = new ArrayList<Integer>();
        walk(code, new ArrayDeque<>(), ends);
        var parts = new ArrayList<Part>();
        int start = 0;
        for (int end : ends) {
            parts.add(new Part(start, end));
            start = end;
        }
        if (start < code.length()) parts.add(new Part(start, code.length()));
        return parts;
    }

    /** Leaves in {@code open} what is not closed, and in {@code ends} where statements end; whether it ends in a line comment. */
    private static boolean walk(String code, Deque<Character> open, List<Integer> ends) {
        int i = 0;
        boolean comment = false;
        while (i < code.length()) {
            int end = JavaText.skip(code, i);
            comment = end == code.length() && code.startsWith("//", i) && !code.endsWith("\n");
            char c = code.charAt(i);
            if (end == i) {
                end++;
                if ("([{".indexOf(c) >= 0) open.push(c);
                else if (")]}".indexOf(c) >= 0) close(c, open);
                if (open.isEmpty() && (c == ';' || (c == '}' && endsStatement(code, end)))) ends.add(end);
            }
            i = end;
        }
        return comment;
    }

    /** A closing brace closes the brackets in it, too, that nobody has closed. */
    private static void close(char c, Deque<Character> open) {
        char opening = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (c != '}' && (open.isEmpty() || open.peek() != opening)) return;
        if (!open.contains(opening)) return;
        while (open.peek() != opening) open.pop();
        open.pop();
    }

    private static final Pattern CONTINUES = Pattern
            .compile("\\s*(?:[.,);:?=+\\-*/&|<>\\[]|(?:else|catch|finally|while|instanceof)\\b)");

    private static boolean endsStatement(String code, int end) {
        if (code.startsWith("//", end) || code.startsWith("/*", end)) return true;
        return !CONTINUES.matcher(code).region(end, code.length()).lookingAt();
    }
}
