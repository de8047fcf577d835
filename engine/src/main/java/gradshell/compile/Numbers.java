package gradshell.compile;

import gradshell.DataType;
import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;

/** The arguments of an operation that makes a tensor, with those numbers as tensors whose derivative is wanted. */
final class Numbers {
    private final Tape tape;
    private final String chosen;
    private final Object[] args;
    private final DataType type;

    /** @param chosen a 1 for each argument that is differentiated */
    Numbers(String operation, Tape tape, String chosen, Object... args) {
        this.tape = tape;
        this.chosen = chosen;
        this.args = args;
        type = type(operation);
    }

    /** The type that tensors give to a number beside them, which never widens them. */
    private DataType type(String operation) {
        for (Object arg : args) {
            if (arg instanceof DataType given) return given;
            if (!(arg instanceof Tensor t) || t.dataType() == DataType.BOOL) continue;
            if (t.dataType() != DataType.FLOAT && t.dataType() != DataType.DOUBLE) {
                throw new UnsupportedOperationException(
                        "%s: a differentiated number meets a tensor of %s, which carries no derivative; convert it with to(DataType.FLOAT)"
                                .formatted(operation, t.dataType()));
            }
            return t.dataType();
        }
        return DataType.FLOAT;
    }

    Tensor tensor(int i) {
        return (Tensor) args[i];
    }

    /** A scalar; if it is differentiated, a leaf. */
    Tensor number(int i) {
        return number(i, type);
    }

    Tensor number(int i, DataType type) {
        Tensor made = Tensors.full(type, (Double) args[i]);
        if (chosen.charAt(i) == '0') return made;
        tape.pushRef(tape.border().leaf(made));
        return made;
    }

    long[] longs(int i) {
        return (long[]) args[i];
    }

    Object arg(int i) {
        return args[i];
    }

    /** Follows what was made of the array of numbers, or of its rows. */
    Tensor array(int i, Tensor made) {
        Object[] rows = args[i] instanceof Object[] several ? several : new Object[]{args[i]};
        for (Object row : rows) tape.pushRef(row instanceof double[] d ? tape.doubles(d) : tape.floats((float[]) row));
        tape.pushInt(rows.length);
        tape.pushRef(tape.border().leaf(made));
        return made;
    }

    /** The reverse of {@link #array}. */
    static void arrayBack(Tape tape) {
        double[] dx = tape.border().cotangent((Tensor) tape.popRef());
        int rows = tape.popInt();
        for (int row = rows - 1; row >= 0; row--) {
            Object shadow = tape.popRef();
            if (dx == null) continue;
            int length = dx.length / rows;
            for (int i = 0; i < length; i++) {
                if (shadow instanceof double[] s) s[i] += dx[row * length + i];
                else
                    ((float[]) shadow)[i] += (float) dx[row * length + i];
            }
        }
    }

    /** The reverse of all {@link #number}s: the first cotangent, the others as results beyond the first. */
    static double back(int count, Tape tape) {
        double first = 0;
        for (int i = count - 1; i >= 0; i--) {
            double[] dx = tape.border().cotangent((Tensor) tape.popRef());
            double cotangent = dx == null ? 0 : dx[0];
            if (i > 0) tape.setRegister(i, cotangent);
            else
                first = cotangent;
        }
        return first;
    }
}
