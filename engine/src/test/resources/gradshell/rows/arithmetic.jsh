double mixed(double x) {
    double half = x / 2f;
    long whole = (long) (x * 10);
    int n = 3;
    n <<= 1;
    double y = x;
    y *= half;
    y += n + whole % 2;
    y -= 'a' * x / 97;
    return Math.fma(x, y, Math.hypot(x, 1)) + StrictMath.cbrt(x) % 5 + Double.sum(x, Math.clamp(x, 0, 1));
}
float single(float x) { return x * x + (float) Math.sqrt(x); }
// check
gradientCheck(x -> mixed(x), 2.03).passed()
gradient(x -> Math.atan2(x, 2) + Math.scalb(x, 3) + Math.floor(x), 2.5) == 8 + 2 / (2.5 * 2.5 + 4)
gradient((Float x) -> single(x), 4f) == 8.25f
