record Scale(Tensor w) implements Layer {
    public Tensor apply(Tensor x) {
        double s = w.item();
        if (x.sum().item() > 100) System.out.println("large: " + x.norm().item());
        return x.times(s * s);
    }
}
double squared(Tensor w) { return w.item() * w.item(); }
Scale scale = new Scale(scalar(3));
Chain model = chain(scale, x -> x.times(squared(scale.w())));
// check
gradient(() -> model.apply(tensor(1, 2)).sum(), params(model)).get(scale.w()).item() == 4 * 27 * 3
gradient(m -> m.apply(tensor(1, 2)).sum(), model).get(scale.w()).item() == 4 * 27 * 3
gradient((Tensor x) -> new Scale(x).apply(tensor(1, 2)).sum(), scalar(3)).item() == 18
