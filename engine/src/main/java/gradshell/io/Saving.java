package gradshell.io;

import gradshell.ModelState;
import gradshell.Tensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * Saves models and tensors, and loads them again. A file is written whole or not at all: what was there before stays until all of
 * the new one is on the disk. Shapes are as in NumPy, whose arrays in C order are row-major, too: a {@code (2, 3)} tensor is a
 * {@code (2, 3)} array there, with the same element at each index.
 *
 * <p>All that reads throws an {@link java.io.UncheckedIOException} when a file can't be read, and an
 * {@link IllegalArgumentException} when its content is not what it should be.
 */
public final class Saving {
    private Saving() {}

    /**
     * The tensors of a model by their paths, such as {@code "0.weight"}: parameters, and what else it holds, such as the running
     * statistics of {@code batchNorm}. They are copies, so later training doesn't change them; a tensor that is in several places
     * is there once, by the first of its paths.
     */
    public static Map<String, Tensor> state(Object model) {
        return ModelState.of(model);
    }

    /**
     * Writes the values of {@code state} into the tensors of a model that is made alike, and gives the model back.
     *
     * @throws IllegalArgumentException when a path is missing or unknown, or a shape or type is another; then nothing is changed
     */
    public static <M> M loadModel(M model, Map<String, Tensor> state) {
        ModelState.load(model, state);
        return model;
    }

    /** Saves the {@link #state} of a model, or a map of tensors, as a file in the safetensors format: {@code save("a.safetensors", model)}. */
    public static void save(Path file, Object model) {
        save(file, model, Map.of());
    }

    /** The same, the file given by its name. */
    public static void save(String file, Object model) {
        save(Path.of(file), model);
    }

    /** The same with remarks, which {@link #metadata} reads. */
    public static void save(Path file, Object model, Map<String, String> metadata) {
        SafeTensors.write(file, ModelState.of(model), metadata);
    }

    /** The tensors of a file in the safetensors format, by their names. Types that are known are F32, F64, I32, I64 and BOOL. */
    public static Map<String, Tensor> load(Path file) {
        return SafeTensors.read(file);
    }

    /** The same, the file given by its name. */
    public static Map<String, Tensor> load(String file) {
        return load(Path.of(file));
    }

    /** Loads a file in the safetensors format into a model that is made alike, as {@link #loadModel}; gives the model back. */
    public static <M> M load(Path file, M model) {
        return loadModel(model, load(file));
    }

    /** The same, the file given by its name. */
    public static <M> M load(String file, M model) {
        return load(Path.of(file), model);
    }

    /** The remarks in a file in the safetensors format; empty where there are none. */
    public static Map<String, String> metadata(Path file) {
        return SafeTensors.metadata(file);
    }

    /** Reads an array that NumPy's {@code save} wrote: {@code <f4 <f8 <i4 <i8 |b1} in either byte order and C or Fortran order. */
    public static Tensor readNpy(Path file) {
        return Npy.read(file);
    }

    /** Writes a tensor as NumPy's {@code load} reads it. */
    public static void writeNpy(Path file, Tensor x) {
        Npy.write(file, x);
    }

    /** Reads the arrays that NumPy's {@code savez} or {@code savez_compressed} wrote, by their names. */
    public static Map<String, Tensor> readNpz(Path file) {
        return Npz.read(file);
    }

    /** Writes tensors, or the {@link #state} of a model, as an archive that NumPy's {@code load} reads. */
    public static void writeNpz(Path file, Object model) {
        Npz.write(file, ModelState.of(model));
    }
}
