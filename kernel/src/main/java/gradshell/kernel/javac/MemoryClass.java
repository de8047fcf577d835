package gradshell.kernel.javac;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** A class file in memory, such as that of a cell. */
public final class MemoryClass extends SimpleJavaFileObject {
    private final String binaryName;
    private final byte[] bytes;

    private MemoryClass(String binaryName, byte[] bytes) {
        super(URI.create("cell:///" + binaryName.replace('.', '/') + ".class"), Kind.CLASS);
        this.binaryName = binaryName;
        this.bytes = bytes;
    }

    /** The files of classes by their binary names. */
    public static List<JavaFileObject> all(Map<String, byte[]> classes) {
        return classes.entrySet().stream().<JavaFileObject>map(e -> new MemoryClass(e.getKey(), e.getValue())).toList();
    }

    /** With dots, and without the file's ending. */
    public String binaryName() {
        return binaryName;
    }

    @Override
    public InputStream openInputStream() {
        return new ByteArrayInputStream(bytes);
    }
}
