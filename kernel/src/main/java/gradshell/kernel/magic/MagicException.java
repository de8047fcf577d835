package gradshell.kernel.magic;

import java.nio.file.FileSystemException;

/** Why a magic can't do what it was asked for: shown at its line, without frames. */
final class MagicException extends Exception {
    private static final long serialVersionUID = 1;

    MagicException(String message) {
        super(message);
    }

    /** What an exception says, with the kind of those whose message is only a file's name. */
    static String why(Exception e) {
        return e instanceof FileSystemException f && f.getReason() == null
                ? e.getClass().getSimpleName().replaceFirst("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                : String.valueOf(e.getMessage());
    }
}
