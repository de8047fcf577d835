package gradshell.kernel.shell;

import java.util.List;

/**
 * What may stand at a place of the code.
 *
 * @param candidates replacements for the text between {@code start} and {@code end}, the best first
 * @param start offset in UTF-16 units of the first character replaced
 * @param end offset behind the last character replaced
 */
public record Completion(List<Candidate> candidates, int start, int end) {
    /** One of them; {@code type} is {@code method}, {@code class}, {@code field}, {@code package}, ... */
    public record Candidate(String text, String type, String signature) {}
}
