package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;

import java.util.List;

/** Conversions between all primitive types: those to integers end the derivative. */
public final class Conversions {
    private Conversions() {}

    public static List<Case<?>> cases() {
        return List.of(at("to int", x -> x * (int) x, 2.6).is(_ -> 2.0),
                at("to long", x -> x * (long) x, 2.6).is(_ -> 2.0),
                at("to short", x -> x * (short) x, 2.6).is(_ -> 2.0),
                at("to byte", x -> x * (byte) x, 2.6).is(_ -> 2.0),
                at("to char", x -> x * (char) x, 2.6).is(_ -> 2.0), at("to float", x -> x * (float) x, 2.5).inFloat(),
                at("to float and back", x -> (double) (float) x * 3, 2.5).inFloat().is(_ -> 3.0),
                at("float to int", x -> x * (int) (float) x, 2.5).is(_ -> 2.0),
                at("float to long", x -> x * (long) (float) x, 2.5).is(_ -> 2.0),
                at("int factor", x -> times(3, x), 2).is(_ -> 3.0),
                at("long factor", x -> times(3L, x), 2).is(_ -> 3.0),
                at("float factor", x -> times(0.5f, x), 2).is(_ -> 0.5),
                at("char factor", x -> x * 'a', 2).is(_ -> 97.0),
                at("integer division", x -> x * half(7), 2).is(_ -> 3.0), at("shifts", Conversions::shifts, 1.5),
                at("integer parts", Conversions::fraction, 2.3).is(_ -> 1.0),
                at("saw tooth", Conversions::sawTooth, 2.3), at("digits", Conversions::digits, 2.345),
                at("counted up", Conversions::countedUp, 2.3), at("index from a number", Conversions::index, 2.3),
                at("into int", Conversions::intoInt, 2.3), at("boolean to number", Conversions::indicator, 2.3),
                at("long arithmetic", Conversions::longArithmetic, 2.3),
                at("int overflow", Conversions::overflow, 0.3));
    }

    public static double times(int k, double x) {
        return k * x;
    }

    public static double times(long k, double x) {
        return x * k;
    }

    public static double times(float k, double x) {
        return k * x;
    }

    @SuppressWarnings("OperatorPrecedence")
    public static double shifts(double x) {
        int i = 5;
        long l = 1L << 33;
        return x * (i << 2) + x * x * (l >>> 30) + x * (-17 >> 1) + x * (i & 3 | 8 ^ 2) + x * ~i;
    }

    private static int half(int n) {
        return n / 2;
    }

    public static double fraction(double x) {
        return x - (int) x;
    }

    public static double sawTooth(double x) {
        int whole = (int) (4 * x);
        return (4 * x - whole) * (whole % 2 == 0 ? 1 : -1);
    }

    public static double digits(double x) {
        double sum = 0;
        for (int d = (int) (x * 100); d > 0; d /= 10) sum += x * (d % 10);
        return sum;
    }

    @SuppressWarnings("NarrowingCompoundAssignment")
    public static double countedUp(double x) {
        byte b = 125;
        short s = 3;
        for (int i = 0; i < 5; i++) {
            b++;
            s *= 2;
        }
        return b * x + s * x * x;
    }

    public static double index(double x) {
        double[] table = {1, 10, 100, 1000};
        return x * table[(int) x];
    }

    @SuppressWarnings({"lossy-conversions", "NarrowingCompoundAssignment"})
    public static double intoInt(double x) {
        int n = 3;
        n *= x;
        n += 0.5;
        return n * x;
    }

    public static double indicator(double x) {
        int above = x > 2 ? 1 : 0;
        return above * x * x;
    }

    public static double longArithmetic(double x) {
        long a = 1_000_003L;
        a = a * a % 17;
        a ^= 5;
        return a * x;
    }

    @SuppressWarnings("NumericOverflow")
    public static double overflow(double x) {
        int i = Integer.MAX_VALUE;
        i += 2;
        return x * i;
    }
}
