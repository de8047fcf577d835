package gradshell.compile.listing;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.util.Set;

/** Constants as they are written in source. */
final class Constants {
    private Constants() {}

    static Term of(ConstantDesc value) {
        return switch (value) {
            case Integer i -> number(i.toString(), ConstantDescs.CD_int);
            case Long l -> number(l + "L", ConstantDescs.CD_long);
            case Float f when f.isNaN() -> Term.atom("Float.NaN", ConstantDescs.CD_float);
            case Float f when f.isInfinite() ->
                number((f < 0 ? "-" : "") + "Float.POSITIVE_INFINITY", ConstantDescs.CD_float);
            case Float f -> number(f + "f", ConstantDescs.CD_float);
            case Double d when d.isNaN() -> Term.atom("Double.NaN", ConstantDescs.CD_double);
            case Double d when d.isInfinite() ->
                number((d < 0 ? "-" : "") + "Double.POSITIVE_INFINITY", ConstantDescs.CD_double);
            case Double d -> number(d.toString(), ConstantDescs.CD_double);
            case String s -> Term.atom(quoted(s), ConstantDescs.CD_String);
            case ClassDesc c -> Term.atom(c.displayName() + ".class", ConstantDescs.CD_Class);
            default -> value == ConstantDescs.NULL
                    ? Term.atom("null", ConstantDescs.CD_Object)
                    : Term.atom(value.toString(), ConstantDescs.CD_Object);
        };
    }

    private static Term number(String text, ClassDesc type) {
        return new Term(text, text.startsWith("-") ? Term.UNARY : Term.ATOM, type, Set.of(), true, null, null, null);
    }

    static String quoted(String s) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return text.append('"').toString();
    }
}
