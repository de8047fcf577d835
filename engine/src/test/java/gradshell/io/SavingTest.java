package gradshell.io;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.full;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.batchNorm;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.named;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.nn.Chain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavingTest {
    private record Tied(Tensor first, Tensor second, Tensor other) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return x;
        }
    }

    @TempDir
    Path directory;

    private static Chain model() {
        return chain(dense(3, 4, tanh), named("norm", batchNorm(4)), dense(4, 2));
    }

    @Test
    void state_hasParametersAndBuffersInOrder() {
        assertEquals(List.of("0.weight", "0.bias", "norm.scale", "norm.bias", "norm.mean", "norm.variance", "2.weight",
                "2.bias"), List.copyOf(Saving.state(model()).keySet()));
    }

    @Test
    void state_isACopy() {
        Chain model = model();
        Map<String, Tensor> before = Saving.state(model);
        Tensor weight = before.get("0.weight").copy();
        params(model).get("0.weight").assign(zeros(4, 3));
        assertTrue(before.get("0.weight").allClose(weight, 0));
    }

    @Test
    void state_tied_isThereOnce() {
        Tensor shared = ones(2);
        assertEquals(List.of("first", "other"),
                List.copyOf(Saving.state(new Tied(shared, shared, zeros(2))).keySet()));
    }

    @Test
    void state_number_isRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> Saving.state(3.0));
        assertTrue(e.getMessage().contains("state: Double is no layer"), e.getMessage());
    }

    @Test
    void load_givesWhatWasSaved() {
        Chain model = model();
        Tensor x = randn(3, 5);
        // moves the running statistics
        gradient(m -> m.apply(x).sum(), model);
        Path file = directory.resolve("model.safetensors");
        Saving.save(file, model);
        Chain other = model();
        assertSame(other, Saving.load(file.toString(), other));
        assertTrue(other.apply(x).allClose(model.apply(x), 0));
    }

    @Test
    void loadModel_misfit_saysAllAndChangesNothing() {
        Chain model = model();
        Tensor before = params(model).get("0.bias").copy();
        Map<String, Tensor> state = Saving.state(model);
        state.put("0.bias", full(7, 4));
        state.put("0.weight", zeros(4, 4));
        state.put("2.bias", zeros(DataType.DOUBLE, 2));
        state.put("3.weight", zeros(1));
        state.remove("norm.mean");
        var e = assertThrows(IllegalArgumentException.class, () -> Saving.loadModel(model, state));
        for (String part : List.of("\"0.weight\" has shape (4, 3) in the model, but (4, 4) in the state",
                "\"2.bias\" is FLOAT in the model, but DOUBLE in the state", "\"3.weight\" is not in the model",
                "\"norm.mean\" (4) is missing"))
            assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(params(model).get("0.bias").allClose(before, 0));
    }

    @Test
    void loadModel_tied_takesEitherPathAndRefusesTwoValues() {
        Tensor shared = ones(2);
        Tied model = new Tied(shared, shared, zeros(2));
        Saving.loadModel(model, Map.of("second", tensor(3, 4), "other", ones(2)));
        assertArrayEquals(new double[]{3, 4}, shared.toDoubleArray());
        Map<String, Tensor> torn = new LinkedHashMap<>(Map.of("other", ones(2)));
        torn.put("first", tensor(1, 2));
        torn.put("second", tensor(1, 3));
        var e = assertThrows(IllegalArgumentException.class, () -> Saving.loadModel(model, torn));
        assertTrue(e.getMessage().contains("\"first\" and \"second\" are one tensor"), e.getMessage());
        assertArrayEquals(new double[]{3, 4}, shared.toDoubleArray());
    }

    @Test
    void loadModel_itsOwnTensorsTheOtherWayRound_areExchanged() {
        Tied model = new Tied(tensor(1), tensor(2), tensor(3));
        Saving.loadModel(model, Map.of("first", model.second(), "second", model.first(), "other", model.other()));
        assertEquals(2, model.first().item());
        assertEquals(1, model.second().item());
    }

    @Test
    void loadModel_whileAGradientFollowsIt_isRefused() {
        List<Tensor> parts = new ArrayList<>(List.of(tensor(1), tensor(2)));
        assertThrows(UnsupportedOperationException.class, () -> gradient((Tensor x) -> {
            Saving.loadModel(List.of(parts.get(0), x), Map.of("0", tensor(5), "1", tensor(5)));
            return x.sum();
        }, tensor(1)));
        assertEquals(1, parts.get(0).item());
    }

    @Test
    void save_types_comeBack() {
        Path file = directory.resolve("types");
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (DataType type : DataType.values()) all.put(type.name(), tensor(1, 0, 3).to(type).reshape(3, 1));
        all.put("scalar", tensor(DataType.DOUBLE, Math.PI).reshape());
        all.put("empty", zeros(0, 3));
        Saving.save(file, all);
        Map<String, Tensor> read = Saving.load(file);
        assertEquals(List.copyOf(all.keySet()), List.copyOf(read.keySet()));
        all.forEach((name, x) -> {
            assertEquals(x.dataType(), read.get(name).dataType());
            assertTrue(x.allClose(read.get(name), 0), name);
        });
    }

    @Test
    void save_viewAndLarge_areWrittenRowMajor() {
        Path file = directory.resolve("views");
        Tensor large = randn(1000, 300);
        Saving.save(file, Map.of("turned", large.t(), "part", large.slice(1, 7, 9)));
        assertTrue(Saving.load(file).get("turned").allClose(large.t(), 0));
        assertTrue(Saving.load(file).get("part").allClose(large.slice(1, 7, 9), 0));
    }

    @Test
    void save_remarksInAnyOrder_makesTheSameFile() throws IOException {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        var ordered = new LinkedHashMap<String, String>();
        ordered.put("a", "1");
        ordered.put("b", "2");
        Saving.save(one, Map.of("w", ones(2)), ordered);
        var reversed = new LinkedHashMap<String, String>();
        reversed.put("b", "2");
        reversed.put("a", "1");
        Saving.save(other, Map.of("w", ones(2)), reversed);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
    }

    @Test
    void metadata_isKept() {
        Path file = directory.resolve("remarks");
        Saving.save(file, Map.of("x", ones(1)), Map.of("made by", "\"us\"\né"));
        assertEquals(Map.of("made by", "\"us\"\né"), Saving.metadata(file));
        assertEquals(List.of("x"), List.copyOf(Saving.load(file).keySet()));
    }

    @Test
    void save_nameThatLeadsOut_isRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Saving.save(directory.resolve("a"), Map.of("../x", ones(1))));
        assertThrows(IllegalArgumentException.class,
                () -> Saving.save(directory.resolve("a"), Map.of("__metadata__", ones(1))));
        assertTrue(Files.notExists(directory.resolve("a")));
    }

    @Test
    void load_noFile_saysWhere() {
        Path file = directory.resolve("none");
        var e = assertThrows(UncheckedIOException.class, () -> Saving.load(file));
        assertEquals("there is no file " + file, e.getMessage());
    }
}
