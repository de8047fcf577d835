package gradshell.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Shell;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** Answers {@code execute_request}: runs the cell and publishes what comes of it. */
final class Execution implements Handler {
    private static final JsonObject DEFAULTS = Json.object("silent", false, "store_history", true, "user_expressions",
            Map.of(), "allow_stdin", true, "stop_on_error", true);
    /** The number of what is no cell of the history, such as a silent one or a user expression. */
    private static final int NO_NUMBER = 0;

    private final Shell shell;
    private final Interrupts interrupts;
    private final Publisher publisher;
    private final InputChannel input;
    private final History history;
    private final CommRequests comms;
    private final RequestChannel channel;
    private final Consumer<String> log;
    private final Set<String> aborted = new HashSet<>();
    private int count;
    private CellOutput last;

    Execution(Shell shell, Interrupts interrupts, Publisher publisher, InputChannel input,
            History history, CommRequests comms, RequestChannel channel, Consumer<String> log) {
        this.shell = shell;
        this.interrupts = interrupts;
        this.publisher = publisher;
        this.input = input;
        this.history = history;
        this.comms = comms;
        this.channel = channel;
        this.log = log;
    }

    @Override
    public Object handle(Message request) {
        if (aborted.remove(request.id())) return Json.object("status", "aborted");
        var cell = Json.readCode(request.content(), ExecuteRequest.class, DEFAULTS);
        boolean stored = cell.shouldStoreHistory() && !cell.isSilent();
        if (stored) count++;
        InputChannel answers = cell.isStdinEnabled() ? input : null;
        var output = cell.isSilent()
                ? CellOutput.silent(request, publisher, last, answers, interrupts, comms.of(request))
                : CellOutput.of(request, publisher, answers, interrupts, comms.of(request));
        if (!cell.isSilent()) last = output;
        output.publish("execute_input", new PublishExecuteInput(cell.getCode(), count));
        Evaluated evaluated = evaluate(cell.getCode(), stored ? count : NO_NUMBER, output);
        if (stored) history.add(count, cell.getCode(), evaluated.text());
        return switch (evaluated) {
            case Value(MimeBundle bundle) -> {
                if (bundle != null)
                    output.publish("execute_result",
                            new PublishExecuteResult(count, Bundles.displayData(bundle, null)));
                JsonObject expressions = expressions(cell.getUserExpr(), output);
                output.end();
                yield Json.object("status", "ok", "execution_count", count, "user_expressions", expressions, "payload",
                        new JsonArray());
            }
            case Failure(CellResult.Failed(String name, String message, List<String> traceback)) -> {
                output.end();
                output.publish("error", new PublishError(name, message, traceback));
                if (cell.shouldStopOnError()) abortWaiting();
                var reply = new ErrorReply(name, message, traceback);
                reply.setExecutionCount(count);
                yield reply;
            }
        };
    }

    /** What a cell or an expression came to. */
    private sealed interface Evaluated {
        default String text() {
            return this instanceof Value(MimeBundle bundle) && bundle != null
                    ? (String) bundle.data().get("text/plain")
                    : null;
        }
    }

    /** {@code bundle} is null when there is no value. */
    private record Value(MimeBundle bundle) implements Evaluated {}

    private record Failure(CellResult.Failed failed) implements Evaluated {}

    private Evaluated evaluate(String code, int number, CellOutput output) {
        try {
            return switch (shell.run(code, number, output)) {
                case CellResult.Done(_, MimeBundle shown) -> new Value(shown);
                case CellResult.Failed failed -> new Failure(failed);
            };
        } catch (Throwable t) {
            // whatever a cell or the compiler throws ends the cell, never the kernel
            log.accept("a cell failed outside its own code: " + t);
            ErrorReply error = Requests.error(t);
            return new Failure(
                    new CellResult.Failed(error.getErrorName(), error.getErrorMessage(), error.getStacktrace()));
        }
    }

    private JsonObject expressions(Map<String, String> expressions, CellOutput output) {
        var values = new JsonObject();
        expressions.forEach((name, code) -> values.add(name, switch (evaluate(code, NO_NUMBER, output)) {
            case Value(MimeBundle bundle) -> Json.object("status", "ok", "data",
                    bundle == null ? Map.of() : bundle.data(), "metadata",
                    bundle == null ? Map.of() : bundle.metadata());
            case Failure(CellResult.Failed failed) -> Json
                    .of(new ErrorReply(failed.name(), failed.message(), failed.traceback()));
        }));
        return values;
    }

    /** Cells sent before their sender could know of the error are not run. */
    private void abortWaiting() {
        for (Message waiting : channel.waiting())
            if (waiting.type().equals("execute_request")) aborted.add(waiting.id());
    }
}
