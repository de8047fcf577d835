package gradshell.data;

import gradshell.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Divides observations. */
final class Splits {
    private Splits() {}

    /** A part for each share, and the rest. */
    static List<Batch> of(Batch all, double... shares) {
        double sum = 0;
        int n = Math.toIntExact(all.size());
        int from = 0;
        List<Batch> parts = new ArrayList<>();
        for (double share : shares) {
            sum += share;
            if (!(share >= 0 && sum <= 1 + 1e-9))
                throw new IllegalArgumentException("splitObs: shares must be between 0 and 1, together 1 at most, got "
                        + Arrays.toString(shares));
            int to = Math.min(n, (int) Math.round(sum * n));
            parts.add(Observations.take(all, null, from, to));
            from = to;
        }
        parts.add(Observations.take(all, null, from, n));
        return parts;
    }

    static List<Pair<Batch, Batch>> folds(Batch all, int k) {
        int n = Math.toIntExact(all.size());
        if (k < 2 || k > n)
            throw new IllegalArgumentException(
                    "kFolds: %d observations can't be divided into %d folds; 2 to %1$d can be"
                            .formatted(n, k));
        return IntStream.range(0, k).mapToObj(fold -> {
            int from = (int) ((long) fold * n / k);
            int to = (int) ((fold + 1L) * n / k);
            long[] others = LongStream.range(0, n).filter(i -> i < from || i >= to).toArray();
            return new Pair<>(Observations.take(all, others, 0, others.length),
                    Observations.take(all, null, from, to));
        }).toList();
    }
}
