package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    /** On the heap and in native memory. */
    private static final long MEDIUM = 10_000;
    private static final long LARGE = 200_000;

    private final Scope scope = new Scope();

    @BeforeEach
    void enter() {
        scope.enter();
    }

    @AfterEach
    void leave() {
        scope.leave();
    }

    private static Array ones(long n) {
        return Array.full(ElementType.FLOAT, 1, n);
    }

    private static void assertReturned(Array x) {
        assertEquals("the memory of this tensor was returned and is used again",
                assertThrows(IllegalStateException.class, () -> x.get(0)).getMessage());
        assertThrows(IllegalStateException.class, () -> Kernels.binary(Kernels.Binary.ADD, x, x));
        assertThrows(IllegalStateException.class, x::toNd4j);
        assertThrows(IllegalStateException.class, () -> Linalg.matmul(x.reshape(1, x.size()), x.reshape(x.size(), 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {MEDIUM, LARGE})
    void whatNobodyHolds_isReturnedAtOnce(long n) {
        Array x = ones(n);
        Array held = ones(n);
        scope.hold(held);
        scope.settle();
        assertReturned(x);
        assertEquals(1, held.get(n - 1));
        scope.drop(held);
        assertEquals(1, held.get(n - 1));
        scope.settle();
        assertReturned(held);
    }

    @Test
    void blocks_areUsedAgain() {
        Array x = ones(LARGE);
        long address = x.memory().address();
        long used = Storage.used();
        scope.settle();
        assertTrue(Storage.used() < used);
        assertEquals(address, Array.allocate(ElementType.FLOAT, LARGE).memory().address());
    }

    @ParameterizedTest
    @ValueSource(longs = {MEDIUM, LARGE})
    void views_holdTheArray(long n) {
        Array x = ones(n);
        Array view = x.reshape(2, n / 2).permute(1, 0).slice(0, 3, 10);
        scope.hold(view);
        scope.hold(x);
        scope.drop(x);
        scope.settle();
        assertEquals(1, view.get(2, 1));
        scope.drop(view);
        scope.settle();
        assertReturned(x);
    }

    @ParameterizedTest
    @ValueSource(longs = {MEDIUM, LARGE})
    void whatIsReleasedOrMadeOutside_stays(long n) {
        Array released = ones(n);
        scope.hold(released);
        Scope.release(released.reshape(2, n / 2));
        Array outside = Scope.outside(() -> ones(n));
        scope.drop(released);
        scope.hold(outside);
        scope.drop(outside);
        scope.settle();
        assertEquals(2, released.get(0) + outside.get(0));
    }

    @Test
    void whatAnotherScopeMade_isNotCounted() {
        Array x = ones(LARGE);
        scope.hold(x);
        Scope inner = new Scope();
        inner.enter();
        inner.hold(x);
        inner.drop(x);
        inner.settle();
        inner.leave();
        Array y = ones(LARGE);
        scope.settle();
        assertEquals(1, x.get(0));
        assertReturned(y);
    }

    @Test
    void whatNd4jKnows_isLeftToTheCollector() {
        Array x = ones(LARGE);
        var known = x.toNd4j();
        scope.settle();
        assertEquals(1, x.get(5));
        assertEquals(LARGE, known.sumNumber().longValue());
    }

    @ParameterizedTest
    @ValueSource(longs = {MEDIUM, LARGE})
    void only_keepsTheResult_forTheScopeOutside(long n) {
        Array[] first = new Array[1];
        Array result = Scope.only(() -> {
            first[0] = ones(n);
            return Kernels.binary(Kernels.Binary.ADD, first[0], 1);
        });
        assertReturned(first[0]);
        assertEquals(2, result.get(n - 1));
        scope.settle();
        assertReturned(result);
    }

    @Test
    void only_givingWhatWasThereBefore_leavesIt() {
        Array x = ones(LARGE);
        scope.hold(x);
        Array view = Scope.only(() -> x.reshape(2, LARGE / 2));
        scope.settle();
        assertEquals(1, view.get(1, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {MEDIUM, LARGE})
    void addInPlace_takesOneHolderSinceBefore(long n) {
        Array sum = ones(n);
        scope.hold(sum);
        assertFalse(scope.addInPlace(sum, ones(n)), "just made");
        scope.settle();
        assertTrue(scope.addInPlace(sum, ones(n)));
        assertEquals(2, sum.get(n - 1));
        assertFalse(scope.addInPlace(sum, sum), "itself");
        assertFalse(scope.addInPlace(sum, ones(n).to(ElementType.DOUBLE)), "another type");
        assertFalse(scope.addInPlace(sum, ones(1)), "another shape");
        assertFalse(scope.addInPlace(sum.flip(0), ones(n)), "not in order");
        scope.hold(sum);
        assertFalse(scope.addInPlace(sum, ones(n)), "two holders");
        Scope.release(sum);
        assertFalse(scope.addInPlace(sum, ones(n)), "seen by others");
        assertEquals(2, sum.get(0));
    }

    @Test
    void addInPlace_ofAStretchedView_isRefused() {
        Array one = ones(LARGE).slice(0, 0, 1);
        scope.hold(one);
        scope.settle();
        assertFalse(scope.addInPlace(one.broadcastTo(3), ones(3)));
    }
}
