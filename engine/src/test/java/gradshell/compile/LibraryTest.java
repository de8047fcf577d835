package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.compile.Library.Decision;
import gradshell.compile.library.Doubles;
import java.lang.constant.MethodTypeDesc;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which decision the table gives for a method. */
class LibraryTest {
    private static Decision decide(Class<?> owner, String method) {
        int open = method.indexOf('(');
        return Library.decide(owner, method.substring(0, open), MethodTypeDesc.ofDescriptor(method.substring(open)));
    }

    private static Decision decide(String owner, String method) {
        try {
            return decide(Class.forName(owner), method);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java.util.ArrayList | get(I)Ljava/lang/Object; | Mover
            java.util.ArrayList | add(Ljava/lang/Object;)Z | Mover
            java.util.ArrayList | <init>(Ljava/util/Collection;)V | Mover
            java.util.ArrayList | <init>()V | Mover
            java.util.List | of([Ljava/lang/Object;)Ljava/util/List; | Mover
            java.util.List | sort(Ljava/util/Comparator;)V | Mover
            java.util.List | stream()Ljava/util/stream/Stream; | Mover
            java.util.List | parallelStream()Ljava/util/stream/Stream; | Unsupported
            java.util.ArrayList | forEach(Ljava/util/function/Consumer;)V | Substitute
            java.util.HashMap | merge(Ljava/lang/Object;Ljava/lang/Object;Ljava/util/function/BiFunction;)Ljava/lang/Object; | Substitute
            java.util.TreeMap | floorEntry(Ljava/lang/Object;)Ljava/util/Map$Entry; | Mover
            java.util.Arrays | asList([Ljava/lang/Object;)Ljava/util/List; | Mover
            java.util.Arrays | sort([Ljava/lang/Object;)V | Mover
            java.util.Arrays | sort([D)V | Substitute
            java.util.Arrays | parallelSort([D)V | Refused
            java.util.Arrays | parallelPrefix([DLjava/util/function/DoubleBinaryOperator;)V | Refused
            java.util.Arrays | hashCode([D)I | Sink
            java.util.Arrays | fill([DD)V | Substitute
            java.util.Arrays | fill([Ljava/lang/Object;Ljava/lang/Object;)V | Mover
            java.lang.System | arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V | Substitute
            [D | clone()Ljava/lang/Object; | Substitute
            [[D | clone()Ljava/lang/Object; | Mover
            [I | clone()Ljava/lang/Object; | Mover
            java.lang.Double | valueOf(D)Ljava/lang/Double; | Box
            java.lang.Double | valueOf(Ljava/lang/String;)Ljava/lang/Double; | Refused
            java.lang.Double | parseDouble(Ljava/lang/String;)D | Refused
            java.lang.Double | doubleToLongBits(D)J | Refused
            java.lang.Double | doubleValue()D | Unbox
            java.lang.Double | floatValue()F | Substitute
            java.lang.Number | doubleValue()D | Substitute
            java.lang.Double | compare(DD)I | Sink
            java.math.BigDecimal | valueOf(D)Ljava/math/BigDecimal; | Refused
            java.math.BigDecimal | <init>(Ljava/lang/String;)V | Refused
            java.util.OptionalDouble | of(D)Ljava/util/OptionalDouble; | Box
            java.util.OptionalDouble | getAsDouble()D | Unbox
            java.util.OptionalDouble | orElse(D)D | Substitute
            java.util.DoubleSummaryStatistics | accept(D)V | Refused
            java.util.stream.DoubleStream | sum()D | Adopt
            java.util.stream.DoubleStream | of([D)Ljava/util/stream/DoubleStream; | Substitute
            java.util.stream.Stream | mapToDouble(Ljava/util/function/ToDoubleFunction;)Ljava/util/stream/DoubleStream; | Adopt
            java.util.stream.Stream | iterator()Ljava/util/Iterator; | Adopt
            java.util.stream.LongStream | sum()J | Refused
            java.util.stream.Collectors | averagingDouble(Ljava/util/function/ToDoubleFunction;)Ljava/util/stream/Collector; | Substitute
            java.util.stream.Collectors | summarizingDouble(Ljava/util/function/ToDoubleFunction;)Ljava/util/stream/Collector; | Refused
            java.util.function.Function | andThen(Ljava/util/function/Function;)Ljava/util/function/Function; | Substitute
            java.util.function.Function | apply(Ljava/lang/Object;)Ljava/lang/Object; | Refused
            java.util.function.Function | identity()Ljava/util/function/Function; | Substitute
            java.util.Comparator | comparingDouble(Ljava/util/function/ToDoubleFunction;)Ljava/util/Comparator; | Mover
            java.util.Comparator | compare(Ljava/lang/Object;Ljava/lang/Object;)I | Sink
            java.util.PrimitiveIterator$OfDouble | nextDouble()D | Mover
            java.lang.String | valueOf(D)Ljava/lang/String; | Sink
            java.lang.StringBuilder | append(D)Ljava/lang/StringBuilder; | Sink
            java.io.PrintStream | println(D)V | Sink
            java.lang.RuntimeException | <init>(Ljava/lang/String;)V | Sink
            java.lang.RuntimeException | getMessage()Ljava/lang/String; | Sink
            java.lang.Object | <init>()V | Sink
            java.lang.Object | equals(Ljava/lang/Object;)Z | Sink
            java.util.Random | nextDouble(DD)D | Refused
            java.util.concurrent.CompletableFuture | complete(Ljava/lang/Object;)Z | Refused
            """)
    void method_hasItsDecision(String owner, String method, String decision) {
        assertEquals(decision, decide(owner, method).getClass().getSimpleName());
    }

    @Test
    void receiversClass_countsWithItsSupertypes() {
        assertEquals(new Decision.Mover(false), decide(List.of(1).iterator().getClass(), "next()Ljava/lang/Object;"));
        assertEquals(new Decision.Mover(false),
                decide(Collections.unmodifiableMap(Map.of()).getClass(), "get(Ljava/lang/Object;)Ljava/lang/Object;"));
        assertEquals(new Decision.Adopt(Doubles.class), decide(DoubleStream.of(1).getClass(), "sum()D"));
        assertEquals(new Decision.Refused(true), decide(Stream.of(1).getClass(), "noSuchMethod()V"));
        assertEquals(new Decision.Refused(false), decide("java.util.Random", "nextDouble()D"));
        assertEquals(new Decision.Mover(true), decide("java.util.List", "addAll(Ljava/util/Collection;)Z"));
    }

    @Test
    void substitute_takesTheReceiverFirst() {
        var d = (Decision.Substitute) decide("java.util.ArrayList", "replaceAll(Ljava/util/function/UnaryOperator;)V");
        assertEquals("(List,UnaryOperator)void", d.type().displayDescriptor());
        assertEquals("CollectionMethods", d.owner().displayName());
    }

    @Test
    void makersOfFunctions_areAlwaysReplaced() {
        var compose = "compose(Ljava/util/function/DoubleUnaryOperator;)Ljava/util/function/DoubleUnaryOperator;";
        assertTrue(((Decision.Substitute) decide("java.util.function.DoubleUnaryOperator", compose)).always());
        assertTrue(((Decision.Substitute) decide("java.util.stream.Collectors", "toList()Ljava/util/stream/Collector;"))
                .always());
    }

    @Test
    void collectionWithCodeOfItsOwn_isRefused() {
        var computed = new AbstractList<Double>() {
            @Override
            public Double get(int index) {
                return 1.0 * index;
            }

            @Override
            public int size() {
                return 3;
            }
        };
        var e = assertThrows(UnsupportedOperationException.class, () -> LibraryChecks.checkMoved(computed));
        assertTrue(e.getMessage().contains("run by the JDK"), e.getMessage());
        var bounded = new LinkedHashMap<String, Double>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
                return size() > 2;
            }
        };
        assertThrows(UnsupportedOperationException.class, () -> LibraryChecks.checkMoved(bounded));
    }

    @Test
    void collectionThatOverridesNothing_isAllowed() {
        class Named extends ArrayList<Double> {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                return "named";
            }
        }
        assertDoesNotThrow(() -> LibraryChecks.checkMoved(new Named()));
        assertDoesNotThrow(() -> LibraryChecks.checkMoved(List.of()));
        assertDoesNotThrow(() -> LibraryChecks.checkMoved("text"));
        assertDoesNotThrow(() -> LibraryChecks.checkMoved(null));
    }
}
