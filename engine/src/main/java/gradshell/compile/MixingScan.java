package gradshell.compile;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A look at all code that a function of tensors leads to, as far as that is known before it runs: whether numbers are read
 * from tensors there at all, and whether anything could be made of them that has a derivative. Most functions don't, and
 * need no further analysis.
 */
final class MixingScan {
    private record Method(Class<?> owner, String name, String descriptor) {}

    private final Class<?> type;
    private final Map<Class<?>, ClassCode> codes = new HashMap<>();
    private final Set<Method> seen = new HashSet<>();
    private final Deque<Method> todo = new ArrayDeque<>();
    private boolean reads;
    private boolean makes;

    MixingScan(FunctionObject function) {
        type = function.type();
        String descriptor = (function.isStatic() ? function.code() : function.code().dropParameterTypes(0, 1))
                .descriptorString();
        todo.add(new Method(function.owner(), function.method(), descriptor));
        char result = descriptor.charAt(descriptor.indexOf(')') + 1);
        makes = result == 'D' || result == 'F';
        while (!todo.isEmpty()) look(todo.pop());
    }

    /** Whether it is worth while to analyse the function. */
    boolean mayMix() {
        return reads && makes;
    }

    /** Whether all code that was read is still what the loaders serve. */
    boolean isCurrent() {
        for (ClassCode code : codes.values()) if (!code.isCurrent()) return false;
        return true;
    }

    private void look(Method m) {
        for (Class<?> c = m.owner; c != null && isUsers(c); c = c.getSuperclass()) {
            ClassCode code = code(c);
            if (code == null) return;
            var found = code.method(m.name, m.descriptor);
            if (found.isPresent()) {
                if (seen.add(new Method(c, m.name, m.descriptor))) look(c, found.get());
                return;
            }
        }
    }

    private static boolean isUsers(Class<?> c) {
        return c.getClassLoader() != null && !Sinks.isGradshell(c.getName().replace('.', '/'));
    }

    private ClassCode code(Class<?> c) {
        if (!codes.containsKey(c)) {
            try {
                codes.put(c, ClassCode.of(c));
            } catch (UnsupportedOperationException _) {
                // generated code that nobody can read isn't looked into
                return null;
            }
        }
        return codes.get(c);
    }

    private void look(Class<?> owner, MethodModel method) {
        if (method.code().isEmpty()) return;
        for (CodeElement e : method.code().get()) {
            switch (e) {
                case InvokeInstruction i -> {
                    reads |= Crossings.reads(i);
                    makes |= Crossings.makes(i) || Sinks.isBoxing(i);
                    follow(owner, i.owner().asInternalName(), i.name().stringValue(), i.type().stringValue());
                }
                case InvokeDynamicInstruction d -> {
                    for (ConstantDesc arg : d.bootstrapArgs()) {
                        if (arg instanceof DirectMethodHandleDesc h) {
                            String of = h.owner().descriptorString();
                            follow(owner, of.substring(1, of.length() - 1), h.methodName(), h.lookupDescriptor());
                        }
                    }
                }
                default -> {
                }
            }
        }
    }

    private void follow(Class<?> from, String owner, String name, String descriptor) {
        if (owner.startsWith("[") || owner.startsWith("java/") || Sinks.isGradshell(owner)) return;
        try {
            Class<?> named = Class.forName(owner.replace('/', '.'), false, from.getClassLoader());
            todo.push(new Method(named, name, descriptor));
            // the function may call what its class overrides
            if (named != type && named.isAssignableFrom(type)) todo.push(new Method(type, name, descriptor));
        } catch (ClassNotFoundException | LinkageError _) {
            // what is missing is an error only where it is reached
            return;
        }
    }
}
