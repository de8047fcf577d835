double loss(double a, double b) {
    var x = tensor(a, b, 2).times(a);
    double top = x.get(1) * b;
    return x.square().sum().item() + top * top;
}
// check
gradientCheck((a, b) -> loss(a, b), 1.5, 2).passed()
gradient((Tensor t) -> t.sum().item() * t.get(0), tensor(1, 2)).equals(tensor(4, 1))
