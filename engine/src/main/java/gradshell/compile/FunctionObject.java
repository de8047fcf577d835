package gradshell.compile;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Where the code of a function object is: all objects of one class share it. A lambda or method reference tells through
 * its {@code writeReplace}; of an ordinary class it is the method {@code apply}.
 *
 * @param type     the function object's class
 * @param host     the class that generated code becomes a nestmate of
 * @param owner    the class that declares the code
 * @param method   its name
 * @param code     its type, the receiver and captured values first
 * @param captured how many parameters are captured; the rest are the function's arguments
 * @param isStatic whether it is a static method
 * @param replace  gets the SerializedLambda of an object, or null for an ordinary class
 */
record FunctionObject(Class<?> type, Class<?> host, Class<?> owner, String method, MethodType code, int captured,
        boolean isStatic, MethodHandle replace) {
    private static final Object[] NOTHING = {};

    /** Finds the code of {@code f}, a function of {@code arity} doubles. */
    static FunctionObject of(Serializable f, int arity) {
        Class<?> type = f.getClass();
        Method replace = find(type, "writeReplace");
        if (replace == null) return ofClass(type, arity);
        try {
            replace.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(replace)
                    .asType(MethodType.methodType(Object.class, Object.class));
            return ofLambda(type, serialized(handle, f), handle, arity);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (e instanceof UnsupportedOperationException refusal) throw refusal;
            throw Refusal.unreachable(type.getName(),
                    "its code can't be reached; if its package " + type.getPackageName() + " is in the module "
                            + type.getModule().getName() + ", open it (--add-opens or 'opens' in module-info.java)",
                    e);
        }
    }

    /** The values that {@code f} captured. */
    Object[] capturedBy(Serializable f) {
        if (captured == 0) return NOTHING;
        if (replace == null) return new Object[]{f};
        SerializedLambda lambda = serialized(replace, f);
        var values = new Object[captured];
        for (int i = 0; i < captured; i++) values[i] = lambda.getCapturedArg(i);
        return values;
    }

    private static SerializedLambda serialized(MethodHandle replace, Object f) {
        try {
            return (SerializedLambda) (Object) replace.invokeExact(f);
        } catch (Throwable e) {
            String name = f.getClass().getName();
            if (name.contains(Derivation.SUFFIX)) {
                throw Refusal.unreachable("a lambda that is made inside a function being differentiated",
                        "its code can't be reached there; make it outside of that function and use the variable, "
                                + "or write gradient(...) of it in ignore(() -> ...)",
                        e);
            }
            throw Refusal.unreachable(name, "its code can't be reached", e);
        }
    }

    private static FunctionObject ofClass(Class<?> type, int arity) {
        Class<?>[] doubles = new Class<?>[arity];
        java.util.Arrays.fill(doubles, double.class);
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method m : c.getDeclaredMethods()) {
                if (m.getName().equals("apply") && java.util.Arrays.equals(m.getParameterTypes(), doubles)) {
                    var code = MethodType.methodType(double.class, c, doubles);
                    return new FunctionObject(type, c, c, "apply", code, 1, false, null);
                }
            }
        }
        throw Refusal.unreachable(type.getName(),
                "it has no method apply of " + arity + " doubles of its own; write a lambda", null);
    }

    private static FunctionObject ofLambda(Class<?> type, SerializedLambda lambda, MethodHandle replace, int arity)
            throws ReflectiveOperationException {
        ClassLoader loader = type.getClassLoader();
        Class<?> host = Class.forName(lambda.getCapturingClass().replace('/', '.'), false, loader);
        Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
        MethodType code = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
        String name = lambda.getImplMethodName();
        int captured = lambda.getCapturedArgCount();
        boolean isStatic = lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        String shown = owner.getName() + "::" + name;
        if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            throw Refusal.unreachable(shown, "it makes an object; write a lambda that returns a double", null);
        }
        if (!isStatic) {
            Method m = owner.getDeclaredMethod(name, code.parameterArray());
            code = code.insertParameterTypes(0, owner);
            if (!Modifier.isPrivate(m.getModifiers()) && !Modifier.isFinal(m.getModifiers() | owner.getModifiers())) {
                throw Refusal.unreachable(shown,
                        "an instance method that a subclass may override isn't supported as a method reference; "
                                + "write a lambda with the formula or reference a static method",
                        null);
            }
        }
        if (code.parameterCount() != captured + arity) {
            throw Refusal.unreachable(shown, "it doesn't take " + arity + " doubles", null);
        }
        return new FunctionObject(type, host, owner, name, code, captured, isStatic, replace);
    }

    private static Method find(Class<?> type, String name) {
        for (Method m : type.getDeclaredMethods()) if (m.getName().equals(name) && m.getParameterCount() == 0) return m;
        return null;
    }

    /** Whether the function takes numbers as they are, and not objects. */
    boolean ofDoubles() {
        return gradshell.DoubleFn.class.isAssignableFrom(type) || gradshell.DoubleFn2.class.isAssignableFrom(type)
                || gradshell.DoubleFn3.class.isAssignableFrom(type);
    }

    /** Whether the code itself is a function of doubles to a double, so that it can be lifted as it stands. */
    boolean isPlain() {
        return code.returnType() == double.class
                && code.parameterList().subList(captured, code.parameterCount()).stream()
                        .allMatch(t -> t == double.class);
    }
}
