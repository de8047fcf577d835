package gradshell.compile.problems;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A recurrent network whose weight matrices are diagonal, reading a text: the mean cross-entropy of what comes next. */
@SuppressWarnings("ArrayRecordComponent")
public final class Lstm {
    /** A vector for each gate. */
    public record Gates(double[] forget, double[] input, double[] output, double[] change) {
        static Gates zero(int n) {
            return new Gates(new double[n], new double[n], new double[n], new double[n]);
        }
    }

    /** A layer's parameters. */
    public record Cell(Gates weight, Gates bias) {}

    /** All parameters. */
    public record Network(List<Cell> cells, double[] inWeight, double[] outWeight, double[] outBias) {}

    private Lstm() {}

    /** The loss for a text of one vector a character, from the given state {@code (hidden, cell)} of each layer. */
    public static double loss(Network network, double[][][] start, double[][] text) {
        int n = network.inWeight.length;
        double[][][] state = new double[start.length][2][];
        for (int i = 0; i < start.length; i++) {
            state[i][0] = start[i][0].clone();
            state[i][1] = start[i][1].clone();
        }
        double total = 0;
        for (int t = 0; t + 1 < text.length; t++) {
            double[] signal = new double[n];
            for (int i = 0; i < n; i++) signal[i] = text[t][i] * network.inWeight[i];
            int layer = 0;
            for (Cell cell : network.cells) signal = step(cell, state[layer++], signal);
            double sum = 2;
            double[] guess = new double[n];
            for (int i = 0; i < n; i++) {
                guess[i] = signal[i] * network.outWeight[i] + network.outBias[i];
                sum += Math.exp(guess[i]);
            }
            for (int i = 0; i < n; i++) total += text[t + 1][i] * (guess[i] - Math.log(sum));
        }
        return -total / (n * (text.length - 1));
    }

    private static double[] step(Cell cell, double[][] state, double[] x) {
        double[] h = state[0];
        double[] c = state[1];
        Gates w = cell.weight;
        Gates b = cell.bias;
        for (int i = 0; i < x.length; i++) {
            double forget = sigmoid(x[i] * w.forget[i] + b.forget[i]);
            double input = sigmoid(h[i] * w.input[i] + b.input[i]);
            double output = sigmoid(x[i] * w.output[i] + b.output[i]);
            double change = Math.tanh(h[i] * w.change[i] + b.change[i]);
            c[i] = c[i] * forget + input * change;
            h[i] = output * Math.tanh(c[i]);
        }
        return h;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** What one element of a cell did in one step. */
    private record Step(double x, double h, double c, double forget, double input, double output, double change,
            double squashed) {}

    /** Backwards through time, then through the layers of each moment, element by element. */
    public static Network gradient(Network network, double[][][] start, double[][] text) {
        int n = network.inWeight.length;
        int layers = start.length;
        var gradient = new Network(new ArrayList<>(), new double[n], new double[n], new double[n]);
        for (int i = 0; i < layers; i++) gradient.cells.add(new Cell(Gates.zero(n), Gates.zero(n)));
        double[] sums = normalisers(network, start, text);
        for (int i = 0; i < n; i++) gradientOf(i, network, start, text, gradient, sums);
        return gradient;
    }

    /** With diagonal matrices the elements meet only in the sums of exponentials, which are found first. */
    private static double[] normalisers(Network network, double[][][] start, double[][] text) {
        double[] sums = new double[text.length - 1];
        Arrays.fill(sums, 2);
        for (int i = 0; i < network.inWeight.length; i++) {
            double[] out = new double[sums.length];
            forward(i, network, start, text, out);
            for (int t = 0; t < sums.length; t++)
                sums[t] += Math.exp(out[t] * network.outWeight[i] + network.outBias[i]);
        }
        return sums;
    }

    private static Step[][] forward(int i, Network network, double[][][] start, double[][] text, double[] out) {
        int layers = start.length;
        var steps = new Step[out.length][layers];
        double[] h = new double[layers];
        double[] c = new double[layers];
        for (int l = 0; l < layers; l++) {
            h[l] = start[l][0][i];
            c[l] = start[l][1][i];
        }
        for (int t = 0; t < out.length; t++) {
            double x = text[t][i] * network.inWeight[i];
            for (int l = 0; l < layers; l++) {
                Gates w = network.cells.get(l).weight;
                Gates b = network.cells.get(l).bias;
                double forget = sigmoid(x * w.forget[i] + b.forget[i]);
                double input = sigmoid(h[l] * w.input[i] + b.input[i]);
                double output = sigmoid(x * w.output[i] + b.output[i]);
                double change = Math.tanh(h[l] * w.change[i] + b.change[i]);
                double next = c[l] * forget + input * change;
                steps[t][l] = new Step(x, h[l], c[l], forget, input, output, change, Math.tanh(next));
                c[l] = next;
                x = h[l] = output * Math.tanh(next);
            }
            out[t] = x;
        }
        return steps;
    }

    private static void gradientOf(int i, Network network, double[][][] start, double[][] text, Network gradient,
            double[] sums) {
        int n = network.inWeight.length;
        int layers = start.length;
        double[] out = new double[sums.length];
        Step[][] steps = forward(i, network, start, text, out);
        double[] dh = new double[layers];
        double[] dc = new double[layers];
        for (int t = sums.length - 1; t >= 0; t--) {
            double weightOfText = 0;
            for (double e : text[t + 1]) weightOfText += e;
            double guess = out[t] * network.outWeight[i] + network.outBias[i];
            double dGuess = -(text[t + 1][i] - weightOfText * Math.exp(guess) / sums[t]) / (n * sums.length);
            gradient.outBias[i] += dGuess;
            gradient.outWeight[i] += dGuess * out[t];
            double dx = dGuess * network.outWeight[i];
            for (int l = layers - 1; l >= 0; l--) {
                var s = steps[t][l];
                Gates w = network.cells.get(l).weight;
                Gates dw = gradient.cells.get(l).weight;
                Gates db = gradient.cells.get(l).bias;
                double dHidden = dh[l] + dx;
                double dNext = dc[l] + dHidden * s.output * (1 - s.squashed * s.squashed);
                double dOutput = dHidden * s.squashed * s.output * (1 - s.output);
                double dForget = dNext * s.c * s.forget * (1 - s.forget);
                double dInput = dNext * s.change * s.input * (1 - s.input);
                double dChange = dNext * s.input * (1 - s.change * s.change);
                add(dw.forget, db.forget, i, dForget, s.x);
                add(dw.input, db.input, i, dInput, s.h);
                add(dw.output, db.output, i, dOutput, s.x);
                add(dw.change, db.change, i, dChange, s.h);
                dc[l] = dNext * s.forget;
                dh[l] = dInput * w.input[i] + dChange * w.change[i];
                dx = dForget * w.forget[i] + dOutput * w.output[i];
            }
            gradient.inWeight[i] += dx * text[t][i];
        }
    }

    private static void add(double[] dWeight, double[] dBias, int i, double d, double x) {
        dWeight[i] += d * x;
        dBias[i] += d;
    }

    /** The problem with so many layers, {@code n} elements in each, and a text of so many characters. */
    public static Problem<Network> problem(int layers, int n, int characters) {
        var data = new Data(8);
        var cells = new ArrayList<Cell>();
        double[][][] state = new double[layers][][];
        for (int i = 0; i < layers; i++) {
            cells.add(new Cell(gates(data, n), gates(data, n)));
            state[i] = data.matrix(2, n);
        }
        var network = new Network(cells, data.vector(n), data.vector(n), data.vector(n));
        double[][] text = data.matrix(characters, n);
        return new Problem<>("lstm", p -> loss(p, state, text), p -> gradient(p, state, text), network);
    }

    private static Gates gates(Data data, int n) {
        return new Gates(data.vector(n), data.vector(n), data.vector(n), data.vector(n));
    }
}
