package gradshell.kernel.widget;

import java.util.Map;

/** A control and the value that it has now. */
final class Setting<T> {
    private final Control<T> control;
    private T value;

    Setting(Control<T> control) {
        this.control = control;
        value = control.start();
    }

    Control<T> control() {
        return control;
    }

    T value() {
        return value;
    }

    /** Takes what a user has changed on the page. */
    void change(Map<?, ?> changes) {
        value = control.changed(changes, value);
    }
}
