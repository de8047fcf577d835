package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.customRule;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.pullback;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StructureTest {
    private final Tensor t = tensor(3, 4);

    record Unit(Tensor w) {
        Unit {
            w = w.div(w.norm());
        }
    }

    record Frozen(List<Tensor> parts) {
        Frozen {
            parts = List.copyOf(parts);
        }
    }

    record Odd(Tensor x, Object other) {}

    private static Map<String, Tensor> map(String first, Tensor a, String second, Tensor b) {
        var map = new LinkedHashMap<String, Tensor>();
        map.put(first, a);
        map.put(second, b);
        return map;
    }

    @Test
    void back_mapsAreMatchedByKey() {
        var pullback = pullback(x -> map("a", x, "b", x.times(10)), t);
        assertValues(pullback.back(map("b", tensor(0, 1), "a", tensor(1, 0))), 1, 10);
        assertRefused(IllegalArgumentException.class, () -> pullback.back(map("a", t, "c", t)), "at b", "null");
        assertRefused(IllegalArgumentException.class, () -> pullback.back(Map.of("a", t)), "2 parts", "structure");
    }

    @Test
    void back_anotherStructure_isRefused() {
        Pullback<Object, Tensor> pullback = pullback(x -> List.of(x, x), t);
        assertRefused(IllegalArgumentException.class, () -> pullback.back(List.of(t)), "2 parts");
        assertRefused(IllegalArgumentException.class, () -> pullback.back(List.of(t, indices(1, 2))), "at 1", "LONG");
        assertRefused(IllegalArgumentException.class, () -> pullback.back(map("a", t, "b", t)), "LinkedHashMap");
        assertRefused(IllegalArgumentException.class, () -> pullback.back(null), "null");
        Pullback<Object, Tensor> record = pullback(x -> new Pair<>(x, x), t);
        assertRefused(IllegalArgumentException.class, () -> record.back(List.of(t, t)), "Pair");
    }

    @Test
    void customRule_anotherStructure_isRefused() {
        var rule = customRule((Tensor x) -> new Pullback<Tensor, Tensor>(x.sum(), _ -> null));
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> rule.apply(x), t), "customRule", "null");
    }

    @Test
    void record_whoseConstructorChangesTensors_isRefused() {
        assertRefused(IllegalArgumentException.class, () -> gradient(u -> u.w().sum(), new Unit(t)), "Unit", "changes",
                "pullback((a, b)");
        assertValues(gradient(f -> f.parts().get(1).sum(), new Frozen(List.of(t, t))).parts().get(1), 1, 1);
    }

    @Test
    void tensorsInSetsAndOptionals_areRefused() {
        assertRefused(IllegalArgumentException.class, () -> gradient(o -> o.x().sum(), new Odd(t, Set.of(t))), "list");
        assertRefused(IllegalArgumentException.class, () -> gradient(o -> o.x().sum(), new Odd(t, Optional.of(t))),
                "Optional");
        assertEquals(Set.of("a"), gradient(o -> o.x().sum(), new Odd(t, Set.of("a"))).other());
    }
}
