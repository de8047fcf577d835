package gradshell.bench;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.tensor;
import static gradshell.data.Data.accuracy;
import static gradshell.data.Data.dataLoader;
import static gradshell.data.Data.fashionMnist;
import static gradshell.data.Data.oneHotBatch;
import static gradshell.nn.Activations.identity;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.sigmoid;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.flatten;
import static gradshell.nn.Layers.maxPool;
import static gradshell.nn.Layers.window;
import static gradshell.nn.Losses.logitCrossEntropy;
import static gradshell.nn.Losses.mse;
import static gradshell.optim.Optimizers.adam;
import static gradshell.optim.Training.train;

import gradshell.Fn0;
import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.data.DataLoader;
import gradshell.data.DataSet;
import gradshell.nn.Chain;
import gradshell.nn.Dense;
import gradshell.nn.conv.Conv;
import gradshell.optim.History;
import gradshell.optim.Optimizer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Gradshell as its users write it: a sample is a column. */
final class OwnTensors implements Library {
    @Override
    public Task add(int n) {
        Tensor a = vector(n, 1);
        Tensor b = vector(n, 2);
        return forward(() -> a.plus(b));
    }

    @Override
    public Task tanh(int n) {
        Tensor a = vector(n, 1);
        return forward(a::tanh);
    }

    @Override
    public Task exp(int n) {
        Tensor a = vector(n, 1);
        return forward(a::exp);
    }

    @Override
    public Task sum(int n) {
        Tensor a = vector(n, 1);
        return forward(a::sum);
    }

    @Override
    public Task addColumn(int rows, int columns) {
        Tensor a = matrix(rows, columns, 1);
        Tensor b = matrix(rows, 1, 2);
        return forward(() -> a.plus(b));
    }

    @Override
    public Task chainGradient(int n) {
        return chainGradient(vector(n, 1), vector(n, 2), vector(n, 3));
    }

    @Override
    public Task chainGradient(int rows, int columns) {
        return chainGradient(matrix(rows, columns, 1), matrix(rows, 1, 2), matrix(rows, columns, 3));
    }

    private static Task chainGradient(Tensor a, Tensor b, Tensor c) {
        return gradients(() -> a.times(b).plus(c).tanh().sum(), params(a, b, c));
    }

    @Override
    public Task denseGradient() {
        var model = new Dense(matrix(2, 3, 1), vector(2, 2), sigmoid);
        Tensor x = vector(3, 3);
        Tensor y = vector(2, 4);
        return gradients(() -> mse(model.apply(x), y), params(model));
    }

    @Override
    public Task softmax(int rows, int columns) {
        Tensor a = matrix(rows, columns, 1);
        return forward(() -> a.softmax(1));
    }

    @Override
    public Task matmul(int n) {
        Tensor a = matrix(n, n, 1);
        Tensor b = matrix(n, n, 2);
        return forward(() -> a.matmul(b));
    }

    @Override
    public Task mlpGradient(Mlp mlp) {
        Chain model = model(mlp);
        Tensor x = columns(mlp.x(), mlp.batch());
        Tensor y = columns(mlp.y(), mlp.batch());
        return gradients(() -> logitCrossEntropy(model.apply(x), y), params(model));
    }

    @Override
    public Task adamStep(Mlp mlp) {
        Chain model = model(mlp);
        Params ps = params(model);
        Optimizer adam = adam(Mlp.RATE);
        Tensor x = columns(mlp.x(), mlp.batch());
        Tensor y = columns(mlp.y(), mlp.batch());
        return task(() -> {
            Grads grads = gradient(() -> logitCrossEntropy(model.apply(x), y), ps);
            adam.update(ps, grads);
            return grads;
        }, _ -> Numbers.change(mlp.parameters(), joined(ps, p -> p)));
    }

    @Override
    public Task leNetStep(LeNet net) {
        Chain model = model(net);
        Params ps = params(model);
        Optimizer adam = adam(Mlp.RATE);
        Tensor x = columns(net.x(), net.batch()).reshape(LeNet.SIDE, LeNet.SIDE, 1, net.batch());
        Tensor y = columns(net.y(), net.batch());
        return task(() -> {
            Grads grads = gradient(() -> logitCrossEntropy(model.apply(x), y), ps);
            adam.update(ps, grads);
            return grads;
        }, grads -> joined(ps, p -> asInPyTorch(grads.get(p))));
    }

    private static Chain model(LeNet net) {
        var window = window(LeNet.WINDOW, LeNet.WINDOW);
        long[] f = Arrays.stream(LeNet.FEATURES).asLongStream().toArray();
        var layers = new Tensor[LeNet.LAYERS][];
        for (int i = 0; i < layers.length; i++)
            layers[i] = new Tensor[]{tensor(net.weight(i)), Tensors.zeros(net.biases(i))};
        for (int i = 0; i < 2; i++)
            layers[i][0] = layers[i][0].reshape(LeNet.FILTERS[i + 1], LeNet.FILTERS[i], LeNet.WINDOW, LeNet.WINDOW)
                    .permute(2, 3, 1, 0).copy();
        layers[2][0] = layers[2][0].reshape(f[1], LeNet.FILTERS[2], LeNet.LAST_SIDE, LeNet.LAST_SIDE)
                .permute(0, 2, 3, 1)
                .reshape(f[1], f[0]);
        return chain(new Conv(window, layers[0][0], layers[0][1], relu, false), maxPool(2, 2),
                new Conv(window, layers[1][0], layers[1][1], relu, false), maxPool(2, 2), flatten,
                new Dense(layers[2][0], layers[2][1], relu),
                new Dense(layers[3][0].reshape(f[2], f[1]), layers[3][1], relu),
                new Dense(layers[4][0].reshape(f[3], f[2]), layers[4][1], identity));
    }

    private static Tensor asInPyTorch(Tensor p) {
        if (p.rank() == 4) return p.permute(3, 2, 0, 1);
        if (p.rank() < 2 || p.size(1) != LeNet.FEATURES[0]) return p;
        return p.reshape(p.size(0), LeNet.LAST_SIDE, LeNet.LAST_SIDE, LeNet.FILTERS[2]).permute(0, 3, 1, 2);
    }

    @Override
    public Task epoch(Mlp mlp) {
        Chain model = model(mlp);
        Optimizer adam = adam(Mlp.RATE);
        DataSet clothes = fashionMnist();
        Tensor x = clothes.train().x();
        Tensor y = oneHotBatch(clothes.train().y(), Mlp.OUT);
        DataLoader all = dataLoader(x, y).batchSize(mlp.batch()).shuffle(true, 1);
        DataLoader few = dataLoader(x.slice(1, 0, Clothes.FEW), y.slice(1, 0, Clothes.FEW)).batchSize(mlp.batch())
                .shuffle(true, 1);
        return new Task() {
            @Override
            public Object run() {
                return pass(all);
            }

            private History pass(DataLoader batches) {
                return train((m, images, labels) -> logitCrossEntropy(m.apply(images), labels), model, batches, adam);
            }

            @Override
            public float[] numbers() {
                pass(few);
                Tensor labels = oneHotBatch(clothes.test().y(), Mlp.OUT);
                return new float[]{(float) accuracy(model.apply(clothes.test().x()), labels)};
            }
        };
    }

    static Chain model(Mlp mlp) {
        return chain(
                new Dense(tensor(mlp.weight1()).reshape(mlp.hidden(), Mlp.IN), Tensors.zeros(mlp.hidden()), relu),
                new Dense(tensor(mlp.weight2()).reshape(Mlp.OUT, mlp.hidden()), Tensors.zeros(Mlp.OUT), identity));
    }

    /** A sample's numbers in a column, of numbers that have it in a row. */
    static Tensor columns(float[] samples, int count) {
        return tensor(samples).reshape(count, samples.length / count).t().copy();
    }

    private static Tensor vector(int n, int which) {
        return tensor(Numbers.uniform(n, which));
    }

    private static Tensor matrix(int rows, int columns, int which) {
        return vector(rows * columns, which).reshape(rows, columns);
    }

    private static Task forward(Supplier<Tensor> work) {
        return task(work, Tensor::toFloatArray);
    }

    private static Task gradients(Fn0<Tensor> loss, Params ps) {
        return task(() -> gradient(loss, ps), grads -> joined(ps, grads::get));
    }

    private static float[] joined(Params ps, UnaryOperator<Tensor> what) {
        float[][] parts = new float[ps.size()][];
        int i = 0;
        for (Tensor p : ps) parts[i++] = what.apply(p).toFloatArray();
        return Numbers.joined(parts);
    }

    private static <T> Task task(Supplier<T> work, Function<T, float[]> numbers) {
        return new Task() {
            @Override
            public Object run() {
                return work.get();
            }

            @Override
            public float[] numbers() {
                return numbers.apply(work.get());
            }
        };
    }
}
