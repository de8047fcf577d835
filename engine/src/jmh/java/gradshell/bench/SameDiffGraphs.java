package gradshell.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** SameDiff's graphs, built before and run by their names: a sample is a row, a layer's weight is {@code (in, out)}. */
final class SameDiffGraphs implements Library {
    private static final String RESULT = "result";
    private static final String[] PARAMETERS = {"weight1", "bias1", "weight2", "bias2"};

    @Override
    public Task add(int n) {
        var graph = SameDiff.create();
        vector(graph, "a", n, 1).add(RESULT, vector(graph, "b", n, 2));
        return forward(graph);
    }

    @Override
    public Task tanh(int n) {
        var graph = SameDiff.create();
        graph.math().tanh(RESULT, vector(graph, "a", n, 1));
        return forward(graph);
    }

    @Override
    public Task exp(int n) {
        var graph = SameDiff.create();
        graph.math().exp(RESULT, vector(graph, "a", n, 1));
        return forward(graph);
    }

    @Override
    public Task sum(int n) {
        var graph = SameDiff.create();
        vector(graph, "a", n, 1).sum(RESULT);
        return forward(graph);
    }

    @Override
    public Task addColumn(int rows, int columns) {
        var graph = SameDiff.create();
        matrix(graph, "a", rows, columns, 1).add(RESULT, matrix(graph, "b", rows, 1, 2));
        return forward(graph);
    }

    @Override
    public Task chainGradient(int n) {
        var graph = SameDiff.create();
        return chainGradient(graph, vector(graph, "a", n, 1), vector(graph, "b", n, 2), vector(graph, "c", n, 3));
    }

    @Override
    public Task chainGradient(int rows, int columns) {
        var graph = SameDiff.create();
        return chainGradient(graph, matrix(graph, "a", rows, columns, 1), matrix(graph, "b", rows, 1, 2),
                matrix(graph, "c", rows, columns, 3));
    }

    private static Task chainGradient(SameDiff graph, SDVariable a, SDVariable b, SDVariable c) {
        graph.math().tanh(a.mul(b).add(c)).sum(RESULT);
        return gradients(graph, Map.of(), "a", "b", "c");
    }

    @Override
    public Task denseGradient() {
        var graph = SameDiff.create();
        SDVariable weight = graph.var("weight", turned(Numbers.uniform(6, 1), 2, 3));
        SDVariable bias = matrix(graph, "bias", 1, 2, 2); // its sum over one sample is more than SameDiff can do
        SDVariable x = graph.constant("x", array(Numbers.uniform(3, 3), 1, 3));
        SDVariable y = graph.constant("y", array(Numbers.uniform(2, 4), 1, 2));
        graph.loss().meanSquaredError(RESULT, y, graph.nn().sigmoid(x.mmul(weight).add(bias)), null);
        return gradients(graph, Map.of(), "weight", "bias");
    }

    @Override
    public Task softmax(int rows, int columns) {
        var graph = SameDiff.create();
        graph.nn().softmax(RESULT, matrix(graph, "a", rows, columns, 1), 1);
        return forward(graph);
    }

    @Override
    public Task matmul(int n) {
        var graph = SameDiff.create();
        matrix(graph, "a", n, n, 1).mmul(RESULT, matrix(graph, "b", n, n, 2));
        return forward(graph);
    }

    @Override
    public Task mlpGradient(Mlp mlp) {
        return gradients(graph(mlp), Map.of("x", array(mlp.x(), mlp.batch(), Mlp.IN), "y",
                array(mlp.y(), mlp.batch(), Mlp.OUT)), PARAMETERS);
    }

    @Override
    public Task adamStep(Mlp mlp) {
        var graph = graph(mlp);
        var batch = new DataSet(array(mlp.x(), mlp.batch(), Mlp.IN), array(mlp.y(), mlp.batch(), Mlp.OUT));
        return new Task() {
            @Override
            public Object run() {
                return graph.fit(batch);
            }

            @Override
            public float[] numbers() {
                run();
                return Numbers.change(mlp.parameters(), joined(graph::getArrForVarName, PARAMETERS));
            }
        };
    }

    @Override
    public Task leNetStep(LeNet net) {
        var graph = graph(net);
        INDArray x = array(net.x(), net.batch(), 1, LeNet.SIDE, LeNet.SIDE);
        INDArray y = array(net.y(), net.batch(), LeNet.FEATURES[3]);
        var parameters = new String[2 * LeNet.LAYERS];
        for (int i = 0; i < LeNet.LAYERS; i++) {
            parameters[2 * i] = "weight" + i;
            parameters[2 * i + 1] = "bias" + i;
        }
        var batch = new DataSet(x, y);
        return new Task() {
            @Override
            public Object run() {
                return graph.fit(batch);
            }

            @Override
            public float[] numbers() {
                return joined(graph.calculateGradients(Map.of("x", x, "y", y), parameters)::get, parameters);
            }
        };
    }

    private static SameDiff graph(LeNet net) {
        var graph = SameDiff.create();
        SDVariable at = graph.placeHolder("x", DataType.FLOAT, -1, 1, LeNet.SIDE, LeNet.SIDE);
        SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, LeNet.FEATURES[3]);
        var window = Conv2DConfig.builder().kH(LeNet.WINDOW).kW(LeNet.WINDOW).dataFormat("NCHW").build();
        var pool = Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).isNHWC(false).build();
        for (int i = 0; i < LeNet.LAYERS; i++) {
            SDVariable bias = graph.var("bias" + i, Nd4j.zeros(DataType.FLOAT, net.biases(i)));
            if (i < 2) {
                INDArray w = array(net.weight(i), LeNet.FILTERS[i + 1], LeNet.FILTERS[i], LeNet.WINDOW, LeNet.WINDOW);
                SDVariable weight = graph.var("weight" + i, w.permute(2, 3, 1, 0).dup('c'));
                at = graph.cnn().maxPooling2d(graph.nn().relu(graph.cnn().conv2d(at, weight, bias, window), 0), pool);
                if (i == 1) at = graph.reshape(at, -1, LeNet.FEATURES[0]);
            } else {
                SDVariable weight = graph.var("weight" + i,
                        turned(net.weight(i), LeNet.FEATURES[i - 1], LeNet.FEATURES[i - 2]));
                at = graph.nn().linear(at, weight, bias);
                if (i < LeNet.LAYERS - 1) at = graph.nn().relu(at, 0);
            }
        }
        graph.loss().softmaxCrossEntropy(RESULT, y, at, null);
        return trained(graph);
    }

    @Override
    public Task epoch(Mlp mlp) {
        var graph = graph(mlp);
        Clothes train = Clothes.train();
        INDArray images = array(train.images(), train.count(), Mlp.IN);
        INDArray labels = array(train.labels(), train.count(), Mlp.OUT);
        Random random = new Random(1);
        return new Task() {
            @Override
            public Object run() {
                return pass(train.count());
            }

            private SameDiff pass(int samples) {
                int[] order = Numbers.shuffled(samples, random);
                for (int from = 0; from < samples; from += mlp.batch()) {
                    int[] picks = Arrays.copyOfRange(order, from, Math.min(from + mlp.batch(), samples));
                    graph.fit(new DataSet(Nd4j.pullRows(images, 1, picks), Nd4j.pullRows(labels, 1, picks)));
                }
                return graph;
            }

            @Override
            public float[] numbers() {
                pass(Clothes.FEW);
                Clothes test = Clothes.test();
                INDArray scores = graph.outputSingle(Map.of("x", array(test.images(), test.count(), Mlp.IN)), "logits");
                return new float[]{test.accuracy(scores.dup('c').data().asFloat())};
            }
        };
    }

    private static SameDiff graph(Mlp mlp) {
        var graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, Mlp.IN);
        SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, Mlp.OUT);
        SDVariable hidden = graph.nn().linear(x,
                graph.var("weight1", turned(mlp.weight1(), mlp.hidden(), Mlp.IN)),
                graph.var("bias1", Nd4j.zeros(DataType.FLOAT, mlp.hidden())));
        SDVariable logits = graph.nn().linear("logits", graph.nn().relu(hidden, 0),
                graph.var("weight2", turned(mlp.weight2(), Mlp.OUT, mlp.hidden())),
                graph.var("bias2", Nd4j.zeros(DataType.FLOAT, Mlp.OUT)));
        graph.loss().softmaxCrossEntropy(RESULT, y, logits, null);
        return trained(graph);
    }

    private static SameDiff trained(SameDiff graph) {
        graph.setLossVariables(RESULT);
        graph.setTrainingConfig(new TrainingConfig.Builder().updater(new Adam(Mlp.RATE)).dataSetFeatureMapping("x")
                .dataSetLabelMapping("y").build());
        return graph;
    }

    private static SDVariable vector(SameDiff graph, String name, int n, int which) {
        return graph.var(name, array(Numbers.uniform(n, which), n));
    }

    private static SDVariable matrix(SameDiff graph, String name, int rows, int columns, int which) {
        return graph.var(name, array(Numbers.uniform(rows * columns, which), rows, columns));
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape(shape);
    }

    /** {@code (in, out)} from numbers laid out as {@code (out, in)}. */
    private static INDArray turned(float[] weight, long out, long in) {
        return array(weight, out, in).transpose().dup('c');
    }

    private static Task forward(SameDiff graph) {
        return new Task() {
            @Override
            public INDArray run() {
                return graph.outputSingle(Map.of(), RESULT);
            }

            @Override
            public float[] numbers() {
                return run().dup('c').data().asFloat();
            }
        };
    }

    private static Task gradients(SameDiff graph, Map<String, INDArray> inputs, String... parameters) {
        graph.setLossVariables(RESULT);
        return new Task() {
            @Override
            public Map<String, INDArray> run() {
                return graph.calculateGradients(inputs, parameters);
            }

            @Override
            public float[] numbers() {
                return joined(run()::get, parameters);
            }
        };
    }

    /** With weights as the other libraries have them. */
    private static float[] joined(Function<String, INDArray> arrays, String... parameters) {
        return Numbers.joined(Arrays.stream(parameters).map(name -> {
            INDArray array = arrays.apply(name);
            boolean weight = name.startsWith("weight");
            return (!weight ? array : array.rank() == 4 ? array.permute(3, 2, 0, 1) : array.transpose()).dup('c').data()
                    .asFloat();
        }).toArray(float[][]::new));
    }
}
