package gradshell.kernel;

import com.google.gson.JsonObject;
import gradshell.kernel.comm.Comms;
import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellIo;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * Output and input of one cell. Output goes on after the cell's end and is still the cell's: a thread may print late.
 * Of a silent cell there is none, and what is printed after its end is the cell's before.
 */
final class CellOutput implements CellIo {
    private final Message request;
    private final JsonObject parent;
    private final Publisher publisher;
    private final boolean silent;
    private final CellIo before;
    private final InputChannel input;
    private final Interrupts interrupts;
    private final Comms comms;
    private final OutputLimit limit = new OutputLimit();
    private volatile boolean ended;

    private CellOutput(Message request, Publisher publisher, boolean silent, CellIo before, InputChannel input,
            Interrupts interrupts, Comms comms) {
        this.request = request;
        this.parent = request.header();
        this.publisher = publisher;
        this.silent = silent;
        this.before = before;
        this.input = input;
        this.interrupts = interrupts;
        this.comms = comms;
    }

    /** {@code input} is null when the client takes no questions. */
    static CellOutput of(Message request, Publisher publisher, InputChannel input, Interrupts interrupts,
            Comms comms) {
        return new CellOutput(request, publisher, false, null, input, interrupts, comms);
    }

    /** {@code before} is the output of the last cell that was not silent, null when there was none. */
    static CellOutput silent(Message request, Publisher publisher, CellIo before, InputChannel input,
            Interrupts interrupts, Comms comms) {
        return new CellOutput(request, publisher, true, before, input, interrupts, comms);
    }

    @Override
    public void out(String text) {
        if (!silent)
            print(StreamType.OUT, text);
        else if (ended && before != null) before.out(text);
    }

    @Override
    public void err(String text) {
        if (!silent)
            print(StreamType.ERR, text);
        else if (ended && before != null) before.err(text);
    }

    private void print(StreamType stream, String text) {
        publisher.stream(parent, stream, limit.admit(text));
        if (ended) limit.flush();
    }

    @Override
    public void display(MimeBundle bundle, String displayId, boolean update) {
        if (update && displayId == null)
            throw new IllegalArgumentException("an update needs the id of the display it replaces");
        DisplayData data = Bundles.displayData(bundle, displayId);
        if (update)
            publish("update_display_data", new PublishUpdateDisplayData(data));
        else
            publish("display_data", new PublishDisplayData(data));
    }

    @Override
    public void clearOutput(boolean wait) {
        limit.clear();
        publish("clear_output", wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    @Override
    public String readLine(String prompt, boolean password) {
        if (input == null)
            throw new StdinNotImplementedError("the client that runs this cell takes no input (allow_stdin is false)");
        if (ended) throw new StdinNotImplementedError("the cell that asks for input has ended");
        publisher.flush();
        return input.ask(request, prompt, password);
    }

    @Override
    public boolean interrupted() {
        return interrupts.requested();
    }

    @Override
    public boolean canUpdate() {
        return true;
    }

    @Override
    public Optional<Comms> comms() {
        return Optional.of(comms);
    }

    void publish(String type, Object content) {
        if (!silent) publisher.publish(parent, type, content);
    }

    /** From here on no question is asked. */
    void end() {
        ended = true;
        limit.flush();
    }
}
