sealed interface Figure permits Round, Box {}
record Round(double radius) implements Figure {}
record Box(double width, double height) implements Figure {}
double area(Figure f) {
    return switch (f) {
        case Round(double r) when r > 100 -> 0;
        case Round(double r) -> Math.PI * r * r;
        case Box(double w, double h) -> w * h;
    };
}
double jumps(double x) {
    double s = 0;
    outer: for (int i = 0; i < 5; i++) {
        for (int j = 0;; j++) {
            if (j > i) continue outer;
            if (i == 4 && s > 0) break outer;
            s += j % 2 == 0 ? x * j : x / (i + 1);
        }
    }
    do { s *= x; } while (s < 10);
    String name = s > 20 ? "much" : "little";
    switch (name) {
        case "much": s += x;
        case "little": s -= 1; break;
        default: return 0;
    }
    assert s > 0 || x < 0 : "s";
    return s;
}
// check
gradientCheck(x -> jumps(x), 1.3).passed()
gradient(x -> area(new Box(x, 3)) + area(new Round(1)), 2) == 3
gradient(x -> area(new Round(x)), 2) == 4 * Math.PI
