package gradshell.tape;

/** The way back through one recorded operation. */
@FunctionalInterface
public interface Adjoint {
    /** The cotangent of input number {@code input} for the output's cotangent {@code dy}; null for none. */
    Object back(Object dy, int input);
}
