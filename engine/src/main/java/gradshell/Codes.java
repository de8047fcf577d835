package gradshell;

import gradshell.array.Pointwise;
import java.io.Serializable;
import java.util.Optional;
import java.util.ServiceLoader;

/** Differentiates functions of plain numbers by the service that reads their code, looked up once when first needed. */
final class Codes {
    private Codes() {}

    private static final class Holder {
        private static final Optional<CodeDifferentiator> SERVICE = ServiceLoader
                .load(CodeDifferentiator.class, CodeDifferentiator.class.getClassLoader()).findFirst();
    }

    private static CodeDifferentiator service() {
        return Holder.SERVICE.orElseThrow(() -> new UnsupportedOperationException(
                "functions of plain doubles can't be differentiated: the class path has no CodeDifferentiator (gradshell.compile)"));
    }

    static Pointwise values(DoubleFn f) {
        return service().values(f);
    }

    static Pointwise slopes(DoubleFn f) {
        return service().slopes(f);
    }

    static double[] gradient(Serializable f, double... x) {
        return service().gradient(f, x);
    }

    static WithGradient<Double, double[]> withGradient(Serializable f, double... x) {
        return service().withGradient(f, x);
    }

    static double jvp(Serializable f, double[] x, double[] dx) {
        return service().jvp(f, x, dx).second();
    }

    static double[] hvp(Serializable f, double[] x, double[] v) {
        return service().hvp(f, x, v);
    }

    static Pullback<Double, double[]> pullback(Serializable f, double... x) {
        return service().pullback(f, x);
    }
}
