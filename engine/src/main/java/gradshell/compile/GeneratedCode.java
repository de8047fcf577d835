package gradshell.compile;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import gradshell.Fn;
import gradshell.Fn2;
import gradshell.Fn3;
import gradshell.compile.listing.Linked;
import gradshell.compile.listing.Listing;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sweeps that are generated for a function and for the methods it calls, as Java source. */
final class GeneratedCode implements Linked {
    private static final String LEGEND = """
            // xBar is the cotangent of x: by how much the result changes with x.
            // It starts at 0 and gathers what each use of x adds, from the last to the first.
            // The tape keeps what the way back needs of the way there.
            """;

    /** A call of a method whose sweeps are generated. */
    private record Callee(Class<?> owner, String method, MethodType type, String directions, String chosen,
            String apart,
            Derivation.Wanted wanted) {}

    private final Derivation derivation;
    private final Map<Callee, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Deque<Callee> todo = new ArrayDeque<>();
    // of the class being listed
    private Class<?> host;
    private String method;
    private String shown;

    private GeneratedCode(Derivation derivation) {
        this.derivation = derivation;
        host = derivation.function().host();
        method = derivation.function().method();
        shown = fresh(method.startsWith("lambda$") ? "f" : method);
    }

    /** The text for a function. */
    static String of(Serializable f) {
        var function = FunctionObject.of(f, arity(f));
        var code = new GeneratedCode(new Derivation(function, false, true));
        return LEGEND + code.methods(new EntryWriter(code.derivation, function).classFile(isOfDoubles(f)))
                + code.callees();
    }

    private static int arity(Serializable f) {
        return switch (f) {
            case DoubleFn _,Fn<?, ?> _ -> 1;
            case DoubleFn2 _,Fn2<?, ?, ?> _ -> 2;
            case DoubleFn3 _,Fn3<?, ?, ?, ?> _ -> 3;
            default -> throw new IllegalArgumentException("showAdjoint: " + f.getClass().getName()
                    + " is no function of plain numbers; pass a DoubleFn, DoubleFn2, DoubleFn3, Fn, Fn2 or Fn3");
        };
    }

    private static boolean isOfDoubles(Serializable f) {
        return f instanceof DoubleFn || f instanceof DoubleFn2 || f instanceof DoubleFn3;
    }

    private String callees() {
        var text = new StringBuilder();
        while (!todo.isEmpty()) {
            Callee c = todo.remove();
            host = c.owner;
            method = c.method;
            shown = names.get(c);
            text.append(methods(derivation.classFile(c.owner, c.method, c.type, c.directions, c.chosen, c.apart,
                    c.wanted)));
        }
        return text.toString();
    }

    private String methods(byte[] classFile) {
        var text = new StringBuilder();
        ClassModel model = ClassFile.of().parse(classFile);
        for (MethodModel m : model.methods()) {
            if (m.flags().has(AccessFlag.STATIC)) text.append('\n').append(method(m));
        }
        return text.toString();
    }

    private String method(MethodModel m) {
        try {
            return Listing.of(m, this);
        } catch (UnsupportedOperationException e) {
            return "// " + method(m.methodName().stringValue()) + " can't be shown as Java: it has " + e.getMessage()
                    + "\n";
        }
    }

    private String fresh(String name) {
        String readable = name.replaceFirst("^lambda\\$(.*)\\$\\w*$", "$1").replaceAll("\\W|\\$", "_");
        String free = readable;
        for (int n = 2; !taken.add(free); n++) free = readable + "_" + n;
        return free;
    }

    @Override
    public String method(String name) {
        // the rest of the name tells the reverse sweep and outlined parts
        return name.startsWith(method) ? shown + name.substring(method.length()).replace('$', '_') : name;
    }

    @Override
    public String site(InvokeDynamicInstruction site) {
        if (!site.bootstrapMethod().owner().equals(Linkage.class.describeConstable().orElseThrow())) return null;
        List<ConstantDesc> args = site.bootstrapArgs();
        String what = site.name().stringValue();
        if (!(args.size() == 6 && args.get(0) instanceof ClassDesc owner && args.get(1) instanceof String called
                && args.get(2) instanceof MethodTypeDesc type))
            return args.size() > 1 && args.get(1) instanceof String selected
                    ? selected + "_dispatched" + (Linkage.isReverse(what) ? "_reverse" : "")
                    : what;
        try {
            Lookup lookup = Access.lookupIn(host);
            var callee = new Callee(owner.resolveConstantDesc(lookup), called, type.resolveConstantDesc(lookup),
                    (String) args.get(3), (String) args.get(4),
                    (String) args.get(5), Linkage.wanted(what));
            String known = names.get(callee);
            if (known == null) {
                known = fresh(called);
                names.put(callee, known);
                todo.add(callee);
            }
            return Linkage.isReverse(what) ? PairWriter.reverseName(known).replace('$', '_') : known;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
