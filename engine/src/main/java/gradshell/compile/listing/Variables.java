package gradshell.compile.listing;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.Map;

/** The names and types of a method's locals, and how types are written. */
final class Variables {
    private final ClassDesc self;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, ClassDesc> types = new HashMap<>();
    private int next;
    private int temporaries;

    /** {@code free} is a slot from which on all are free. */
    Variables(ClassDesc self, int free) {
        this.self = self;
        next = free;
    }

    void declare(int slot, String name, ClassDesc type) {
        names.put(slot, name);
        types.put(slot, type);
    }

    Term read(int slot) {
        return Term.local(slot, name(slot), types.getOrDefault(slot, ConstantDescs.CD_Object));
    }

    /** The local as the target of an assignment of a value of {@code type}. */
    Term write(int slot, ClassDesc type) {
        types.putIfAbsent(slot, type);
        return read(slot);
    }

    String name(int slot) {
        return names.computeIfAbsent(slot, s -> "v" + s);
    }

    String type(int slot) {
        return show(types.getOrDefault(slot, ConstantDescs.CD_Object));
    }

    /** A new local. */
    int temporary() {
        next += 2;
        names.put(next, "old" + (temporaries++ == 0 ? "" : temporaries));
        return next;
    }

    /** The type's name without its package and without the classes that JShell puts around what users write. */
    String show(ClassDesc type) {
        return type.displayName().replaceFirst("^\\$JShell\\$\\w+[$.]", "").replace('$', '.');
    }

    boolean isSelf(ClassDesc owner) {
        return owner.equals(self);
    }

    /** What stands before the name of a static member. */
    String qualifier(ClassDesc owner) {
        String name = owner.displayName();
        return isSelf(owner) || name.matches("\\$JShell\\$\\w+") ? "" : show(owner) + ".";
    }
}
