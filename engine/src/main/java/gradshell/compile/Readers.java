package gradshell.compile;

import gradshell.Tensor;
import gradshell.tape.Recorder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The operations that give the numbers of a tensor: the value, and the way back of its cotangent into the tensor. */
final class Readers {
    private Readers() {}

    /** The sweeps of an operation. */
    static Derivation.Pair pair(String operation) {
        return switch (operation) {
            case "item" -> new Derivation.Pair(handle(Readers.class, operation, double.class, Tape.class, Tensor.class),
                    handle(Readers.class, "elementBack", void.class, Tape.class, double.class));
            case "get" -> new Derivation.Pair(
                    handle(Readers.class, operation, double.class, Tape.class, Tensor.class, long[].class),
                    handle(Readers.class, "elementBack", void.class, Tape.class, double.class));
            case "toDoubleArray" -> new Derivation.Pair(
                    handle(Readers.class, operation, double[].class, Tape.class, Tensor.class),
                    handle(Readers.class, "doublesBack", void.class, Tape.class));
            case "toFloatArray" -> new Derivation.Pair(
                    handle(Readers.class, operation, float[].class, Tape.class, Tensor.class),
                    handle(Readers.class, "floatsBack", void.class, Tape.class));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /** The value alone, as a forward sweep that records nothing. */
    static Derivation.Pair plain(String operation) {
        MethodType type = pair(operation).forward().type().dropParameterTypes(0, 1);
        MethodHandle read = handle(Readers.class, operation, type.returnType(), type.parameterArray());
        return new Derivation.Pair(MethodHandles.dropArguments(read, 0, Tape.class), null);
    }

    /** A static method as a handle. */
    static MethodHandle handle(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findStatic(owner, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    // compiled code reads here, so that it isn't taken for code that can't be followed

    static double item(Tensor x) {
        return x.item();
    }

    static double get(Tensor x, long... index) {
        return x.get(index);
    }

    static double[] toDoubleArray(Tensor x) {
        return x.toDoubleArray();
    }

    static float[] toFloatArray(Tensor x) {
        return x.toFloatArray();
    }

    static double item(Tape tape, Tensor x) {
        double value = x.item();
        tape.pushRef(followed(tape, x));
        tape.pushInt(0);
        return value;
    }

    static double get(Tape tape, Tensor x, long... index) {
        double value = x.get(index);
        long at = 0;
        for (int i = 0; i < index.length; i++) at = at * x.size(i) + index[i];
        tape.pushRef(followed(tape, x));
        tape.pushInt(Math.toIntExact(at));
        return value;
    }

    static void elementBack(Tape tape, double dy) {
        int at = tape.popInt();
        if (tape.popRef() instanceof Tensor x) tape.border().add(x, at, dy);
    }

    static double[] toDoubleArray(Tape tape, Tensor x) {
        double[] values = x.toDoubleArray();
        tape.pushRef(followed(tape, x));
        tape.pushRef(tape.doubles(values));
        return values;
    }

    static void doublesBack(Tape tape) {
        var dx = (double[]) tape.popRef();
        if (tape.popRef() instanceof Tensor x) tape.border().add(x, dx);
    }

    static float[] toFloatArray(Tape tape, Tensor x) {
        float[] values = x.toFloatArray();
        tape.pushRef(followed(tape, x));
        tape.pushRef(tape.floats(values));
        return values;
    }

    static void floatsBack(Tape tape) {
        var shadow = (float[]) tape.popRef();
        var dx = new double[shadow.length];
        for (int i = 0; i < dx.length; i++) dx[i] = shadow[i];
        if (tape.popRef() instanceof Tensor x) tape.border().add(x, dx);
    }

    /** The tensor, or null if no derivative flows back into it. */
    private static Tensor followed(Tape tape, Tensor x) {
        if (tape.hasBorder()) return tape.border().follows(x) ? x : null;
        Border.checkOthers(x, Recorder.follows(x));
        return null;
    }
}
