package gradshell;

/** A layer with a name in a model: its parameters' paths begin with it instead of a number. */
public record NamedLayer(String name, Layer layer) implements Layer {
    /** Checks that a path can be told apart into names. */
    public NamedLayer {
        if (name.isEmpty() || name.contains(".") || Character.isDigit(name.charAt(0)))
            throw new IllegalArgumentException(
                    "the name of a layer must not be empty, begin with a digit or hold a dot, got \""
                            + name + "\"");
    }

    @Override
    public Tensor apply(Tensor x) {
        return layer.apply(x);
    }
}
