package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    interface Shape {
        double area(double r);

        default double twice(double r) {
            return 2 * area(r);
        }
    }

    interface Round extends Shape {
        @Override
        default double twice(double r) {
            return r;
        }
    }

    interface Other {
        default double twice(double r) {
            return -r;
        }
    }

    abstract static class Base implements Shape {
        double own(double r) {
            return r;
        }

        @SuppressWarnings("unused") // selected by name
        private double hidden(double r) {
            return r;
        }
    }

    static class Disc extends Base implements Round {
        @Override
        public double area(double r) {
            return r * r;
        }

        @Override
        double own(double r) {
            return 2 * r;
        }

        @SuppressWarnings("unused") // selected by name
        double hidden(double r) {
            return 3 * r;
        }
    }

    static class Ring extends Disc {}

    abstract static class Both implements Other {}

    private static Class<?> selected(Class<?> receiver, Class<?> named, String name) {
        return Selection.declaring(receiver, named, name, MethodType.methodType(double.class, double.class));
    }

    @Test
    void method_isTheNearestOfTheSuperclasses() {
        assertEquals(Disc.class, selected(Ring.class, Shape.class, "area"));
        assertEquals(Disc.class, selected(Ring.class, Base.class, "own"));
    }

    @Test
    void privateMethod_isNotOverridden() {
        assertEquals(Base.class, selected(Disc.class, Base.class, "hidden"));
        assertEquals(Disc.class, selected(Disc.class, Disc.class, "hidden"));
    }

    @Test
    void defaultMethod_isTheMostSpecific() {
        assertEquals(Round.class, selected(Ring.class, Shape.class, "twice"));
        assertEquals(Shape.class, selected(Base.class, Shape.class, "twice"));
        assertEquals(Other.class, selected(Both.class, Other.class, "twice"));
    }

    @Test
    void methodThatIsMissing_isAnErrorAsInThePlainCall() {
        assertThrows(AbstractMethodError.class, () -> selected(Base.class, Shape.class, "area"));
        assertThrows(AbstractMethodError.class, () -> selected(Both.class, Shape.class, "area"));
    }

    @Test
    void libraryMethod_isFoundToo() {
        assertEquals(ArrayList.class,
                Selection.declaring(ArrayList.class, List.class, "get",
                        MethodType.methodType(Object.class, int.class)));
    }
}
