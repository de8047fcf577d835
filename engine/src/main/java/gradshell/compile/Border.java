package gradshell.compile;

import gradshell.Crossing;
import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.tape.Origin;
import gradshell.tape.Recorder;
import gradshell.tape.Sweep;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Where the numbers of a compiled call and the tensors it works on meet. Tensor operations stay on a tape of their own. A
 * number that becomes a tensor is a leaf of that tape; on the way back the tape is run back to that leaf when the compiled
 * sweep comes by there. A tensor that is read gets what arrived at the number read, all at once when the tape runs on.
 */
final class Border {
    private final gradshell.tape.Tape tensors;
    /** Whether the tape records since a number became a tensor, and not since the call began. */
    private boolean begun;
    private Sweep sweep;
    /** The cotangents of elements read that the sweep doesn't know of yet. */
    private final IdentityHashMap<Tensor, double[]> read = new IdentityHashMap<>();
    private Tensor lastRead;
    private double[] lastCotangents;

    /** Of a call inside {@code tensors.run}. */
    Border(gradshell.tape.Tape tensors) {
        this.tensors = tensors;
        // generated code doesn't note its lines: none is better than an older one
        Origin.at(0);
    }

    /** Of a call that no tensor enters: what it does from now on is recorded, up to {@link #end}. */
    static Border begin() {
        var border = new Border(Crossing.tape(List.of()));
        border.tensors.begin();
        border.begun = true;
        return border;
    }

    /** Ends the forward sweep's recording; the reverse sweep's operations are not recorded here. */
    void end() {
        if (begun) tensors.end();
        begun = false;
    }

    /** For another sweep over the same tape. */
    Border reader() {
        return new Border(tensors);
    }

    /** Follows a tensor that was just made of numbers. */
    Tensor leaf(Tensor made) {
        tensors.leaf(made);
        return made;
    }

    /** Whether what is read from {@code x} has a derivative. */
    boolean follows(Tensor x) {
        checkOthers(x, Recorder.followsBesides(tensors, x));
        return tensors.follows(x);
    }

    /** Refuses to read what another gradient follows: it couldn't follow the number. */
    static void checkOthers(Tensor x, boolean followed) {
        if (followed) {
            throw new UnsupportedOperationException(
                    "a second derivative is being taken, but compiled code reads or makes the numbers of %s, through which it can't be followed; write the function with tensor operations only"
                            .formatted("a Tensor " + Shapes.text(x.shape())));
        }
    }

    /** Gives one element, of which {@code dy} was read, its cotangent. */
    void add(Tensor x, int element, double dy) {
        of(x)[element] += dy;
    }

    /** Gives all elements their cotangents. */
    void add(Tensor x, double... dx) {
        double[] sum = of(x);
        for (int i = 0; i < sum.length; i++) sum[i] += dx[i];
    }

    private double[] of(Tensor x) {
        if (x != lastRead) {
            lastCotangents = read.computeIfAbsent(x, t -> new double[Math.toIntExact(t.size())]);
            lastRead = x;
        }
        return lastCotangents;
    }

    /** What arrived at a leaf, in row-major order; null for nothing. */
    double[] cotangent(Tensor leaf) {
        var dx = (Tensor) sweep().reverseTo(leaf).cotangent(leaf);
        if (dx == null) return null;
        checkOthers(dx, Recorder.follows(dx));
        return dx.toDoubleArray();
    }

    /** The sweep, which knows of everything read so far. */
    Sweep sweep() {
        end();
        if (sweep == null) sweep = new Sweep(tensors);
        read.forEach((x, dx) -> sweep.seed(x, Tensors.tensor(DataType.DOUBLE, dx).reshape(x.shape()).to(x.dataType())));
        read.clear();
        lastRead = null;
        return sweep;
    }
}
