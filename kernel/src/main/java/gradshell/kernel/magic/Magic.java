package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.util.List;

/** A command of a cell. Its name and where it may stand follow from its {@link #forms}. */
interface Magic {
    /** What a magic's arguments are, for Tab. */
    enum Argument {
        OTHER, JAVA, FILE, MAGIC
    }

    /** How it is written: {@code %time CODE} for a line, {@code %%time} for a cell that it begins. */
    List<String> forms();

    /** What it does, in a sentence. */
    String summary();

    default Argument argument() {
        return Argument.OTHER;
    }

    /**
     * Does it.
     *
     * @throws MagicException when it is used wrongly, or can't do what is asked
     * @throws InterruptedException when the cell was interrupted
     * @throws Exception whatever the user's code throws
     */
    CellResult run(Call call) throws Exception;

    default String name() {
        return forms().getFirst().replaceFirst("^%+", "").replaceFirst(" .*", "");
    }

    default boolean isFor(boolean wholeCell) {
        return forms().stream().anyMatch(form -> form.startsWith("%%") == wholeCell);
    }
}
