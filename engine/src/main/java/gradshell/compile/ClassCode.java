package gradshell.compile;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The class file of a class, as its loader serves it, or as it was remembered when it was generated. A JVM with
 * {@code jshell} on its other end replaces the code of a class in place when a method is declared again, so what was read
 * can get out of date.
 */
final class ClassCode {
    /** The code of generated classes, which no loader serves; it goes when the class goes. */
    private static final ClassValue<AtomicReference<ClassCode>> GENERATED = new ClassValue<>() {
        @Override
        protected AtomicReference<ClassCode> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private final Class<?> type;
    private final Class<?> host;
    private final byte[] bytes;
    private final ClassModel model;
    private final String sourceFile;

    private ClassCode(Class<?> type, Class<?> host, byte[] bytes) {
        this.type = type;
        this.host = host;
        this.bytes = bytes;
        model = ClassFile.of().parse(bytes);
        sourceFile = model.findAttribute(Attributes.sourceFile()).map(a -> a.sourceFile().stringValue()).orElse(null);
    }

    /**
     * Keeps the code of a generated class, so that it can be differentiated in turn.
     *
     * @param host the class in whose nest the code runs
     */
    static void remember(Class<?> type, Class<?> host, byte[] bytes) {
        GENERATED.get(type).set(new ClassCode(type, host, bytes));
    }

    static ClassCode of(Class<?> type) {
        ClassCode generated = GENERATED.get(type).get();
        if (generated != null) return generated;
        byte[] bytes = read(type);
        if (bytes == null) {
            throw Refusal.unreachable(type.getName(), "its class file isn't served by its loader "
                    + "(a hidden or generated class?); write a lambda or a static method of an ordinary class", null);
        }
        return new ClassCode(type, type, bytes);
    }

    Class<?> type() {
        return type;
    }

    /** The class whose nestmates may do what this code does: the class itself unless it is generated. */
    Class<?> host() {
        return host;
    }

    /** The file the class was compiled from, or null. */
    String sourceFile() {
        return sourceFile;
    }

    Optional<MethodModel> method(String name, String descriptor) {
        return model.methods().stream()
                .filter(m -> m.methodName().equalsString(name) && m.methodType().equalsString(descriptor)).findFirst();
    }

    /** The instructions of all methods. */
    Stream<Instruction> instructions() {
        return model.methods().stream().flatMap(m -> m.code().stream()).flatMap(CodeModel::elementStream)
                .filter(Instruction.class::isInstance).map(Instruction.class::cast);
    }

    /** Whether the loader still serves the same code. The JVM's own loaders never change theirs. */
    boolean isCurrent() {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == ClassLoader.getSystemClassLoader()) return true;
        if (GENERATED.get(type).get() == this) return true;
        return Arrays.equals(bytes, read(type));
    }

    private static byte[] read(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw Refusal.unreachable(type.getName(), "its class file can't be read", e);
        }
    }
}
