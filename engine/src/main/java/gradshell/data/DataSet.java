package gradshell.data;

import java.util.List;

/** Labelled observations to learn from, others to test with, and the names of the classes: label i is {@code classes.get(i)}. */
public record DataSet(Batch train, Batch test, List<String> classes) {
    /** Keeps a copy of the list of classes. */
    public DataSet {
        classes = List.copyOf(classes);
    }

    @Override
    public String toString() {
        return "DataSet(%,d observations to train with, %,d to test with, %d classes)".formatted(train.size(),
                test.size(), classes.size());
    }
}
