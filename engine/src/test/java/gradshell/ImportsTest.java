package gradshell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.data.Data;
import gradshell.io.Saving;
import gradshell.math.Elements;
import gradshell.math.Fourier;
import gradshell.math.Matrices;
import gradshell.nn.Activations;
import gradshell.nn.Layers;
import gradshell.nn.Losses;
import gradshell.nn.Models;
import gradshell.optim.Optimizers;
import gradshell.optim.Schedules;
import gradshell.optim.Training;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A session imports all static names at once, so no two classes may offer the same one. */
class ImportsTest {
    private static final List<Class<?>> IMPORTED = List.of(Gradshell.class, Tensors.class, Matrices.class,
            Elements.class, Fourier.class, Layers.class,
            Activations.class,
            Losses.class, Optimizers.class, Schedules.class, Training.class, Data.class, Saving.class, Models.class,
            Math.class);

    @Test
    void methods_withTheSameParameters_areInOneClassOnly() {
        assertEquals(Map.of(), repeated(type -> Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isOffered(method.getModifiers())).map(ImportsTest::signature)));
    }

    @Test
    void fields_areInOneClassOnly() {
        assertEquals(Map.of(), repeated(type -> Arrays.stream(type.getDeclaredFields())
                .filter(field -> isOffered(field.getModifiers())).map(Field::getName)));
    }

    @Test
    void activations_areEachAFieldAndAMethod() throws ReflectiveOperationException {
        for (Field field : Activations.class.getFields()) {
            assertEquals(Tensor.class, Activations.class.getMethod(field.getName(), Tensor.class).getReturnType());
        }
    }

    private static Map<String, List<String>> repeated(Function<Class<?>, Stream<String>> names) {
        Map<String, List<String>> places = IMPORTED.stream()
                .flatMap(type -> names.apply(type).map(name -> Map.entry(name, type.getSimpleName())))
                .collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        places.values().removeIf(types -> types.size() == 1);
        return places;
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers);
    }
}
