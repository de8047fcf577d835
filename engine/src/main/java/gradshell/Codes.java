package gradshell;

import gradshell.array.Pointwise;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;

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

    static Pointwise slopes(DoubleFn f, boolean second) {
        return service().slopes(f, second);
    }

    static SourceText adjoint(Serializable f) {
        return service().adjoint(f);
    }

    static double[] gradient(Serializable f, double... x) {
        return service().gradient(f, x);
    }

    static WithGradient<Double, double[]> withGradient(Serializable f, double... x) {
        return service().withGradient(f, x);
    }

    static Pair<Object, Object> jvp(Serializable f, Object[] arguments, Object[] directions) {
        return service().jvp(f, arguments, directions);
    }

    static Object[] hvp(Serializable f, Object[] arguments, Object[] directions) {
        return service().hvp(f, arguments, directions);
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

    static Pullback<Object, Object[]> pullback(Serializable f, Object[] arguments) {
        return service().pullback(f, arguments);
    }

    static void checkRead() {
        Holder.SERVICE.ifPresent(CodeDifferentiator::checkRead);
    }

    static boolean mixes(Serializable f, int arity, Collection<?> holders) {
        return service().mixes(f, arity, holders);
    }

    static Pullback<Object, CodeDifferentiator.Cotangents> pullback(Serializable f, Object[] arguments,
            List<Tensor> leaves) {
        return service().pullback(f, arguments, leaves);
    }

    static WithGradient<Object, Object[]> withGradient(Serializable f, Object[] arguments) {
        return service().withGradient(f, arguments);
    }

    /** Whether the arguments hold numbers, which are followed through code, and no tensors, which are recorded. */
    static boolean arePlain(Object... arguments) {
        return holdNumbers(arguments) && Arrays.stream(arguments).noneMatch(a -> holds(a, Tensor.class::isInstance));
    }

    /** Whether there are numbers in the arguments. */
    static boolean holdNumbers(Object... arguments) {
        return Arrays.stream(arguments).anyMatch(a -> holds(a, Codes::isNumbers));
    }

    private static boolean isNumbers(Object x) {
        return x instanceof Double || x instanceof Float || x instanceof double[] || x instanceof float[];
    }

    private static boolean holds(Object x, Predicate<Object> what) {
        if (what.test(x)) return true;
        if (x == null || x instanceof Layer) return false;
        if (x instanceof Object[] array) {
            for (Object part : array) if (holds(part, what)) return true;
            return false;
        }
        if (x.getClass().isArray()) return false;
        for (var part : Structure.parts(x)) if (holds(part.value(), what)) return true;
        return false;
    }
}
