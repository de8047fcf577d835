package gradshell.kernel.widget;

import gradshell.kernel.comm.Comm;
import gradshell.kernel.comm.CommMessage;
import gradshell.kernel.comm.Comms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One model on the page, and its state here. */
final class Widget {
    private final Protocol protocol;
    private final Comm comm;
    private final Map<String, Object> state = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Consumer<Map<?, ?>> onChange;

    private Widget(Protocol protocol, Comm comm, Map<String, Object> state, Consumer<Map<?, ?>> onChange) {
        this.protocol = protocol;
        this.comm = comm;
        this.state.putAll(state);
        this.onChange = onChange;
    }

    /** Makes one on the page; {@code onChange} gets what a user changes there, and after other messages nothing. */
    static Widget open(Comms comms, Protocol protocol, Map<String, Object> state, Consumer<Map<?, ?>> onChange) {
        Comm comm = comms.open(Protocol.WIDGET, protocol.opening(state));
        var widget = new Widget(protocol, comm, state, onChange);
        comm.onMessage(widget::received);
        Widgets.of(comms).add(widget);
        return widget;
    }

    private void received(CommMessage message) {
        if ("request_state".equals(message.data().get("method"))) comm.send(protocol.update(state()));
        Map<?, ?> changes = protocol.changes(message.data());
        changes.forEach((name, value) -> state.put((String) name, value));
        onChange.accept(changes);
    }

    Comm comm() {
        return comm;
    }

    /** What the page shows now. */
    Map<String, Object> state() {
        synchronized (state) {
            return new LinkedHashMap<>(state);
        }
    }

    /** How the state of another widget refers to it. */
    String reference() {
        return "IPY_MODEL_" + comm.id();
    }
}
