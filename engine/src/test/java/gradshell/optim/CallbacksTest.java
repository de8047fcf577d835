package gradshell.optim;

import static gradshell.optim.Training.earlyStopping;
import static gradshell.optim.Training.patience;
import static gradshell.optim.Training.plateau;
import static gradshell.optim.Training.throttle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallbacksTest {
    @Test
    void throttle_callsAtOnce_thenAfterTheTime() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        Consumer<Integer> seldom = throttle(seen::add, 0.3);
        each(3, seldom::accept);
        assertEquals(List.of(0), seen);
        Thread.sleep(310);
        seldom.accept(7);
        assertEquals(List.of(0, 7), seen);
        Consumer<Integer> always = throttle(seen::add, 0);
        each(3, always::accept);
        assertEquals(5, seen.size());
    }

    @Test
    void patience_waitsForSoManyInARow() {
        Predicate<Integer> three = patience(i -> i != 2, 3);
        assertEquals(List.of(5, 6), when(7, three::test));
        boolean[] now = {true};
        var two = patience(() -> now[0], 2);
        assertEquals(List.of(1, 2), when(3, _ -> two.getAsBoolean()));
    }

    /** A score that only grows, as in Flux's documentation, whose first value is the best. */
    @Test
    void earlyStopping_countsWhatIsNotBetterThanTheBest() {
        int[] loss = {0};
        var stop = earlyStopping(() -> ++loss[0], 3);
        assertEquals(3, when(10, _ -> stop.getAsBoolean()).getFirst());
        double[] scores = {3, 2, 2.5, 1.95, 1.8, 2, 2, 2};
        Predicate<Integer> byTenth = earlyStopping(i -> scores[i], 2, 0.1);
        assertEquals(List.of(3, 6, 7), when(8, byTenth::test));
        Predicate<Integer> byOne = earlyStopping(i -> 9 - i, 1, 1);
        assertEquals(List.of(), when(4, byOne::test));
        Predicate<Integer> stays = earlyStopping(_ -> 1, 1);
        assertEquals(List.of(), when(4, stays::test));
        Predicate<Integer> ofNoNumber = earlyStopping(i -> i == 0 ? 1 : Double.NaN, 2);
        assertEquals(List.of(2, 3), when(4, ofNoNumber::test));
    }

    @Test
    void plateau_countsWhatHardlyMoves() {
        double[] scores = {3, 3, 3.0000001, 4, 4, 4, 4};
        Predicate<Integer> flat = plateau(i -> scores[i], 2);
        assertEquals(List.of(2, 5, 6), when(7, flat::test));
        double[] now = {9};
        var sawTooth = plateau(() -> now[0] = -now[0], 1);
        assertEquals(List.of(), when(5, _ -> sawTooth.getAsBoolean()));
        Predicate<Integer> coarse = plateau(i -> i, 3, 1.5);
        assertEquals(List.of(3), when(4, coarse::test));
        Predicate<Integer> byOne = plateau(i -> i, 3, 1);
        assertEquals(List.of(), when(4, byOne::test));
    }

    @Test
    void settings_thatMakeNoSense_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> throttle((Integer i) -> {}, -1));
        assertThrows(IllegalArgumentException.class, () -> patience((Integer i) -> true, 0));
    }

    private static void each(int n, IntConsumer action) {
        IntStream.range(0, n).forEach(action);
    }

    private static List<Integer> when(int n, IntPredicate condition) {
        return IntStream.range(0, n).filter(condition).boxed().toList();
    }
}
