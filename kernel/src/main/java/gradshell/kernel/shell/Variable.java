package gradshell.kernel.shell;

/**
 * A variable that {@link Direct} has compiled.
 *
 * @param className the class whose static field it is
 * @param piece its declaration
 */
record Variable(String name, String type, String className, Piece piece) {}
