/**
 * Models and tensors in files: {@link gradshell.io.Saving} reads and writes the safetensors format and NumPy's. A file that was
 * damaged or made to harm is refused with a message, before anything is changed or much memory is taken.
 */
package gradshell.io;
