package gradshell.compile;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The floating instance fields of a class, each with the index of its cell; those of superclasses first. */
record Layout(List<Field> fields) {
    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            var fields = new ArrayList<Field>();
            if (type.getSuperclass() != null) fields.addAll(of(type.getSuperclass()).fields);
            for (Field f : type.getDeclaredFields()) {
                boolean floating = f.getType() == double.class || f.getType() == float.class;
                if (floating && !Modifier.isStatic(f.getModifiers())) fields.add(f);
            }
            return new Layout(List.copyOf(fields));
        }
    };

    static Layout of(Class<?> type) {
        return LAYOUTS.get(type);
    }

    /** The number of cells. */
    int count() {
        return fields.size();
    }

    /** The index of the field {@code name} that {@code owner} or the nearest of its superclasses declares, or -1. */
    static int index(Class<?> owner, String name) {
        List<Field> fields = of(owner).fields;
        for (int i = fields.size() - 1; i >= 0; i--) if (fields.get(i).getName().equals(name)) return i;
        return -1;
    }
}
