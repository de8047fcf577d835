package gradshell.compile;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Gets a lookup that may define nestmates of a class. A lookup that comes from another module, and each class loader has an
 * unnamed module of its own, may only define ordinary classes; so one such class is put into the package of the host and
 * asked for its lookup.
 */
final class Access {
    private static final String GATE = "Gradshell$Gate";

    private Access() {}

    static Lookup lookupIn(Class<?> host) {
        try {
            Lookup lookup = MethodHandles.privateLookupIn(host, MethodHandles.lookup());
            if (lookup.hasFullPrivilegeAccess()) return lookup;
            synchronized (Access.class) {
                return MethodHandles.privateLookupIn(host, lookupOf(gate(host, lookup), lookup));
            }
        } catch (IllegalAccessException e) {
            throw Refusal.unreachable(host.getName(),
                    "its package is closed; open " + host.getPackageName() + " of module "
                            + host.getModule().getName() + " (--add-opens or 'opens' in module-info.java)",
                    e);
        }
    }

    private static Class<?> gate(Class<?> host, Lookup lookup) throws IllegalAccessException {
        String name = host.getPackageName().isEmpty() ? GATE : host.getPackageName() + "." + GATE;
        try {
            return Class.forName(name, true, host.getClassLoader());
        } catch (ClassNotFoundException _) {
            var lookupClass = Lookup.class.describeConstable().orElseThrow();
            var type = MethodTypeDesc.of(lookupClass);
            return lookup.defineClass(ClassFile.of().build(ClassDesc.of(name), builder -> builder
                    .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                    .withMethodBody("lookup", type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> code
                            .invokestatic(MethodHandles.class.describeConstable().orElseThrow(), "lookup", type)
                            .areturn())));
        }
    }

    private static Lookup lookupOf(Class<?> gate, Lookup lookup) throws IllegalAccessException {
        try {
            return (Lookup) MethodHandles.privateLookupIn(gate, MethodHandles.lookup())
                    .findStatic(gate, "lookup", MethodType.methodType(Lookup.class)).invokeExact();
        } catch (IllegalAccessException e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("no access to " + lookup.lookupClass(), e);
        }
    }
}
