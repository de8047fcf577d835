package gradshell.optim;

import gradshell.InPlace;
import gradshell.Tensor;
import java.util.List;

/** Waits for {@code count} steps and gives on their mean. */
record Accumulation(int count) implements Part {
    Accumulation {
        if (count < 1)
            throw new IllegalArgumentException("accumGrad: the count must be at least 1, but it is " + count);
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Memory memory(Tensor p) {
        return new Memory(p, 0);
    }

    @Override
    public Tensor step(Tensor p, Tensor step, Memory memory) {
        boolean first = memory.t % count == 1 || count == 1;
        InPlace.update((sum, g, n) -> {
            for (int i = 0; i < n; i++) sum[0][i] = (first ? 0 : sum[0][i]) + g[i] / count;
        }, step, memory.numbers);
        return memory.t % count == 0 ? memory.numbers[0] : null;
    }

    @Override
    public String toString() {
        return "accumGrad(" + count + ")";
    }
}
