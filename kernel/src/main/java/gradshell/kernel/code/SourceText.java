package gradshell.kernel.code;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** Java source in memory, for the compiler. */
public final class SourceText extends SimpleJavaFileObject {
    private final String text;

    public SourceText(String name, String text) {
        super(URI.create("cell:///" + name + ".java"), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
