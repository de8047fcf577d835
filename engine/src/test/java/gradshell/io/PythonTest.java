package gradshell.io;

import static gradshell.Tensors.arange;
import static gradshell.Tensors.bools;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.nn.Activations.softmax;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.batchNorm;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Losses.crossEntropy;
import static gradshell.optim.Optimizers.adam;
import static gradshell.optim.Training.epochs;
import static gradshell.optim.Training.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.data.Data;
import gradshell.nn.Chain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was trained here computes the same in Python, and arrays go there and back. */
class PythonTest {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path directory;

    @Test
    void savedModel_givesTheSameOutputsInPython() throws Exception {
        assumeNumpy();
        Chain model = trained();
        Tensor x = randn(3, 40);
        Saving.save(directory.resolve("model.safetensors"), model);
        Saving.writeNpy(directory.resolve("x.npy"), x);
        Saving.writeNpz(directory.resolve("many.npz"), Map.of("ints", arange(1, 7).reshape(2, 3).to(DataType.INT),
                "longs", indices(1L << 60, -1), "bools", bools(true, false), "scalar",
                tensor(DataType.DOUBLE, 0.1).reshape()));

        String said = python("src/test/python/saved.py", directory.toString());

        assertEquals("", said);
        Tensor there = Saving.readNpy(directory.resolve("y.npy"));
        assertTrue(there.allClose(model.apply(x), 1e-5), () -> there + "\n" + model.apply(x));
        assertNumpysArrays();
    }

    private void assertNumpysArrays() {
        Map<String, Tensor> arrays = Saving.readNpz(directory.resolve("plain.npz"));
        Tensor cube = arange(24).reshape(2, 3, 4);
        for (String name : List.of("cube", "fortran", "big")) assertTrue(arrays.get(name).allClose(cube, 0), name);
        assertArrayEquals(new long[]{1, -2}, arrays.get("ints").toLongArray());
        assertArrayEquals(new long[]{0, 3}, arrays.get("none").shape());
        assertEquals(DataType.BOOL, arrays.get("flag").dataType());
        Map<String, Tensor> packed = Saving.readNpz(directory.resolve("packed.npz"));
        assertEquals(0, packed.get("zeros").abs().max().item());
        assertEquals(1L << 60, packed.get("long").toLongArray()[0]);
        var e = assertThrows(IllegalArgumentException.class, () -> Saving.readNpy(directory.resolve("half.npy")));
        assertTrue(e.getMessage().contains("elements of type <f2"), e.getMessage());
    }

    private static Chain trained() {
        Chain model = chain(dense(3, 8, tanh), batchNorm(8), dense(8, 2), softmax);
        Tensor x = randn(3, 64);
        Tensor y = Data.oneHotBatch(x.sum(0).gt(0).to(DataType.INT), 2);
        train((m, a, b) -> crossEntropy(m.apply(a), b), model, Data.dataLoader(x, y).batchSize(16), adam(0.01),
                epochs(3));
        return model;
    }

    /** Elsewhere than in continuous integration the test may be skipped. */
    private void assumeNumpy() throws Exception {
        boolean isThere = Files.isExecutable(Path.of(PYTHON)) && run("-c", "import numpy").exitValue() == 0;
        if (Boolean.getBoolean("python.required")) assertTrue(isThere, PYTHON + " with NumPy is missing");
        assumeTrue(isThere, PYTHON + " with NumPy (Debian's python3-numpy) is missing");
    }

    private String python(String... words) throws Exception {
        Process process = run(words);
        String output = Files.readString(directory.resolve("said"), StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    private Process run(String... words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(PYTHON).redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.command().addAll(List.of(words));
        Process process = builder.start();
        process.waitFor();
        return process;
    }
}
