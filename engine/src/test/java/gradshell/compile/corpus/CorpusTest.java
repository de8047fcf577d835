package gradshell.compile.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CorpusTest {
    /** The cases of all classes, each under its class's name. */
    static Stream<DynamicTest> all() {
        return Stream.of(cases("arithmetic", Arithmetic.cases()), cases("functions", Functions.cases()),
                cases("conversions", Conversions.cases()), cases("control flow", ControlFlow.cases()),
                cases("patterns", Patterns.cases()), cases("arrays", ArrayReads.cases()),
                cases("arrays written", ArrayWrites.cases()), cases("arrays of arrays", Matrices.cases()),
                cases("calls", Calls.cases()), cases("lambdas", Lambdas.cases()), cases("records", Records.cases()),
                cases("objects", Instances.cases()), cases("collections", Containers.cases()),
                cases("streams", Streams.cases()), cases("exceptions", Exceptions.cases()),
                cases("second order", SecondOrder.cases()),
                cases("tensors inside", TensorsInside.cases())).flatMap(s -> s);
    }

    private static Stream<DynamicTest> cases(String area, List<Case<?>> cases) {
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(area + ": " + c, c::check));
    }

    @TestFactory
    Stream<DynamicTest> gradient_agreesWithAllReferences() {
        return all();
    }

    @Test
    void corpus_isLarge() {
        assertTrue(all().count() >= 400, () -> all().count() + " functions");
    }
}
