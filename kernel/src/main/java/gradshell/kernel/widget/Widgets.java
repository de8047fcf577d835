package gradshell.kernel.widget;

import gradshell.kernel.comm.Comm;
import gradshell.kernel.comm.CommMessage;
import gradshell.kernel.comm.Comms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The widgets of one kernel, and its answers to the page's questions about them. */
public final class Widgets {
    private final Map<String, Widget> all = new ConcurrentHashMap<>();

    private Widgets() {}

    /** Those of the kernel with these comms; they answer from the first call on. */
    public static Widgets of(Comms comms) {
        return comms.attached(Widgets.class, () -> {
            var widgets = new Widgets();
            comms.register(Protocol.VERSION, comm -> comm.send(Map.of("version", Protocol.V6_SCRIPTS)));
            comms.register(Protocol.CONTROL, comm -> comm.onMessage(message -> widgets.answer(comm, message)));
            return widgets;
        });
    }

    /** A page that was loaded again gets the state of all. */
    private void answer(Comm comm, CommMessage message) {
        if (!"request_states".equals(message.data().get("method"))) return;
        var states = new LinkedHashMap<String, Object>();
        all.forEach((id, widget) -> {
            Map<String, Object> state = widget.state();
            states.put(id, Map.of("model_name", state.get("_model_name"), "model_module", state.get("_model_module"),
                    "model_module_version", state.get("_model_module_version"), "state", state));
        });
        comm.send(Map.of("method", "update_states", "states", states, "buffer_paths", List.of()));
    }

    void add(Widget widget) {
        all.put(widget.comm().id(), widget);
        widget.comm().onClose(_ -> all.remove(widget.comm().id()));
    }
}
