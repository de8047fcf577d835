package gradshell.data;

import gradshell.Shapes;
import gradshell.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What a loader takes its batches from. */
interface Source {
    /** The number of observations. */
    long size();

    /** Those that stand from {@code from} until before {@code to} in {@code order}, or in the data where it is null. */
    Batch take(long[] order, int from, int to);

    static Source of(Batch all) {
        return new Source() {
            @Override
            public long size() {
                return all.size();
            }

            @Override
            public Batch take(long[] order, int from, int to) {
                return Observations.take(all, order, from, to);
            }
        };
    }

    /** The one-hot columns of a batch are made when it is. */
    static Source of(Tensor x, OneHotLabels y) {
        if (x.rank() == 0 || x.size(x.rank() - 1) != y.size())
            throw new IllegalArgumentException("dataLoader: there are %d labels, but x has shape %s".formatted(y.size(),
                    Shapes.text(x.shape())));
        return new Source() {
            @Override
            public long size() {
                return y.size();
            }

            @Override
            public Batch take(long[] order, int from, int to) {
                return new Batch(Observations.take(x, order, from, to), y.take(order, from, to).toTensor());
            }
        };
    }

    static <T> Source of(List<T> observations, Function<List<T>, Batch> collate) {
        return new Source() {
            @Override
            public long size() {
                return observations.size();
            }

            @Override
            public Batch take(long[] order, int from, int to) {
                return collate.apply(IntStream.range(from, to)
                        .mapToObj(i -> observations.get(order == null ? i : (int) order[i])).toList());
            }
        };
    }
}
