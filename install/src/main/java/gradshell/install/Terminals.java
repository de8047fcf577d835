package gradshell.install;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The process's own streams: cells have {@code System.out} and {@code System.err} for themselves. */
final class Terminals {
    private Terminals() {}

    static PrintStream out() {
        return stream(FileDescriptor.out, "stdout.encoding");
    }

    static PrintStream err() {
        return stream(FileDescriptor.err, "stderr.encoding");
    }

    /** Whether a person sits at both ends: keys to read from, a screen to write on. */
    static boolean interactive() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Whether output may carry ANSI colours; {@code NO_COLOR} is the convention of no-color.org. */
    static boolean colour(Machine machine) {
        return interactive() && machine.variable("NO_COLOR").isEmpty()
                && !machine.variable("TERM").orElse("").equals("dumb");
    }

    static Charset inputCharset() {
        return charset("stdin.encoding");
    }

    private static PrintStream stream(FileDescriptor descriptor, String encoding) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset(encoding));
    }

    /** A container without a locale claims ASCII, and shows UTF-8 all the same. */
    private static Charset charset(String property) {
        Charset claimed = Charset.forName(System.getProperty(property, "UTF-8"), StandardCharsets.UTF_8);
        return claimed.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : claimed;
    }
}
