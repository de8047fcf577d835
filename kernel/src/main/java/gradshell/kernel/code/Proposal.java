package gradshell.kernel.code;

/**
 * Something that may stand at the cursor.
 *
 * @param type {@code method}, {@code class}, {@code field}, {@code package}, ...
 * @param signature how it is declared, a line for each overload; empty for none
 * @param rank the lower, the likelier
 */
public record Proposal(String text, String type, String signature, int rank) {}
