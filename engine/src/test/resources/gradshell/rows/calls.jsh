interface Force { double at(double x); default double twice(double x) { return at(at(x)); } }
class Spring implements Force {
    final double k;
    Spring(double k) { this.k = k; }
    public double at(double x) { return -k * x; }
}
double even(double x, int n) { return n == 0 ? x : odd(x * x, n - 1); }
double odd(double x, int n) { return n == 0 ? 1 : even(x + 1, n - 1); }
double total(double... parts) { double s = 0; for (double p : parts) s += p * p; return s; }
<T extends Force> double both(T a, Force b, double x) { return a.twice(x) * b.at(x); }
double composed(double x) {
    DoubleUnaryOperator shift = v -> v + x;
    DoubleBinaryOperator times = (a, b) -> a * b;
    Function<Double, Double> square = v -> v * v;
    DoubleUnaryOperator sine = Math::sin;
    return times.applyAsDouble(shift.applyAsDouble(2), square.apply(x)) + sine.applyAsDouble(x);
}
// check
gradient(x -> both(new Spring(x), v -> v * v, 2), 3) == 48
gradientCheck(x -> even(x, 4) + total(x, 2, x * x), 1.2).passed()
gradientCheck(x -> composed(x), 1.2).passed()
