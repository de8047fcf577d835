package gradshell.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import gradshell.kernel.notebook.Notebook;
import java.util.List;
import java.util.Objects;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;

/** What this kernel says about itself. */
final class KernelInfo {
    private static final String JAVA_API = "https://docs.oracle.com/en/java/javase/25/docs/api/";

    private KernelInfo() {}

    static JsonObject reply() {
        String java = Runtime.version().toString();
        String version = Objects.requireNonNullElse(KernelInfo.class.getPackage().getImplementationVersion(),
                "unpackaged");
        String banner = "Gradshell " + version + ": a differentiable Java shell on Java " + java;
        JsonObject reply = Json.of(new KernelInfoReply(Session.PROTOCOL_VERSION, "gradshell", version, null, banner,
                List.of(new LanguageInfo.Help("Java SE 25 API", JAVA_API))));
        reply.add("language_info", Notebook.languageInfo());
        reply.addProperty("debugger", false);
        reply.add("supported_features", new JsonArray());
        return reply;
    }
}
