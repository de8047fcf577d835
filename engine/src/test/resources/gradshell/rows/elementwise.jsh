double swish(double x) { return x * Math.tanh(x); }
// check
gradientCheck((Tensor t) -> t.map(x -> swish(x)).sum(), tensor(1, -2, 0.5).to(DataType.DOUBLE)).passed()
gradient((Tensor t) -> elementwise(x -> x * Math.tanh(x)).apply(t).sum(), tensor(1, 2)).allClose(gradient((Tensor t) -> t.times(t.tanh()).sum(), tensor(1, 2)), 1e-5)
dense(3, 2, elementwise(x -> x * Math.tanh(x))).apply(tensor(1, 2, 3)).size() == 2
