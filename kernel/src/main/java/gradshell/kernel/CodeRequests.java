package gradshell.kernel;

import com.google.gson.JsonObject;
import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Completion.Candidate;
import gradshell.kernel.shell.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.dflib.jjava.jupyter.messages.reply.InspectReply;
import org.dflib.jjava.jupyter.messages.reply.IsCompleteReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;

/** Requests about code that is being written: completion, inspection, completeness. */
final class CodeRequests {
    private static final JsonObject CURSOR_AT_END = Json.object("cursor_pos", Integer.MAX_VALUE);

    private final Shell shell;

    CodeRequests(Shell shell) {
        this.shell = shell;
    }

    CompleteReply complete(Message request) {
        var at = Json.readCode(request.content(), CompleteRequest.class, CURSOR_AT_END);
        String code = at.getCode();
        Completion completion = shell.complete(code, CodePoints.toUtf16(code, at.getCursorPos()));
        int start = CodePoints.fromUtf16(code, completion.start());
        int end = CodePoints.fromUtf16(code, completion.end());
        // overloads suggest the same text; a client replaces text, so each text once
        var candidates = new LinkedHashMap<String, Candidate>();
        completion.candidates().forEach(candidate -> candidates.putIfAbsent(candidate.text(), candidate));
        List<JsonObject> types = candidates.values()
                .stream()
                .map(candidate -> typed(candidate, start, end))
                .toList();
        return new CompleteReply(new ArrayList<>(candidates.keySet()), start, end,
                Map.of("_jupyter_types_experimental", types));
    }

    private static JsonObject typed(Candidate candidate, int start, int end) {
        var typed = Json.object("text", candidate.text(), "type", candidate.type(), "start", start, "end", end);
        if (candidate.signature() != null) typed.addProperty("signature", candidate.signature());
        return typed;
    }

    InspectReply inspect(Message request) {
        var at = Json.readCode(request.content(), InspectRequest.class, CURSOR_AT_END);
        int cursor = CodePoints.toUtf16(at.getCode(), at.getCursorPos());
        return shell.inspect(at.getCode(), cursor, at.getDetailLevel() > 0)
                .map(bundle -> new InspectReply(true, Bundles.displayData(bundle, null)))
                .orElseGet(() -> new InspectReply(false, DisplayData.EMPTY));
    }

    Object isComplete(Message request) {
        var code = Json.readCode(request.content(), IsCompleteRequest.class, new JsonObject());
        Completeness completeness = shell.isComplete(code.getCode());
        return switch (completeness.status()) {
            case COMPLETE -> IsCompleteReply.VALID_CODE;
            case INCOMPLETE -> IsCompleteReply.getIncompleteReplyWithIndent(completeness.indent());
            case INVALID -> IsCompleteReply.INVALID_CODE;
            case UNKNOWN -> IsCompleteReply.UNKNOWN;
        };
    }
}
