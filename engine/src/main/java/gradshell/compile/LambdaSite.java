package gradshell.compile;

import java.io.Serializable;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a lambda or method reference is made of.
 *
 * @param interfaces     what it implements: the functional interface, and markers
 * @param method         the name of the interface's method
 * @param types          its types: as declared, and those of its bridges
 * @param instantiated   its type with the type arguments put in
 * @param implementation the method that is called with the captured values and the arguments
 * @param captured       the types of the captured values
 */
record LambdaSite(List<ClassDesc> interfaces, String method, List<MethodTypeDesc> types, MethodTypeDesc instantiated,
        DirectMethodHandleDesc implementation, List<ClassDesc> captured) {
    private static final ClassDesc SERIALIZABLE = desc(Serializable.class);

    /** What the instruction makes, unless it makes something else. */
    static Optional<LambdaSite> of(InvokeDynamicInstruction i) {
        if (!i.bootstrapMethod().owner().descriptorString().equals(LambdaMetafactory.class.descriptorString())) {
            return Optional.empty();
        }
        List<ConstantDesc> args = i.bootstrapArgs();
        var interfaces = new ArrayList<>(List.of(i.typeSymbol().returnType()));
        var types = new ArrayList<>(List.of((MethodTypeDesc) args.get(0)));
        if (args.size() > 3) addAlternatives(args, interfaces, types);
        return Optional.of(new LambdaSite(List.copyOf(interfaces), i.name().stringValue(), List.copyOf(types),
                (MethodTypeDesc) args.get(2), (DirectMethodHandleDesc) args.get(1), i.typeSymbol().parameterList()));
    }

    /** Reads the arguments of {@link LambdaMetafactory#altMetafactory} from the flags on. */
    private static void addAlternatives(List<ConstantDesc> args, List<ClassDesc> interfaces,
            List<MethodTypeDesc> types) {
        int flags = (Integer) args.get(3);
        int at = 4;
        if ((flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0) interfaces.add(SERIALIZABLE);
        if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
            for (int n = (Integer) args.get(at++); n > 0; n--) interfaces.add((ClassDesc) args.get(at++));
        }
        if ((flags & LambdaMetafactory.FLAG_BRIDGES) != 0) {
            for (int n = (Integer) args.get(at++); n > 0; n--) types.add((MethodTypeDesc) args.get(at++));
        }
    }

    /** What an object of the class {@code type}, which the JVM generated, tells of itself. */
    static LambdaSite of(SerializedLambda lambda, Class<?> type) {
        ClassDesc owner = ClassDesc.ofInternalName(lambda.getImplClass());
        boolean isInterface = isInterface(owner, type.getClassLoader());
        var implementation = MethodHandleDesc.of(
                DirectMethodHandleDesc.Kind.valueOf(lambda.getImplMethodKind(), isInterface), owner,
                lambda.getImplMethodName(), lambda.getImplMethodSignature());
        var captured = implementation.invocationType().parameterList().subList(0, lambda.getCapturedArgCount());
        return new LambdaSite(interfaces(type), lambda.getFunctionalInterfaceMethodName(), types(type),
                MethodTypeDesc.ofDescriptor(lambda.getInstantiatedMethodType()), implementation, captured);
    }

    private static boolean isInterface(ClassDesc owner, ClassLoader loader) {
        String name = owner.descriptorString();
        try {
            return Class.forName(name.substring(1, name.length() - 1).replace('/', '.'), false, loader).isInterface();
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** What a class that the JVM generated for a lambda implements. */
    static List<ClassDesc> interfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).map(LambdaSite::desc).toList();
    }

    /** The types of the one method of such a class and its bridges. */
    static List<MethodTypeDesc> types(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(m -> !m.getName().equals("writeReplace"))
                .map(LambdaSite::type).toList();
    }

    private static MethodTypeDesc type(Method m) {
        return MethodTypeDesc.of(desc(m.getReturnType()),
                Arrays.stream(m.getParameterTypes()).map(LambdaSite::desc).toList());
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
