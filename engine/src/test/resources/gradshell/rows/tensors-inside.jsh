double loss(double a, double b) {
    var x = tensor(a, b, 2).times(a);
    double top = x.get(1) * b;
    return x.square().sum().item() + top * top;
}
// check
Math.abs(gradient((a, b) -> loss(a, b), 1.5, 2)[0] - 85.5) < 1e-3
gradient((Tensor t) -> t.sum().item() * t.get(0), tensor(1, 2)).allClose(tensor(4, 1), 1e-6)
