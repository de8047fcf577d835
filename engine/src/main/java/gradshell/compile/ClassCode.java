package gradshell.compile;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The class file of a class, as its loader serves it. A JVM with {@code jshell} on its other end replaces the code of a
 * class in place when a method is declared again, so what was read can get out of date.
 */
final class ClassCode {
    private final Class<?> type;
    private final byte[] bytes;
    private final ClassModel model;
    private final String sourceFile;

    private ClassCode(Class<?> type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        model = ClassFile.of().parse(bytes);
        sourceFile = model.findAttribute(Attributes.sourceFile()).map(a -> a.sourceFile().stringValue()).orElse(null);
    }

    static ClassCode of(Class<?> type) {
        byte[] bytes = read(type);
        if (bytes == null) {
            throw Refusal.unreachable(type.getName(), "its class file isn't served by its loader "
                    + "(a hidden or generated class?); write a lambda or a static method of an ordinary class", null);
        }
        return new ClassCode(type, bytes);
    }

    Class<?> type() {
        return type;
    }

    /** The file the class was compiled from, or null. */
    String sourceFile() {
        return sourceFile;
    }

    Optional<MethodModel> method(String name, String descriptor) {
        return model.methods().stream()
                .filter(m -> m.methodName().equalsString(name) && m.methodType().equalsString(descriptor)).findFirst();
    }

    /** Whether the loader still serves the same code. The JVM's own loaders never change theirs. */
    boolean isCurrent() {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == ClassLoader.getSystemClassLoader()) return true;
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
