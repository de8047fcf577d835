package gradshell.kernel.plot;

/** One thing drawn in a plot. Names are null for what is not in the legend. */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a picture: nobody compares them
sealed interface Mark {
    String name();

    /** Points one after the other with lines between them; where one is no number there is a gap. */
    record Line(String name, double[] x, double[] y) implements Mark {}

    /** Points alone. */
    record Points(String name, double[] x, double[] y) implements Mark {}

    /** {@code counts[i]} values lie between {@code edges[i]} and {@code edges[i + 1]}. */
    record Bars(String name, double[] edges, double[] counts) implements Mark {}

    /** A grid's values as colours. */
    record Heat(Grid grid) implements Mark {
        @Override
        public String name() {
            return null;
        }
    }

    /** Lines where a grid has one value. */
    record Levels(Grid grid, double[] levels) implements Mark {
        @Override
        public String name() {
            return null;
        }
    }
}
