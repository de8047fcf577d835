package gradshell.tape;

/** A recorded operation. */
final class Operation {
    private static final Traced[] NOTHING = {};
    private static final long[] NO_VERSIONS = {};

    /** Makes nothing of anything: what is recorded as its result is a leaf. */
    static final Operation LEAF = new Operation("leaf", (_, _) -> null, NOTHING, NO_VERSIONS);

    final String name;
    final Adjoint adjoint;
    /** The objects whose values the adjoint uses: the inputs, then the output; empty when it uses none. */
    final Traced[] saved;
    /** Their versions when they were recorded. */
    private final long[] versions;
    /** See {@link Origin}. */
    final int place = Origin.here();

    private Operation(String name, Adjoint adjoint, Traced[] saved, long[] versions) {
        this.name = name;
        this.adjoint = adjoint;
        this.saved = saved;
        this.versions = versions;
    }

    static Operation of(String name, Traced out, boolean saves, Adjoint adjoint, Traced[] inputs) {
        if (!saves) {
            return new Operation(name, adjoint, NOTHING, NO_VERSIONS);
        }
        var saved = new Traced[inputs.length + 1];
        System.arraycopy(inputs, 0, saved, 0, inputs.length);
        saved[inputs.length] = out;
        var versions = new long[saved.length];
        for (var i = 0; i < saved.length; i++) {
            versions[i] = saved[i].version();
        }
        return new Operation(name, adjoint, saved, versions);
    }

    /** Refuses when a value the adjoint uses has changed since it was recorded. */
    void checkUnchanged() {
        for (var i = 0; i < saved.length; i++) {
            if (saved[i].version() != versions[i]) {
                throw new IllegalStateException(
                        "%s: its %s %s was changed (assign) after it was recorded, so its pullback no longer fits; take the gradient again"
                                .formatted(name, i < saved.length - 1 ? "input" : "result", saved[i].describe()));
            }
        }
    }
}
