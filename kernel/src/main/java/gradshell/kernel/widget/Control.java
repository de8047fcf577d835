package gradshell.kernel.widget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A control of {@code interact}: a slider, a choice and others, each with the value that it starts with. Each method
 * gives a new control and leaves this one as it is.
 *
 * @param <T> the type of the values
 */
public abstract sealed class Control<T> {
    private final String label;
    private final T start;

    Control(String label, T start) {
        this.label = label;
        this.start = start;
    }

    /** The text beside it; null when none was given. */
    public final String label() {
        return label;
    }

    /** The value that it starts with. */
    public final T start() {
        return start;
    }

    /** With this text beside it, instead of the parameter's name. */
    public abstract Control<T> label(String label);

    /** Starting with this value. */
    public abstract Control<T> start(T start);

    /** The attributes of its model, without the label. */
    abstract Map<String, Object> state(Protocol protocol);

    /** The value after the page has changed attributes; the one before if it is about something else. */
    abstract T changed(Map<?, ?> changes, T before);

    private static Map<String, Object> state(Protocol protocol, String name, Object... attributes) {
        Map<String, Object> state = protocol.model(name);
        for (int i = 0; i < attributes.length; i += 2) state.put((String) attributes[i], attributes[i + 1]);
        return state;
    }

    private static Number number(Map<?, ?> changes) {
        return changes.get("value") instanceof Number number ? number : null;
    }

    /** Numbers between two bounds. */
    public static final class Slider extends Control<Double> {
        private final double low;
        private final double high;
        private final double step;

        Slider(String label, double low, double high, double step, double start) {
            super(label, start);
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high))
                throw new IllegalArgumentException("a slider goes from a number to a larger one, not from " + low
                        + " to " + high);
            if (!(step > 0)) throw new IllegalArgumentException("a slider's step is more than 0, and it is " + step);
            if (!(start >= low && start <= high))
                throw new IllegalArgumentException(
                        "the slider from " + low + " to " + high + " can't start at " + start);
            this.low = low;
            this.high = high;
            this.step = step;
        }

        @Override
        public Slider label(String label) {
            return new Slider(label, low, high, step, start());
        }

        @Override
        public Slider start(Double start) {
            return new Slider(label(), low, high, step, start);
        }

        /** In steps of this size, instead of a hundredth of the way. */
        public Slider step(double step) {
            return new Slider(label(), low, high, step, start());
        }

        @Override
        Map<String, Object> state(Protocol protocol) {
            int digits = Math.clamp((int) Math.ceil(-Math.log10(step) - 1e-9), 0, 12);
            return Control.state(protocol, "FloatSlider", "value", start(), "min", low, "max", high, "step", step,
                    "readout_format", step < 1e-6 || high > 1e9 ? ".3g" : String.format(Locale.ROOT, ".%df", digits));
        }

        @Override
        Double changed(Map<?, ?> changes, Double before) {
            Number number = number(changes);
            return number == null ? before : Math.clamp(number.doubleValue(), low, high);
        }
    }

    /** Whole numbers between two bounds, which belong to them. */
    public static final class IntSlider extends Control<Integer> {
        private final int low;
        private final int high;
        private final int step;

        IntSlider(String label, int low, int high, int step, int start) {
            super(label, start);
            if (low >= high)
                throw new IllegalArgumentException("a slider goes from a number to a larger one, not from " + low
                        + " to " + high);
            if (step < 1) throw new IllegalArgumentException("a slider's step is at least 1, and it is " + step);
            if (start < low || start > high)
                throw new IllegalArgumentException(
                        "the slider from " + low + " to " + high + " can't start at " + start);
            this.low = low;
            this.high = high;
            this.step = step;
        }

        @Override
        public IntSlider label(String label) {
            return new IntSlider(label, low, high, step, start());
        }

        @Override
        public IntSlider start(Integer start) {
            return new IntSlider(label(), low, high, step, start);
        }

        /** In steps of this size, instead of 1. */
        public IntSlider step(int step) {
            return new IntSlider(label(), low, high, step, start());
        }

        @Override
        Map<String, Object> state(Protocol protocol) {
            return Control.state(protocol, "IntSlider", "value", start(), "min", low, "max", high, "step", step,
                    "readout_format", "d");
        }

        @Override
        Integer changed(Map<?, ?> changes, Integer before) {
            Number number = number(changes);
            return number == null ? before : Math.clamp(number.longValue(), low, high);
        }
    }

    /** One of several values, each known by its text. */
    public static final class Choice<T> extends Control<T> {
        private final Map<String, T> values;

        Choice(String label, List<T> values, T start) {
            super(label, start);
            this.values = new LinkedHashMap<>();
            for (T value : values)
                if (this.values.putIfAbsent(String.valueOf(value), value) != null)
                    throw new IllegalArgumentException("two values to choose from are both called " + value);
            if (!values.contains(start))
                throw new IllegalArgumentException(start + " is none of the values to choose from: " + values);
        }

        @Override
        public Choice<T> label(String label) {
            return new Choice<>(label, List.copyOf(values.values()), start());
        }

        @Override
        public Choice<T> start(T start) {
            return new Choice<>(label(), List.copyOf(values.values()), start);
        }

        @Override
        Map<String, Object> state(Protocol protocol) {
            List<String> names = List.copyOf(values.keySet());
            Map<String, Object> state = Control.state(protocol, "Dropdown", "_options_labels", names);
            String chosen = String.valueOf(start());
            if (protocol == Protocol.V6) state.put("value", chosen);
            else
                state.put("index", names.indexOf(chosen));
            return state;
        }

        @Override
        T changed(Map<?, ?> changes, T before) {
            if (changes.get("index") instanceof Number index && index.intValue() >= 0
                    && index.intValue() < values.size())
                return new ArrayList<>(values.values()).get(index.intValue());
            return changes.get("value") instanceof String name && values.containsKey(name) ? values.get(name) : before;
        }
    }

    /** Yes or no. */
    public static final class Checkbox extends Control<Boolean> {
        Checkbox(String label, boolean start) {
            super(label, start);
        }

        @Override
        public Checkbox label(String label) {
            return new Checkbox(label, start());
        }

        @Override
        public Checkbox start(Boolean start) {
            return new Checkbox(label(), start);
        }

        @Override
        Map<String, Object> state(Protocol protocol) {
            return Control.state(protocol, "Checkbox", "value", start());
        }

        @Override
        Boolean changed(Map<?, ?> changes, Boolean before) {
            return changes.get("value") instanceof Boolean value ? value : before;
        }
    }

    /** A line of text. */
    public static final class Text extends Control<String> {
        Text(String label, String start) {
            super(label, start);
        }

        @Override
        public Text label(String label) {
            return new Text(label, start());
        }

        @Override
        public Text start(String start) {
            return new Text(label(), start);
        }

        @Override
        Map<String, Object> state(Protocol protocol) {
            return Control.state(protocol, "Text", "value", start(), "continuous_update", false);
        }

        @Override
        String changed(Map<?, ?> changes, String before) {
            return changes.get("value") instanceof String value ? value : before;
        }
    }
}
