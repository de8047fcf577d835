package gradshell.kernel.widget;

import gradshell.kernel.comm.CommMessage;
import gradshell.kernel.comm.Comms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the scripts of ipywidgets say, which differs by their age: version 6, which Debian 12 has, and 7 and later. A page
 * tells which it has by the targets that it asks for.
 */
enum Protocol {
    V6("jupyter-js-widgets") {
        @Override
        CommMessage opening(Map<String, Object> state) {
            return CommMessage.of(state);
        }

        @Override
        CommMessage update(Map<String, Object> state) {
            return CommMessage.of(Map.of("method", "update", "state", state, "buffers", List.of()));
        }

        @Override
        Map<?, ?> changes(Map<String, Object> data) {
            return "backbone".equals(data.get("method")) && data.get("sync_data") instanceof Map<?, ?> state
                    ? state
                    : Map.of();
        }
    },
    V7("@jupyter-widgets/controls") {
        @Override
        CommMessage opening(Map<String, Object> state) {
            return new CommMessage(Map.of("state", state, "buffer_paths", List.of()), Map.of("version", "2.1.0"),
                    List.of());
        }

        @Override
        CommMessage update(Map<String, Object> state) {
            return CommMessage.of(Map.of("method", "update", "state", state, "buffer_paths", List.of()));
        }

        @Override
        Map<?, ?> changes(Map<String, Object> data) {
            return "update".equals(data.get("method")) && data.get("state") instanceof Map<?, ?> state
                    ? state
                    : Map.of();
        }
    };

    /** The target of every widget. */
    static final String WIDGET = "jupyter.widget";
    /** What version 6 opens to ask which version the kernel speaks. */
    static final String VERSION = "jupyter.widget.version";
    /** What version 7.7 and later open to ask for the state of all widgets. */
    static final String CONTROL = "jupyter.widget.control";
    /** The versions of the scripts of V6 that this speaks with. */
    static final String V6_SCRIPTS = "~2.1.4";

    private final String module;

    Protocol(String module) {
        this.module = module;
    }

    /** That of the page; empty when nothing has been heard of one that knows widgets. */
    static Optional<Protocol> of(Comms comms) {
        return comms.lastMentioned(Set.of(VERSION, CONTROL)).map(target -> target.equals(VERSION) ? V6 : V7)
                .or(() -> comms.lastMentioned(Set.of(WIDGET)).map(_ -> V7));
    }

    /** The attributes that make a model of this name, with its view. */
    Map<String, Object> model(String name) {
        var state = new LinkedHashMap<String, Object>();
        for (String part : List.of("model", "view")) {
            state.put("_" + part + "_module", module);
            state.put("_" + part + "_module_version", "*");
            state.put("_" + part + "_name", name + (part.equals("model") ? "Model" : "View"));
        }
        return state;
    }

    /** What opens a widget's comm. */
    abstract CommMessage opening(Map<String, Object> state);

    /** What tells the page of attributes that the kernel has changed. */
    abstract CommMessage update(Map<String, Object> state);

    /** The attributes that the page has changed, by the data of its message; empty when it is about something else. */
    abstract Map<?, ?> changes(Map<String, Object> data);
}
