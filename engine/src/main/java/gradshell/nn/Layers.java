package gradshell.nn;

import static gradshell.Gradshell.modules;
import static gradshell.nn.Activations.identity;

import gradshell.Fn2;
import gradshell.Layer;
import gradshell.NamedLayer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.Window;
import gradshell.nn.attention.MultiHeadAttention;
import gradshell.nn.combine.Combiner;
import gradshell.nn.combine.Maxout;
import gradshell.nn.combine.PairwiseFusion;
import gradshell.nn.combine.Parallel;
import gradshell.nn.combine.SkipConnection;
import gradshell.nn.conv.Conv;
import gradshell.nn.conv.ConvTranspose;
import gradshell.nn.conv.Pool;
import gradshell.nn.conv.Upsample;
import gradshell.nn.norm.BatchNorm;
import gradshell.nn.norm.Dropout;
import gradshell.nn.norm.GroupNorm;
import gradshell.nn.norm.InstanceNorm;
import gradshell.nn.norm.LayerNorm;
import gradshell.nn.norm.Mode;
import gradshell.nn.norm.WeightNorm;
import gradshell.nn.recurrent.Cell;
import gradshell.nn.recurrent.GruCell;
import gradshell.nn.recurrent.GruV3Cell;
import gradshell.nn.recurrent.LstmCell;
import gradshell.nn.recurrent.Recurrent;
import gradshell.nn.recurrent.RnnCell;
import java.util.List;

/** Makes layers. A layer is a function from {@link Tensor} to {@code Tensor}, so a lambda is one as well. */
public final class Layers {
    /** A layer that makes {@code (features, batch)} of {@code (.., batch)}. */
    public static final Activation flatten = new Activation("flatten", Layers::flatten);

    private Layers() {}

    /** A fully connected layer without activation; see {@link #dense(long, long, Layer, Initializer)}. */
    public static Dense dense(long in, long out) {
        return dense(in, out, identity);
    }

    /** A fully connected layer; see {@link #dense(long, long, Layer, Initializer)}. */
    public static Dense dense(long in, long out, Layer activation) {
        return dense(in, out, activation, Initializers::glorotUniform);
    }

    /**
     * A fully connected layer, {@code activation(weight · x + bias)}.
     *
     * @param in features that come in: the first dimension of the input {@code (in)} or {@code (in, batch)}
     * @param out features that go out
     * @param weights makes the {@code (out, in)} weight; the bias starts at zero
     */
    public static Dense dense(long in, long out, Layer activation, Initializer weights) {
        if (in < 1 || out < 1)
            throw new IllegalArgumentException("dense(" + in + ", " + out + "): both sizes must be at least 1");
        return new Dense(weights.make(out, in), Tensors.zeros(out), activation);
    }

    /** A window of this size, one number a dimension, for convolutions and pooling: {@code window(3, 3).stride(2).same()}. */
    public static Window window(long... size) {
        return Window.of(size);
    }

    /** A convolution without activation; see {@link Conv}. */
    public static Conv conv(Window window, long in, long out) {
        return conv(window, in, out, identity);
    }

    /** A convolution; see {@link Conv}. */
    public static Conv conv(Window window, long in, long out, Layer activation) {
        return conv(window, in, out, activation, Initializers::glorotUniform);
    }

    /** A convolution whose {@code (size.., in / groups, out)} weight is made by {@code weights}; the bias starts at zero. */
    public static Conv conv(Window window, long in, long out, Layer activation, Initializer weights) {
        return Conv.of(window, in, out, activation, weights, true);
    }

    /** A cross-correlation without activation: a convolution that doesn't turn its weight round. */
    public static Conv crossCor(Window window, long in, long out) {
        return crossCor(window, in, out, identity);
    }

    /** A cross-correlation: a convolution that doesn't turn its weight round. */
    public static Conv crossCor(Window window, long in, long out, Layer activation) {
        return crossCor(window, in, out, activation, Initializers::glorotUniform);
    }

    /** A cross-correlation whose {@code (size.., in / groups, out)} weight is made by {@code weights}. */
    public static Conv crossCor(Window window, long in, long out, Layer activation, Initializer weights) {
        return Conv.of(window, in, out, activation, weights, false);
    }

    /** A convolution in which each channel has filters of its own, {@code out / in} of them, without activation. */
    public static Conv depthwiseConv(Window window, long in, long out) {
        return depthwiseConv(window, in, out, identity);
    }

    /** A convolution in which each channel has filters of its own, {@code out / in} of them. */
    public static Conv depthwiseConv(Window window, long in, long out, Layer activation) {
        return conv(window.groups((int) in), in, out, activation);
    }

    /** A transposed convolution without activation; see {@link ConvTranspose}. */
    public static ConvTranspose convTranspose(Window window, long in, long out) {
        return convTranspose(window, in, out, identity);
    }

    /** A transposed convolution; see {@link ConvTranspose}. */
    public static ConvTranspose convTranspose(Window window, long in, long out, Layer activation) {
        return convTranspose(window, in, out, activation, Initializers::glorotUniform);
    }

    /** A transposed convolution whose {@code (size.., out / groups, in)} weight is made by {@code weights}. */
    public static ConvTranspose convTranspose(Window window, long in, long out, Layer activation, Initializer weights) {
        return ConvTranspose.of(window, in, out, activation, weights);
    }

    /** The largest element of each window of this size, side by side. */
    public static Pool maxPool(long... size) {
        return maxPool(window(size));
    }

    /** The largest element under the window. */
    public static Pool maxPool(Window window) {
        return new Pool(Pool.Kind.MAX, window);
    }

    /** The mean of each window of this size, side by side. */
    public static Pool meanPool(long... size) {
        return meanPool(window(size));
    }

    /** The mean under the window. */
    public static Pool meanPool(Window window) {
        return new Pool(Pool.Kind.MEAN, window);
    }

    /** Max-pooling to these sizes. */
    public static Pool.Adaptive adaptiveMaxPool(long... out) {
        return new Pool.Adaptive(Pool.Kind.MAX, out);
    }

    /** Mean-pooling to these sizes. */
    public static Pool.Adaptive adaptiveMeanPool(long... out) {
        return new Pool.Adaptive(Pool.Kind.MEAN, out);
    }

    /** The largest element of each channel: {@code (.., channels, batch)} gives {@code (1.., channels, batch)}. */
    public static Pool.Global globalMaxPool() {
        return new Pool.Global(Pool.Kind.MAX);
    }

    /** The mean of each channel: {@code (.., channels, batch)} gives {@code (1.., channels, batch)}. */
    public static Pool.Global globalMeanPool() {
        return new Pool.Global(Pool.Kind.MEAN);
    }

    /** Normalises channels over the batch; see {@link BatchNorm}. */
    public static BatchNorm batchNorm(long channels) {
        return batchNorm(channels, identity);
    }

    /** Normalises channels over the batch; see {@link BatchNorm}. */
    public static BatchNorm batchNorm(long channels, Layer activation) {
        return BatchNorm.of(channels, activation);
    }

    /** Normalises each sample over its first dimensions, of these sizes; see {@link LayerNorm}. */
    public static LayerNorm layerNorm(long... sizes) {
        return LayerNorm.of(identity, sizes);
    }

    /** Normalises each channel of each sample; see {@link InstanceNorm}. */
    public static InstanceNorm instanceNorm(long channels) {
        return instanceNorm(channels, identity);
    }

    /** Normalises each channel of each sample; see {@link InstanceNorm}. */
    public static InstanceNorm instanceNorm(long channels, Layer activation) {
        return InstanceNorm.of(channels, activation);
    }

    /** Normalises groups of channels of each sample; see {@link GroupNorm}. */
    public static GroupNorm groupNorm(long channels, int groups) {
        return groupNorm(channels, groups, identity);
    }

    /** Normalises groups of channels of each sample; see {@link GroupNorm}. */
    public static GroupNorm groupNorm(long channels, int groups, Layer activation) {
        return GroupNorm.of(channels, groups, activation);
    }

    /** The layer with its weight as direction and length; see {@link WeightNorm}. */
    public static WeightNorm weightNorm(Weighted layer) {
        return WeightNorm.of(layer);
    }

    /** Drops values with probability {@code p} in training; see {@link Dropout}. */
    public static Dropout dropout(double p, int... dims) {
        return new Dropout(p, new Mode(), dims);
    }

    /** Dropout for layers with {@code selu}; see {@link Dropout.Alpha}. */
    public static Dropout.Alpha alphaDropout(double p) {
        return new Dropout.Alpha(p, new Mode());
    }

    /** Lets all layers of the model behave as in training, whether a gradient is taken or not; gives the model back. */
    public static <M extends Layer> M trainMode(M model) {
        Mode.of(modules(model)).forEach(mode -> mode.set(true));
        return model;
    }

    /** Lets all layers of the model behave as in use, even while a gradient is taken; gives the model back. */
    public static <M extends Layer> M testMode(M model) {
        Mode.of(modules(model)).forEach(mode -> mode.set(false));
        return model;
    }

    /** Lets all layers of the model behave as in training while a gradient is taken, as at first; gives the model back. */
    public static <M extends Layer> M autoMode(M model) {
        Mode.of(modules(model)).forEach(Mode::automatic);
        return model;
    }

    /** {@code activation(xᵀ · weight · y + bias)}; see {@link Bilinear}. */
    public static Bilinear bilinear(long in1, long in2, long out) {
        return bilinear(in1, in2, out, identity);
    }

    /** {@code activation(xᵀ · weight · y + bias)}; see {@link Bilinear}. */
    public static Bilinear bilinear(long in1, long in2, long out, Layer activation) {
        return new Bilinear(Initializers.glorotUniform(out, in1, in2), Tensors.zeros(out), activation);
    }

    /** Times a parameter and plus another, element by element, of the sizes of the first dimensions. */
    public static Scale scale(long... sizes) {
        return new Scale(Tensors.ones(sizes), Tensors.zeros(sizes), identity);
    }

    /** The largest of the layers' outputs, element by element. */
    public static Maxout maxout(Layer... layers) {
        return new Maxout(List.of(layers));
    }

    /** {@code connection(layer(x), x)}. */
    public static SkipConnection skipConnection(Layer layer, Fn2<Tensor, Tensor, Tensor> connection) {
        return new SkipConnection(layer, connection);
    }

    /** Layers side by side, their outputs made one: {@code parallel(ys -> cat(0, ys), dense(3, 2), dense(3, 4))}. */
    public static Parallel parallel(Combiner combiner, Layer... layers) {
        return new Parallel(combiner, List.of(layers));
    }

    /** Layers one after the other, each with an input beside what comes; see {@link PairwiseFusion}. */
    public static PairwiseFusion pairwiseFusion(Fn2<Tensor, Tensor, Tensor> connection, Layer... layers) {
        return new PairwiseFusion(connection, List.of(layers));
    }

    /** A vector of {@code size} for each of {@code vocabulary} words, normal at first. */
    public static Embedding embedding(long vocabulary, long size) {
        return new Embedding(Tensors.randn(size, vocabulary), -1);
    }

    /** The mean of the vectors of a bag of words. */
    public static EmbeddingBag embeddingBag(long vocabulary, long size) {
        return embeddingBag(vocabulary, size, EmbeddingBag.Reduction.MEAN);
    }

    /** The mean, sum or largest of the vectors of a bag of words. */
    public static EmbeddingBag embeddingBag(long vocabulary, long size, EmbeddingBag.Reduction reduction) {
        return new EmbeddingBag(Tensors.randn(size, vocabulary), reduction);
    }

    /** The spatial dimensions so many times as large, one number for all or one a dimension, by the nearest element. */
    public static Upsample upsample(long... factors) {
        return new Upsample(false, true, factors);
    }

    /** The spatial dimensions of these sizes, by the nearest element. */
    public static Upsample upsampleTo(long... sizes) {
        return new Upsample(false, false, sizes);
    }

    /** Makes places of channels; see {@link Upsample.PixelShuffle}. */
    public static Upsample.PixelShuffle pixelShuffle(int factor) {
        return new Upsample.PixelShuffle(factor);
    }

    /** Attention of {@code heads} heads, all sizes equal, without biases; see {@link MultiHeadAttention}. */
    public static MultiHeadAttention multiHeadAttention(long size, int heads) {
        return multiHeadAttention(size, heads, 0);
    }

    /** Attention of {@code heads} heads that drops scores with probability {@code p} in training. */
    public static MultiHeadAttention multiHeadAttention(long size, int heads, double p) {
        return new MultiHeadAttention(heads, dense(size, size).withoutBias(), dense(size, size).withoutBias(),
                dense(size, size).withoutBias(), dense(size, size).withoutBias(), dropout(p));
    }

    /** Lets a query of attention see the keys up to its own place: BOOL {@code (length, length)}. */
    public static Tensor causalMask(long length) {
        return MultiHeadAttention.causalMask(length);
    }

    /** A recurrent layer with tanh; see {@link RnnCell}. */
    public static Recurrent<Tensor> rnn(long in, long out) {
        return rnn(in, out, Activations.tanh);
    }

    /** A recurrent layer; see {@link RnnCell}. */
    public static Recurrent<Tensor> rnn(long in, long out, Layer activation) {
        return new Recurrent<>(RnnCell.of(in, out, activation));
    }

    /** Long short-term memory; see {@link LstmCell}. */
    public static Recurrent<LstmCell.State> lstm(long in, long out) {
        return new Recurrent<>(LstmCell.of(in, out));
    }

    /** Gated recurrent units; see {@link GruCell}. */
    public static Recurrent<Tensor> gru(long in, long out) {
        return new Recurrent<>(GruCell.of(in, out));
    }

    /** Gated recurrent units in another version; see {@link GruV3Cell}. */
    public static Recurrent<Tensor> gruV3(long in, long out) {
        return new Recurrent<>(GruV3Cell.of(in, out));
    }

    /** A cell led over a sequence. */
    public static <S> Recurrent<S> recurrence(Cell<S> cell) {
        return new Recurrent<>(cell);
    }

    /** A name for a layer of a chain: {@code chain(named("encoder", dense(4, 2)), ..)}, {@code model.get("encoder")}. */
    public static NamedLayer named(String name, Layer layer) {
        return new NamedLayer(name, layer);
    }

    /**
     * The layer with less memory and more time: it keeps its input only and runs again on the way back; of a chain, each of about √n
     * pieces does. It must give the same again, so no dropout in it, and a batchNorm counts each batch twice. Beside code that reads
     * numbers of tensors it is refused.
     */
    public static Layer checkpointed(Layer layer) {
        return new Checkpointed(layer);
    }

    /** The layers one after the other. */
    public static Chain chain(Layer... layers) {
        return new Chain(List.of(layers));
    }

    /** The layers one after the other. */
    public static Chain chain(List<? extends Layer> layers) {
        return new Chain(List.copyOf(layers));
    }

    /** {@code (.., batch)} as {@code (features, batch)}; what has less than two dimensions stays as it is. */
    public static Tensor flatten(Tensor x) {
        return x.rank() < 2 ? x : x.reshape(flat(x.shape()));
    }

    static long[] flat(long... shape) {
        if (shape.length < 2) return shape;
        long[] flat = {1, shape[shape.length - 1]};
        for (int dim = 0; dim < shape.length - 1; dim++) flat[0] *= shape[dim];
        return flat;
    }
}
