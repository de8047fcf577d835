package gradshell.compile.library;

import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Makes the elements of a stream of doubles, each when it is asked for. */
abstract class DoubleSource implements PrimitiveIterator.OfDouble {
    @Override
    public final Double next() {
        return nextDouble();
    }

    @Override
    public final void forEachRemaining(DoubleConsumer action) {
        while (hasNext()) action.accept(nextDouble());
    }

    @Override
    public final void forEachRemaining(Consumer<? super Double> action) {
        while (hasNext()) action.accept(nextDouble());
    }

    @Override
    public final void remove() {
        throw new UnsupportedOperationException("remove");
    }
}
