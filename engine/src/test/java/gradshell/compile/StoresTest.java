package gradshell.compile;

import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Methods that the JDK runs for their results, and that store numbers. */
class StoresTest {
    /** Sorts by a norm that it keeps. */
    private static final class Vector implements Comparable<Vector> {
        private final double x;
        private double norm = -1;

        Vector(double x) {
            this.x = x;
        }

        double norm() {
            if (norm < 0) norm = Math.sqrt(x * x + 1);
            return norm;
        }

        @Override
        public int compareTo(Vector other) {
            return Double.compare(norm(), other.norm());
        }
    }

    private static final class Named {
        private final double[] values;
        private final Map<String, Double> known = new HashMap<>();

        Named(double... values) {
            this.values = values;
        }

        double first() {
            return values[0];
        }

        @Override
        public String toString() {
            known.put("sum", Arrays.stream(values).sum());
            return "named";
        }
    }

    /** Like both, but stores in what it makes only. */
    private static final class Looking implements Comparable<Looking> {
        private final double[] values;

        Looking(double... values) {
            this.values = values;
        }

        double norm() {
            double[] copy = values.clone();
            halve(copy);
            return copy[0] * copy[0];
        }

        private static void halve(double[] a) {
            a[0] /= 2;
        }

        @Override
        public int compareTo(Looking other) {
            return Double.compare(norm(), other.norm());
        }

        @Override
        public String toString() {
            var parts = new double[2];
            Arrays.setAll(parts, i -> values[0]);
            return "looking " + Arrays.toString(parts);
        }
    }

    private static void assertRefused(Executable call, String... parts) {
        String message = assertThrows(UnsupportedOperationException.class, call).getMessage();
        for (String part : parts) assertTrue(message.contains(part), message);
    }

    @Test
    void comparisonThatStores_isRefused() {
        assertRefused(() -> gradient(x -> {
            var list = new ArrayList<>(List.of(new Vector(x), new Vector(2)));
            Collections.sort(list);
            return list.getLast().norm();
        }, 3), "Vector, whose method compareTo stores numbers where the JDK may run it unseen");
    }

    @Test
    void textThatStores_isRefused() {
        assertRefused(() -> gradient(x -> {
            var named = new Named(x);
            return named.first() + ("" + named).length();
        }, 3), "whose method toString stores numbers");
    }

    @Test
    void storingInWhatIsMade_isAllowed() {
        assertEquals(1.5, gradient(x -> {
            var list = new ArrayList<>(List.of(new Looking(x), new Looking(2)));
            Collections.sort(list);
            return list.getLast().norm() + (list.toString().isEmpty() ? x : 0);
        }, 3));
    }

    private static final class Copied implements Cloneable {
        private double v;

        Copied copy() {
            try {
                return (Copied) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void objectClone_isRefused() {
        assertRefused(() -> gradient(x -> {
            var a = new Copied();
            a.v = x * x;
            return a.copy().v;
        }, 3), "Copied.copy", "there is no rule for Object.clone");
    }
}
