double checked(double x) {
    double s = x;
    for (int i = 0; i < 4; i++) {
        try {
            if (i == 2) throw new IllegalStateException("two");
            s *= x;
            int[] none = new int[i];
            s += none[0];
        } catch (ArrayIndexOutOfBoundsException e) {
            s += 3 * x;
        } catch (IllegalStateException e) {
            s *= 2;
        } finally {
            s += x;
        }
    }
    return s;
}
boolean leaves(double x) {
    try {
        gradient(v -> { if (v > 0) throw new IllegalArgumentException("mine"); return v; }, x);
        return false;
    } catch (IllegalArgumentException e) {
        return e.getMessage().equals("mine");
    }
}
// check
gradientCheck(x -> checked(x), 1.5).passed()
leaves(2)
