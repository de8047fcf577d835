package gradshell.optim;

import gradshell.InPlace;
import gradshell.Tensor;
import java.util.Arrays;
import java.util.List;

/** A part that treats each number of a parameter by itself: one pass over the parameter and what is remembered of it. */
final class Rule implements Part {
    /** One pass: leaves in {@code g} the step that comes of it, and changes what is remembered of the numbers {@code x}. */
    @FunctionalInterface
    interface Pass {
        void run(double[] x, double[] g, double[][] memory, int n);
    }

    /** The pass at step {@code t}, counted from 1, with the settings' values {@code v} in their order. */
    @FunctionalInterface
    interface Maker {
        Pass at(int t, double[] v);
    }

    /** What memory begins with, from the settings' values. */
    @FunctionalInterface
    interface Start {
        double[] of(double[] v);
    }

    static final Start NOTHING = _ -> new double[0];
    static final Start ZERO = _ -> new double[1];
    static final Start ZEROS = _ -> new double[2];

    private final String name;
    private final String more;
    private final List<Setting> settings;
    private final Start start;
    private final Maker maker;

    Rule(String name, Start start, Maker maker, Setting... settings) {
        this(name, "", start, maker, settings);
    }

    /** With {@code more} to the call that makes it. */
    Rule(String name, String more, Start start, Maker maker, Setting... settings) {
        this.name = name;
        this.more = more;
        this.start = start;
        this.maker = maker;
        this.settings = List.of(settings);
    }

    @Override
    public List<Setting> settings() {
        return settings;
    }

    @Override
    public Memory memory(Tensor p) {
        return new Memory(p, start.of(values(1)));
    }

    private double[] values(int t) {
        double[] values = new double[settings.size()];
        for (int i = 0; i < values.length; i++) values[i] = settings.get(i).at(t);
        return values;
    }

    @Override
    public Tensor step(Tensor p, Tensor step, Memory memory) {
        Tensor made = step.copy();
        Pass pass = maker.at(memory.t, values(memory.t));
        InPlace.update((changed, x, n) -> pass.run(x, changed[0], rest(changed), n), p,
                joined(made, memory.numbers));
        return made;
    }

    @Override
    public void finish(Tensor p, Tensor step, Memory memory) {
        Pass pass = maker.at(memory.t, values(memory.t));
        InPlace.update((changed, g, n) -> {
            double[] x = changed[0];
            pass.run(x, g, rest(changed), n);
            for (int i = 0; i < n; i++) x[i] -= g[i];
        }, step, joined(p, memory.numbers));
    }

    private static double[][] rest(double[][] all) {
        return Arrays.copyOfRange(all, 1, all.length);
    }

    private static Tensor[] joined(Tensor first, Tensor... others) {
        Tensor[] all = new Tensor[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    @Override
    public String toString() {
        return Part.code(name, settings, more);
    }
}
