package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InlineCacheTest {
    private static final MethodType TYPE = MethodType.methodType(String.class, int.class);

    private final List<Object> linked = new ArrayList<>();

    private MethodHandle link(Object subject) {
        linked.add(subject);
        return MethodHandles.dropArguments(
                MethodHandles.constant(String.class, subject.getClass().getSimpleName() + linked.size()), 0, int.class);
    }

    @Test
    void eachClass_isLinkedOnce() throws Throwable {
        MethodHandle cache = InlineCache.byClass(TYPE, this::link);
        Object[] subjects = {1, 1L, 1f, 1d, (short) 1, (byte) 1, 'c'};
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < subjects.length; i++) {
                String target = (String) cache.invokeExact(subjects[i], 0);
                assertEquals(subjects[i].getClass().getSimpleName() + (i + 1), target);
            }
        }
        assertEquals("Integer1", (String) cache.invokeExact((Object) 100, 0));
        assertEquals(List.of(subjects), linked);
    }

    @Test
    void eachObject_isLinkedOnce() throws Throwable {
        MethodHandle cache = InlineCache.byIdentity(TYPE, this::link);
        Object one = new Object();
        Object two = new Object();
        for (Object o : List.of(one, two, one))
            assertEquals("Object" + (o == one ? 1 : 2), (String) cache.invokeExact(o, 0));
        assertEquals(List.of(one, two), linked);
    }

    @Test
    void null_isAnError() {
        MethodHandle cache = InlineCache.byClass(TYPE, this::link);
        assertThrows(NullPointerException.class, () -> cache.invoke((Object) null, 0));
    }
}
