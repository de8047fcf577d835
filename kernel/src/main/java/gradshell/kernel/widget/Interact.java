package gradshell.kernel.widget;

import gradshell.kernel.comm.Comms;
import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.Capture;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.Notebook;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Controls on the page, and below them the value of a function of theirs. */
final class Interact {
    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final List<Setting<?>> settings;
    private final List<String> labels;
    private final Supplier<?> function;
    private final List<Widget> widgets = new ArrayList<>();
    private List<Object> shown = List.of();
    private final String display = UUID.randomUUID().toString();
    /** Goes along with the value on a page of version 6, which looks for it there when it is loaded again. */
    private Map<String, Object> view = Map.of();

    private Interact(List<Setting<?>> settings, List<String> labels, Supplier<?> function) {
        this.settings = settings;
        this.labels = labels;
        this.function = function;
    }

    /** {@code lambda} is what the user wrote, for the names of its parameters. */
    static void start(Serializable lambda, List<Setting<?>> settings, Supplier<?> function) {
        List<String> names = ParameterNames.of(lambda, settings.size());
        List<String> labels = IntStream.range(0, settings.size())
                .mapToObj(i -> Objects.requireNonNullElse(settings.get(i).control().label(), names.get(i))).toList();
        var interact = new Interact(settings, labels, function);
        CellIo io = CellIo.current();
        io.comms().ifPresentOrElse(comms -> interact.show(comms, io), () -> interact.showStart(io));
    }

    private List<Object> values() {
        return settings.stream().<Object>map(Setting::value).toList();
    }

    private String described() {
        return IntStream.range(0, labels.size()).mapToObj(i -> labels.get(i) + " = " + settings.get(i).value())
                .collect(Collectors.joining(", "));
    }

    /** Where there can be no controls. */
    private void showStart(CellIo io) {
        io.out("No controls here, they need a notebook with ipywidgets; with " + described() + ":\n");
        Object value = function.get();
        if (value != null) Notebook.display(value);
    }

    private void show(Comms comms, CellIo io) {
        Protocol protocol = Protocol.of(comms).orElse(Protocol.V7);
        for (int i = 0; i < labels.size(); i++)
            widgets.add(open(comms, protocol, labels.get(i), settings.get(i)));
        Map<String, Object> box = protocol.model("VBox");
        box.put("children", widgets.stream().map(Widget::reference).toList());
        Widget all = Widget.open(comms, protocol, box, _ -> {});
        if (protocol == Protocol.V6) {
            all.comm().send(Map.of("method", "display"));
            view = Map.of(VIEW, Map.of("model_id", all.comm().id()));
        } else {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("text/plain", "No controls without ipywidgets in this page; with " + described() + ":");
            shown.put(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", all.comm().id()));
            io.display(new MimeBundle(shown, Map.of()), null, false);
        }
        io.display(evaluate(), display, false);
    }

    private Widget open(Comms comms, Protocol protocol, String label, Setting<?> setting) {
        Map<String, Object> state = setting.control().state(protocol);
        state.put("description", label);
        return Widget.open(comms, protocol, state, changes -> changed(setting, changes));
    }

    private void changed(Setting<?> setting, Map<?, ?> changes) {
        setting.change(changes);
        // what comes next will be shown soon; a value that nobody would see is not computed
        if (!values().equals(shown) && widgets.stream().noneMatch(widget -> widget.comm().hasMore()))
            CellIo.current().display(evaluate(), display, true);
    }

    private MimeBundle evaluate() {
        shown = values();
        MimeBundle value = Capture.orError(function);
        Map<String, Object> forms = new LinkedHashMap<>(value.data());
        forms.putAll(view);
        return new MimeBundle(forms, value.metadata());
    }
}
