package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.array.Kernels.Binary;
import gradshell.array.Kernels.Compare;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sizes around the blocks and around what goes to several threads, in every layout. */
class RunsTest {
    private static final List<Integer> SIZES = List.of(0, 1, 1023, 1024, 1025, 4096, 4097, 9001, (1 << 17) - 1,
            (1 << 18) + 3);

    private static double[] counting(int n, double first) {
        return IntStream.range(0, n).mapToDouble(i -> first + i % 101).toArray();
    }

    private static double[] sums(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private static void assertSum(double[] a, double[] b, Array x, Array y) {
        assertArrayEquals(sums(a, b), Kernels.binary(Binary.ADD, x, y).toDoubleArray());
    }

    @Test
    void plainOrder_everyTypeAndSize() {
        for (int n : SIZES) {
            for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.INT, ElementType.LONG)) {
                double[] a = counting(n, 1);
                double[] b = counting(n, -50);
                assertSum(a, b, Array.of(a, n).to(type), Array.of(b, n).to(type));
            }
        }
    }

    @Test
    void stepsAndTurns_everySize() {
        for (int n : SIZES) {
            double[] a = counting(n, 1);
            double[] b = counting(n, 7);
            Array pairs = Kernels.cat(1, Array.of(a, n, 1), Array.of(b, n, 1)).to(ElementType.FLOAT);
            assertSum(a, b, pairs.select(1, 0), pairs.select(1, 1));
            assertSum(a, a, pairs.select(1, 0), Kernels.cat(0, Array.of(a, n)).flip(0).copy().flip(0));
        }
    }

    @Test
    void oneNumberForAll_everySize() {
        for (int n : SIZES) {
            double[] a = counting(n, 1);
            double[] more = IntStream.range(0, n).mapToDouble(i -> a[i] + 2.5).toArray();
            assertArrayEquals(more, Kernels.binary(Binary.ADD, Array.of(a, n), 2.5).toDoubleArray());
        }
    }

    @Test
    void rowsAndColumns_everySize() {
        for (int[] size : new int[][]{{1, 1}, {25, 40}, {3, 1023}, {1023, 3}, {70, 1025}, {2, 700}, {300, 500}}) {
            int rows = size[0];
            int columns = size[1];
            double[] matrix = counting(rows * columns, 1);
            double[] column = counting(rows, -3);
            double[] row = counting(columns, 11);
            Array x = Array.of(matrix, rows, columns).to(ElementType.FLOAT);
            Array down = Array.of(column, rows, 1).to(ElementType.FLOAT);
            Array along = Array.of(row, columns).to(ElementType.FLOAT);
            double[] plusColumn = new double[matrix.length];
            double[] plusRow = new double[matrix.length];
            double[] both = new double[matrix.length];
            for (int i = 0; i < matrix.length; i++) {
                plusColumn[i] = matrix[i] + column[i / columns];
                plusRow[i] = matrix[i] + row[i % columns];
                both[i] = column[i / columns] + row[i % columns];
            }
            assertArrayEquals(plusColumn, Kernels.binary(Binary.ADD, x, down).toDoubleArray());
            assertArrayEquals(plusRow, Kernels.binary(Binary.ADD, along, x).toDoubleArray());
            assertArrayEquals(both, Kernels.binary(Binary.ADD, down, along).toDoubleArray());
            assertArrayEquals(plusRow, Kernels.binary(Binary.ADD, x.permute(1, 0), along.reshape(columns, 1))
                    .permute(1, 0).toDoubleArray());
        }
    }

    @Test
    void comparison_everySize() {
        for (int n : SIZES) {
            Array x = Array.of(counting(n, 0), n).to(ElementType.FLOAT);
            int expected = (int) IntStream.range(0, n).filter(i -> i % 101 > 50).count();
            Array holds = Kernels.compare(Compare.GT, x, 50);
            assertEquals(expected, Kernels.reduce(Kernels.Reduction.SUM, holds).item());
            Array chosen = Kernels.where(holds, x, Array.full(ElementType.FLOAT, 0));
            assertEquals(expected,
                    Kernels.reduce(Kernels.Reduction.SUM, Kernels.compare(Compare.GT, chosen, 0)).item());
        }
    }

    @Test
    void arraysThatMovedToNativeMemory_areStillTheSame() {
        double[] a = counting(100, 3);
        Array x = Array.of(a, 10, 10);
        Array row = x.select(0, 4);
        x.toNd4j().putScalar(4, 0, 99);
        assertEquals(99, row.get(0));
        assertSum(new double[]{99}, new double[]{99}, row.slice(0, 0, 1), row.slice(0, 0, 1));
    }
}
