enum Kind { LINEAR, SQUARE }
record Pair2<T>(T first, T second) {}
record Model(Pair2<double[]> layers, Double bias, String name, Kind kind) {}
class Account { double money; void add(double x) { money += x * 1.1; } }
double score(Model m) {
    double s = m.bias();
    for (double w : m.layers().first()) s += w * m.layers().second()[0];
    return m.kind() == Kind.SQUARE ? s * s : s;
}
double collected(double x) {
    List<Double> list = new ArrayList<>(List.of(x, 2 * x));
    Map<String, Double> map = new HashMap<>();
    for (double v : list) map.merge("sum", v * v, Double::sum);
    var account = new Account();
    list.forEach(account::add);
    account.add(map.get("sum"));
    double best = Optional.of(x).map(v -> v * v).orElse(0.0);
    var log = new StringBuilder().append(best);
    return account.money + best * (log.isEmpty() ? 1 : 2) + IntStream.range(0, 3).mapToDouble(i -> i * x).sum();
}
// check
gradientCheck(x -> collected(x), 1.5).passed()
gradient(m -> score(m), new Model(new Pair2<>(new double[] {1, 2}, new double[] {3}), 1.0, "m", Kind.SQUARE)).bias() == 20
gradient((List<Double> l) -> l.get(0) * l.get(1), List.of(2.0, 3.0)).equals(List.of(3.0, 2.0))
