package gradshell.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/**
 * PyTorch through DJL, written the way that costs DJL least: a sample is a row, a layer is the fused {@code linear}, results are
 * closed by hand or by one scope, and nobody clears gradients but where the next step needs it.
 */
final class PyTorch implements Library {
    static {
        // the natives are on the class path, so nothing is fetched, and they are unpacked where mvn clean finds them
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("DJL_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();

    @Override
    public Task add(int n) {
        NDArray a = vector(n, 1);
        NDArray b = vector(n, 2);
        return forward(() -> a.add(b));
    }

    @Override
    public Task tanh(int n) {
        NDArray a = vector(n, 1);
        return forward(a::tanh);
    }

    @Override
    public Task exp(int n) {
        NDArray a = vector(n, 1);
        return forward(a::exp);
    }

    @Override
    public Task sum(int n) {
        NDArray a = vector(n, 1);
        return forward(a::sum);
    }

    @Override
    public Task addColumn(int rows, int columns) {
        NDArray a = matrix(rows, columns, 1);
        NDArray b = matrix(rows, 1, 2);
        return forward(() -> a.add(b));
    }

    @Override
    public Task chainGradient(int n) {
        return chainGradient(vector(n, 1), vector(n, 2), vector(n, 3));
    }

    @Override
    public Task chainGradient(int rows, int columns) {
        return chainGradient(matrix(rows, columns, 1), matrix(rows, 1, 2), matrix(rows, columns, 3));
    }

    private Task chainGradient(NDArray a, NDArray b, NDArray c) {
        return gradients(() -> a.mul(b).add(c).tanh().sum(), a, b, c);
    }

    @Override
    public Task denseGradient() {
        NDArray weight = matrix(2, 3, 1);
        NDArray bias = vector(2, 2);
        NDArray x = vector(3, 3);
        NDArray y = vector(2, 4);
        return gradients(() -> Activation.sigmoid(linear(x, weight, bias)).sub(y).square().mean(), weight, bias);
    }

    @Override
    public Task softmax(int rows, int columns) {
        NDArray a = matrix(rows, columns, 1);
        return forward(() -> a.softmax(1));
    }

    @Override
    public Task matmul(int n) {
        NDArray a = matrix(n, n, 1);
        NDArray b = matrix(n, n, 2);
        return forward(() -> a.matMul(b));
    }

    @Override
    public Task mlpGradient(Mlp mlp) {
        var network = new Network(mlp);
        NDArray x = array(mlp.x(), mlp.batch(), Mlp.IN);
        NDArray y = array(mlp.y(), mlp.batch(), Mlp.OUT);
        return gradients(() -> network.loss(x, y), network.parameters());
    }

    @Override
    public Task adamStep(Mlp mlp) {
        var network = new Network(mlp);
        NDArray x = array(mlp.x(), mlp.batch(), Mlp.IN);
        NDArray y = array(mlp.y(), mlp.batch(), Mlp.OUT);
        return new Task() {
            @Override
            public Object run() {
                network.step(x, y);
                return network;
            }

            @Override
            public float[] numbers() {
                network.step(x, y);
                return Numbers.change(mlp.parameters(), joined(network.parameters()));
            }
        };
    }

    @Override
    public Task leNetStep(LeNet net) {
        var parameters = new NDArray[2 * LeNet.LAYERS];
        for (int i = 0; i < LeNet.LAYERS; i++) {
            long[] shape = i < 2
                    ? new long[]{LeNet.FILTERS[i + 1], LeNet.FILTERS[i], LeNet.WINDOW, LeNet.WINDOW}
                    : new long[]{LeNet.FEATURES[i - 1], LeNet.FEATURES[i - 2]};
            parameters[2 * i] = array(net.weight(i), shape);
            parameters[2 * i + 1] = array(new float[net.biases(i)], net.biases(i));
        }
        for (NDArray p : parameters) p.setRequiresGradient(true);
        NDArray x = array(net.x(), net.batch(), 1, LeNet.SIDE, LeNet.SIDE);
        NDArray y = array(net.y(), net.batch(), LeNet.FEATURES[3]);
        Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed((float) Mlp.RATE)).build();
        Supplier<NDArray> loss = () -> leNet(x, parameters).logSoftmax(1).mul(y).sum().div(-net.batch());
        return new Task() {
            @Override
            public Object run() {
                backward(loss);
                update(adam, parameters);
                return parameters;
            }

            @Override
            public float[] numbers() {
                return gradients(loss, parameters).numbers();
            }
        };
    }

    private static NDArray leNet(NDArray x, NDArray... p) {
        NDArray image = pooled(pooled(x, p[0], p[1]), p[2], p[3]);
        NDArray features = image.reshape(image.getShape().get(0), LeNet.FEATURES[0]);
        return linear(Activation.relu(linear(Activation.relu(linear(features, p[4], p[5])), p[6], p[7])), p[8], p[9]);
    }

    private static NDArray pooled(NDArray x, NDArray weight, NDArray bias) {
        var one = new Shape(1, 1);
        var two = new Shape(2, 2);
        var none = new Shape(0, 0);
        NDArray y = Conv2d.conv2d(x, weight, bias, one, none, one, 1).singletonOrThrow();
        return Pool.maxPool2d(Activation.relu(y), two, two, none, false);
    }

    @Override
    public Task epoch(Mlp mlp) {
        var network = new Network(mlp);
        Clothes train = Clothes.train();
        NDArray images = array(train.images(), train.count(), Mlp.IN);
        NDArray labels = array(train.labels(), train.count(), Mlp.OUT);
        Random random = new Random(1);
        return new Task() {
            @Override
            public Object run() {
                return pass(train.count());
            }

            private Network pass(int samples) {
                int[] order = Numbers.shuffled(samples, random);
                for (int from = 0; from < samples; from += mlp.batch()) {
                    int[] picks = Arrays.copyOfRange(order, from, Math.min(from + mlp.batch(), samples));
                    try (NDArray rows = manager.create(picks);
                            NDArray x = images.get(rows);
                            NDArray y = labels.get(rows)) {
                        network.step(x, y);
                    }
                }
                return network;
            }

            @Override
            public float[] numbers() {
                pass(Clothes.FEW);
                Clothes test = Clothes.test();
                try (var _ = new NDScope()) {
                    NDArray scores = network.logits(array(test.images(), test.count(), Mlp.IN));
                    return new float[]{test.accuracy(scores.toFloatArray())};
                }
            }
        };
    }

    /** The network of an {@link Mlp} with Adam's memory of it. */
    private final class Network {
        private final NDArray weight1;
        private final NDArray bias1;
        private final NDArray weight2;
        private final NDArray bias2;
        private final Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed((float) Mlp.RATE)).build();

        Network(Mlp mlp) {
            weight1 = array(mlp.weight1(), mlp.hidden(), Mlp.IN);
            bias1 = array(new float[mlp.hidden()], mlp.hidden());
            weight2 = array(mlp.weight2(), Mlp.OUT, mlp.hidden());
            bias2 = array(new float[Mlp.OUT], Mlp.OUT);
            for (NDArray p : parameters()) p.setRequiresGradient(true);
        }

        NDArray[] parameters() {
            return new NDArray[]{weight1, bias1, weight2, bias2};
        }

        NDArray logits(NDArray x) {
            return linear(Activation.relu(linear(x, weight1, bias1)), weight2, bias2);
        }

        NDArray loss(NDArray x, NDArray y) {
            return logits(x).logSoftmax(1).mul(y).sum().div(-x.getShape().get(0));
        }

        void step(NDArray x, NDArray y) {
            backward(() -> loss(x, y));
            update(adam, parameters());
        }
    }

    private static void update(Optimizer adam, NDArray... parameters) {
        int i = 0;
        for (NDArray p : parameters) {
            try (NDArray g = p.getGradient()) {
                adam.update(Integer.toString(i++), p, g);
                g.subi(g);
            }
        }
    }

    private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }

    private void backward(Supplier<NDArray> loss) {
        try (var _ = new NDScope(); GradientCollector collector = engine.newGradientCollector()) {
            collector.backward(loss.get());
        }
    }

    private NDArray vector(int n, int which) {
        return array(Numbers.uniform(n, which), n);
    }

    private NDArray matrix(int rows, int columns, int which) {
        return array(Numbers.uniform(rows * columns, which), rows, columns);
    }

    private NDArray array(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    private static Task forward(Supplier<NDArray> work) {
        return new Task() {
            @Override
            public Object run() {
                try (NDArray result = work.get()) {
                    return result;
                }
            }

            @Override
            public float[] numbers() {
                try (NDArray result = work.get()) {
                    return result.toFloatArray();
                }
            }
        };
    }

    /** Gradients add up from run to run, which costs less than clearing them. */
    private Task gradients(Supplier<NDArray> loss, NDArray... parameters) {
        for (NDArray p : parameters) p.setRequiresGradient(true);
        return new Task() {
            @Override
            public Object run() {
                backward(loss);
                return parameters;
            }

            @Override
            public float[] numbers() {
                backward(loss);
                try (var _ = new NDScope()) {
                    return joined(Arrays.stream(parameters).map(NDArray::getGradient).toArray(NDArray[]::new));
                }
            }
        };
    }

    private static float[] joined(NDArray... arrays) {
        return Numbers.joined(Arrays.stream(arrays).map(NDArray::toFloatArray).toArray(float[][]::new));
    }
}
