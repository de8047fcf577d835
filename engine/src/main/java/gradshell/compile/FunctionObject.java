package gradshell.compile;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;

/**
 * Where the code of a function object is: all objects of one class share it. Of a lambda it is the lambda's body, if that
 * takes the function's arguments as they are. Any other lambda or method reference is replaced by a {@linkplain Closures
 * closure}; and of an object of an ordinary class it is the method {@code apply}.
 *
 * @param type     the function object's class
 * @param host     the class that generated code becomes a nestmate of
 * @param owner    the class that declares the code
 * @param method   its name
 * @param code     its type, the receiver and captured values first
 * @param isStatic whether it is a static method
 * @param captures get the captured values of an object, from Object to Object; the other parameters are the arguments
 */
record FunctionObject(Class<?> type, Class<?> host, Class<?> owner, String method, MethodType code, boolean isStatic,
        List<MethodHandle> captures) {
    private static final String APPLY = "apply";
    private static final Object[] NOTHING = {};
    private static final MethodHandle ITSELF = MethodHandles.identity(Object.class);

    /** Finds the code of {@code f}, a function of {@code arity} doubles or objects. */
    static FunctionObject of(Object f, int arity) {
        Class<?> one = ofDoubles(f) ? double.class : Object.class;
        return of(f, MethodType.methodType(one, Collections.nCopies(arity, one)));
    }

    private static boolean ofDoubles(Object f) {
        return f instanceof DoubleFn || f instanceof DoubleFn2 || f instanceof DoubleFn3;
    }

    /**
     * Finds the code of {@code f}.
     *
     * @param apply the type of the interface's method {@code apply}
     */
    static FunctionObject of(Object f, MethodType apply) {
        if (!Lambda.is(f.getClass())) return ofClass(f.getClass(), f.getClass(), apply, ITSELF);
        Lambda lambda = Lambda.of(f, ClassCode::of);
        FunctionObject direct = ofBody(lambda, apply);
        return direct != null ? direct : ofClass(f.getClass(), lambda.closureClass(), apply, lambda.toClosure());
    }

    int captured() {
        return captures.size();
    }

    /** The values that {@code f} captured. */
    Object[] capturedBy(Object f) {
        if (captures.isEmpty()) return NOTHING;
        var values = new Object[captures.size()];
        try {
            for (int i = 0; i < values.length; i++) values[i] = captures.get(i).invokeExact(f);
        } catch (Throwable e) {
            throw new LinkageError("the captured values of " + f.getClass() + " can't be read", e);
        }
        return values;
    }

    private static FunctionObject ofClass(Class<?> type, Class<?> code, MethodType apply, MethodHandle toObject) {
        for (Method m : code.getMethods()) {
            if (!m.getName().equals(APPLY) || Modifier.isAbstract(m.getModifiers())
                    || !MethodType.methodType(m.getReturnType(), m.getParameterTypes()).equals(apply))
                continue;
            Class<?> owner = m.getDeclaringClass();
            return new FunctionObject(type, ClassCode.of(owner).host(), owner, APPLY,
                    apply.insertParameterTypes(0, owner), false, List.of(toObject));
        }
        throw Refusal.unreachable(type.getName(), "it has no method " + APPLY + apply + "; write a lambda", null);
    }

    /** The body of the lambda, unless a value would have to be converted or the method be found by its receiver. */
    private static FunctionObject ofBody(Lambda lambda, MethodType apply) {
        var body = lambda.site().implementation();
        int captured = lambda.fields().size();
        MethodTypeDesc type = body.invocationType();
        boolean isStatic = body.kind() == Kind.STATIC || body.kind() == Kind.INTERFACE_STATIC;
        boolean fits = fits(apply.returnType(), type.returnType());
        for (int i = 0; i < apply.parameterCount(); i++) {
            fits &= fits(apply.parameterType(i), type.parameterType(captured + i));
        }
        if (!fits || !body.owner().equals(lambda.host().describeConstable().orElseThrow())) return null;
        ClassLoader loader = lambda.type().getClassLoader();
        var code = MethodType.fromMethodDescriptorString(type.descriptorString(), loader);
        return isStatic || isPrivate(lambda.host(), body.methodName(), code.dropParameterTypes(0, 1))
                ? new FunctionObject(lambda.type(), lambda.host(), lambda.host(), body.methodName(), code, isStatic,
                        lambda.fields().stream()
                                .map(f -> f.asType(MethodType.methodType(Object.class, Object.class))).toList())
                : null;
    }

    /** Whether a value of the interface's type is one of the body's type, possibly after a cast. */
    private static boolean fits(Class<?> ofInterface, ClassDesc ofBody) {
        boolean objects = !ofInterface.isPrimitive() && !ofBody.isPrimitive();
        return objects || ofInterface.describeConstable().orElseThrow().equals(ofBody);
    }

    private static boolean isPrivate(Class<?> owner, String name, MethodType type) {
        try {
            return Modifier.isPrivate(owner.getDeclaredMethod(name, type.parameterArray()).getModifiers());
        } catch (NoSuchMethodException _) {
            return false;
        }
    }
}
