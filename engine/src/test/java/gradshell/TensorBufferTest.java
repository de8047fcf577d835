package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hessian;
import static gradshell.Tensors.buffer;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorBufferTest {
    private final Tensor t = tensor(1, 2, 3);

    @Test
    void writes_inOrder() {
        var b = buffer(2, 3);
        b.setSlice(0, 1, t);
        b.set(7, 0, 0);
        b.add(1, 1, 2);
        b.addSlice(1, 0, tensor(10, 20));
        assertValues(b.copy(), 17, 0, 0, 21, 2, 4);
    }

    @Test
    void gradient_reachesEveryWriteThatLasts() {
        var g = gradient(x -> {
            var b = buffer(2, 3);
            b.setSlice(0, 0, x);
            b.setSlice(0, 1, x.square());
            b.set(5, 0, 0);
            b.set(x.sum(), 0, 1);
            b.add(x.prod(), 1, 2);
            return b.copy().times(tensor(1, 10, 100)).sum();
        }, t);
        // the first row is overwritten at 0 by a constant and at 1 by the sum; the last place also has the product
        assertValues(g, 10 + 2 + 100 * 6, 10 + 40 + 100 * 3, 10 + 100 + 600 + 100 * 2);
    }

    @Test
    void gradient_addThenSet_isOverwritten() {
        var g = gradient(x -> {
            var b = buffer(3);
            b.add(x.sum(), 0);
            b.set(x.select(0, 1), 0);
            b.add(x.sum(), 0);
            return b.copy().sum();
        }, t);
        assertValues(g, 1, 2, 1);
    }

    @Test
    void loop_likeARecurrence() {
        var check = gradientCheck(x -> {
            var b = buffer(4);
            var state = scalar(0.5);
            for (var i = 0; i < 4; i++) {
                state = state.times(x.sum()).sin();
                b.set(state, i);
            }
            return b.copy();
        }, tensor(DataType.DOUBLE, 0.1, 0.2, 0.3));
        assertTrue(check.passed(), check::toString);
        assertValues(hessian(x -> {
            var b = buffer(1);
            b.set(x.square().sum(), 0);
            return b.copy().sum();
        }, tensor(1, 2)), 2, 0, 0, 2);
    }

    @Test
    void types_followWhatIsWritten() {
        var b = buffer(2);
        b.set(scalar(1).to(DataType.DOUBLE), 0);
        assertEquals(DataType.DOUBLE, b.copy().dataType());
        assertEquals(DataType.FLOAT, buffer(2).copy().dataType());
    }

    @Test
    void misuse_isRefused() {
        var b = buffer(2, 2);
        assertRefused(IndexOutOfBoundsException.class, () -> b.set(1, 2, 0), "[2, 0]", "(2, 2)");
        assertRefused(IllegalArgumentException.class, () -> b.set(1, 0), "2 indices");
        assertRefused(IllegalArgumentException.class, () -> b.set(t, 0, 0), "(3)");
        assertRefused(IllegalArgumentException.class, () -> b.setSlice(0, 0, t), "(3)", "(2)");
        assertRefused(IndexOutOfBoundsException.class, () -> b.setSlice(0, 2, t), "index 2");
        b.copy();
        assertRefused(IllegalStateException.class, () -> b.set(1, 0, 0), "closed");
        assertRefused(IllegalStateException.class, b::copy, "closed");
        assertTrue(b.toString().contains("closed"));
    }
}
