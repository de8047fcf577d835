package gradshell.array;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The one stream of random numbers. A call takes its numbers at once, also when several threads draw. */
final class Randomness {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY = RandomGeneratorFactory
            .of("L64X128MixRandom");
    private static final Object LOCK = new Object();
    private static RandomGenerator stream = FACTORY.create();

    private Randomness() {}

    static void seed(long seed) {
        synchronized (LOCK) {
            stream = FACTORY.create(seed);
        }
    }

    static Array uniform(ElementType type, long... shape) {
        return draw(type, shape, false);
    }

    static Array normal(ElementType type, long... shape) {
        return draw(type, shape, true);
    }

    private static Array draw(ElementType type, long[] shape, boolean normal) {
        if (!type.isFloating()) {
            throw new IllegalArgumentException("random numbers are FLOAT or DOUBLE, not " + type);
        }
        Array result = Array.allocate(type, shape);
        Storage out = result.storage;
        synchronized (LOCK) {
            for (long i = 0; i < result.size(); i++) {
                // nextFloat, because a double just below 1 would be rounded up to it
                double value = normal
                        ? stream.nextGaussian()
                        : type == ElementType.FLOAT ? stream.nextFloat() : stream.nextDouble();
                out.set(type, i, value);
            }
        }
        return result;
    }
}
