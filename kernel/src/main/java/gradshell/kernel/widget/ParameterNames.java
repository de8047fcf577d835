package gradshell.kernel.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The names that a user gave to the parameters of a lambda, as its class file has them. */
final class ParameterNames {
    private ParameterNames() {}

    /** As many as there are parameters; letters if the names are not to be found. */
    static List<String> of(Serializable lambda, int count) {
        try {
            var writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            if (writeReplace.invoke(lambda) instanceof SerializedLambda found) {
                List<String> names = of(found, lambda.getClass().getClassLoader());
                if (names.size() >= count) return names.subList(names.size() - count, names.size());
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            System.getLogger(ParameterNames.class.getName()).log(System.Logger.Level.DEBUG, "no names", e);
        }
        return IntStream.range(0, count).mapToObj(i -> String.valueOf((char) ('a' + i))).toList();
    }

    /** Of all parameters of the method that a lambda became: what it captures comes first. */
    private static List<String> of(SerializedLambda lambda, ClassLoader loader) throws IOException {
        try (InputStream in = loader.getResourceAsStream(lambda.getImplClass() + ".class")) {
            if (in == null) return List.of();
            return ClassFile.of().parse(in.readAllBytes()).methods().stream()
                    .filter(m -> m.methodName().equalsString(lambda.getImplMethodName())
                            && m.methodType().equalsString(lambda.getImplMethodSignature()))
                    .findFirst()
                    .map(m -> names(m, lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic ? 0 : 1))
                    .orElse(List.of());
        }
    }

    private static List<String> names(MethodModel method, int firstSlot) {
        var names = new ArrayList<String>();
        var variables = method.code().orElseThrow().elementStream()
                .filter(LocalVariable.class::isInstance)
                .map(LocalVariable.class::cast)
                .toList();
        int slot = firstSlot;
        for (var type : method.methodTypeSymbol().parameterList()) {
            int at = slot;
            variables.stream().filter(v -> v.slot() == at).findFirst()
                    .ifPresent(v -> names.add(v.name().stringValue()));
            slot += type.descriptorString().equals("J") || type.descriptorString().equals("D") ? 2 : 1;
        }
        return names;
    }
}
