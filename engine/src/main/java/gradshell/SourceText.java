package gradshell;

import java.util.Objects;

/**
 * Java source to read; a notebook shows it as a block of code.
 *
 * @param text its lines
 */
public record SourceText(String text) {
    /** Wraps a text. */
    public SourceText {
        Objects.requireNonNull(text, "text");
    }

    /** The text itself. */
    @Override
    public String toString() {
        return text;
    }
}
