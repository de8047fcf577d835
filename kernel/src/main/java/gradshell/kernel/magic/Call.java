package gradshell.kernel.magic;

import gradshell.kernel.magic.MagicCell.Use;
import gradshell.kernel.shell.Cell;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.JavaShell;
import gradshell.kernel.shell.JavaText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** One use of a magic: what was written, and what it may work with. */
record Call(Use use, Cell cell, CellIo io, MagicShell shell) {
    /** What stands behind the name. */
    String arguments() {
        return cell.code().substring(use.arguments(), use.lineEnd()).strip();
    }

    /** The arguments as words; quotes keep blanks. */
    List<String> words() {
        return Words.of(arguments());
    }

    /** The lines below, of one that takes the whole cell. */
    String body() {
        return cell.code().substring(Math.min(use.end(), use.lineEnd() + 1), use.end());
    }

    /** The Java that it is about, in the place where it was written: the body, or the arguments. */
    Cell code() {
        return use.wholeCell() ? part(use.lineEnd(), use.end()) : part(use.arguments(), use.lineEnd());
    }

    private Cell part(int start, int end) {
        return new Cell(cell.name(), JavaText.only(cell.code(), start, end));
    }

    JavaShell java() {
        return shell.java();
    }

    /** A file as the user named it, from the directory of {@code %cd}. */
    Path path(String name) {
        return shell.directory().resolve(name.replaceFirst("^~(?=/|$)", System.getProperty("user.home"))).normalize();
    }

    /** Does something that takes a while where an interrupt can stop it. */
    <T> T stoppable(Callable<T> action) throws Exception {
        return java().call(action, io);
    }

    void print(String text) {
        io.out(text + "\n");
    }

    /** Prints rows in columns. */
    void print(Stream<List<String>> rows) {
        Columns.align(rows.toList()).forEach(this::print);
    }

    CellResult done(String printed) {
        print(printed);
        return CellResult.Done.NOTHING;
    }

    MagicException wrongUse() {
        return new MagicException("use it as " + String.join(" or ", Magics.named(use.name()).orElseThrow().forms()));
    }
}
