package gradshell;

import gradshell.array.Array;
import gradshell.array.Scope;
import gradshell.tape.Cotangents;
import gradshell.tape.Lease;
import java.util.function.Consumer;

/** Cotangents that are tensors, or of a {@link Bundle} an array of them, null where there is none. */
final class CotangentTensors implements Cotangents {
    static final Cotangents INSTANCE = new CotangentTensors();

    private CotangentTensors() {}

    @Override
    public Object add(Object a, Object b) {
        return a instanceof Tensor[] parts ? Bundle.add(parts, (Tensor[]) b) : ((Tensor) a).plus((Tensor) b);
    }

    @Override
    public Lease lease() {
        return new ScopeLease();
    }

    private static final class ScopeLease implements Lease {
        private final Scope scope = new Scope();

        @Override
        public void enter() {
            scope.enter();
        }

        @Override
        public void leave() {
            scope.leave();
        }

        @Override
        public void hold(Object cotangent) {
            each(cotangent, scope::hold);
        }

        @Override
        public void drop(Object cotangent) {
            each(cotangent, scope::drop);
        }

        @Override
        public void settle() {
            scope.settle();
        }

        @Override
        public void release(Object cotangent) {
            each(cotangent, Scope::release);
        }

        @Override
        public boolean addInPlace(Object sum, Object dx) {
            return sum instanceof Tensor a && dx instanceof Tensor b && scope.addInPlace(a.array, b.array);
        }

        private static void each(Object cotangent, Consumer<Array> action) {
            if (cotangent instanceof Tensor x) {
                action.accept(x.array);
                return;
            }
            for (var x : (Tensor[]) cotangent) {
                if (x != null) {
                    action.accept(x.array);
                }
            }
        }
    }
}
