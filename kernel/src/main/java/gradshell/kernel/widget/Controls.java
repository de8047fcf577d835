package gradshell.kernel.widget;

import gradshell.Fn;
import gradshell.Fn2;
import gradshell.Fn3;
import gradshell.kernel.widget.Control.Checkbox;
import gradshell.kernel.widget.Control.Choice;
import gradshell.kernel.widget.Control.IntSlider;
import gradshell.kernel.widget.Control.Slider;
import gradshell.kernel.widget.Control.Text;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that a page's user changes, and what follows them:
 * {@code interact((rate, how) -> ..., slider(0, 1), choice("fast", "slow"))}. Every cell has these methods with no import.
 */
public final class Controls {
    private Controls() {}

    /** A function of four arguments. */
    @FunctionalInterface
    public interface Fn4<A, B, C, D, Y> extends Serializable {
        Y apply(A a, B b, C c, D d);
    }

    /** A slider of numbers from {@code low} to {@code high}, which starts in the middle. */
    public static Slider slider(double low, double high) {
        return new Slider(null, low, high, (high - low) / 100, (low + high) / 2);
    }

    /** A slider of whole numbers from {@code low} to {@code high}, which starts in the middle. */
    public static IntSlider intSlider(int low, int high) {
        return new IntSlider(null, low, high, 1, (int) (((long) low + high) / 2));
    }

    /** One of these values; the first is chosen at the start. */
    @SafeVarargs
    public static <T> Choice<T> choice(T first, T... more) {
        var values = new ArrayList<T>();
        values.add(first);
        for (T value : more) values.add(value);
        return new Choice<>(null, values, first);
    }

    /** A box that is ticked or not. */
    public static Checkbox checkbox(boolean start) {
        return new Checkbox(null, start);
    }

    /** A line of text. */
    public static Text text(String start) {
        return new Text(null, start);
    }

    /**
     * Shows a control and the value of {@code f} for it, which changes with it. Without ipywidgets in the page it shows
     * the value for the start.
     */
    public static <A> void interact(Fn<A, ?> f, Control<A> a) {
        var x = new Setting<>(a);
        Interact.start(f, List.of(x), () -> f.apply(x.value()));
    }

    /** The same with two controls. */
    public static <A, B> void interact(Fn2<A, B, ?> f, Control<A> a, Control<B> b) {
        var x = new Setting<>(a);
        var y = new Setting<>(b);
        Interact.start(f, List.of(x, y), () -> f.apply(x.value(), y.value()));
    }

    /** The same with three controls. */
    public static <A, B, C> void interact(Fn3<A, B, C, ?> f, Control<A> a, Control<B> b, Control<C> c) {
        var x = new Setting<>(a);
        var y = new Setting<>(b);
        var z = new Setting<>(c);
        Interact.start(f, List.of(x, y, z), () -> f.apply(x.value(), y.value(), z.value()));
    }

    /** The same with four controls. */
    public static <A, B, C, D> void interact(Fn4<A, B, C, D, ?> f, Control<A> a, Control<B> b, Control<C> c,
            Control<D> d) {
        var x = new Setting<>(a);
        var y = new Setting<>(b);
        var z = new Setting<>(c);
        var u = new Setting<>(d);
        Interact.start(f, List.of(x, y, z, u), () -> f.apply(x.value(), y.value(), z.value(), u.value()));
    }
}
