package gradshell.kernel;

import gradshell.kernel.shell.Shell;

/**
 * Interrupts of the request that has its turn. One may come when clients have seen the request begin and the shell has
 * not begun its cell, so each is noted first and then sent on: the shell either gets it or, beginning later, finds the
 * note.
 */
final class Interrupts {
    private final Shell shell;
    private volatile boolean requested;

    Interrupts(Shell shell) {
        this.shell = shell;
    }

    /** The next request has its turn; interrupts of those before are over. */
    void begin() {
        requested = false;
    }

    void request() {
        requested = true;
        shell.interrupt();
    }

    /** Whether the request that has its turn was interrupted. */
    boolean requested() {
        return requested;
    }
}
