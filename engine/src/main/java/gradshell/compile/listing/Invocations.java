package gradshell.compile.listing;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls as they are written in source. */
final class Invocations {
    /** The functions that only compute. */
    private static final Set<ClassDesc> PURE = Set.of(ClassDesc.of("java.lang.Math"),
            ClassDesc.of("java.lang.StrictMath"),
            ClassDesc.of("gradshell.compile.rule.Partials"));

    private final Variables variables;
    private final Linked linked;

    Invocations(Variables variables, Linked linked) {
        this.variables = variables;
        this.linked = linked;
    }

    Term ofStatic(InvokeInstruction i, List<Term> args) {
        ClassDesc owner = i.owner().asSymbol();
        String name = i.name().stringValue();
        return call(variables.isSelf(owner) ? linked.method(name) : variables.qualifier(owner) + name, args,
                i.typeSymbol(),
                PURE.contains(owner) && args.stream().allMatch(Term::pure));
    }

    Term ofInstance(InvokeInstruction i, Term object, List<Term> args) {
        Term call = call(object.at(Term.ATOM) + "." + i.name().stringValue(), args, i.typeSymbol(), false);
        return new Term(call.text(), Term.ATOM, call.type(), Term.union(object.locals(), call.locals()), false, null,
                null, null);
    }

    Term constructor(ClassDesc type, List<Term> args, MethodTypeDesc constructor) {
        return call("new " + variables.show(type), args, constructor, false).typed(type);
    }

    Term dynamic(InvokeDynamicInstruction d, List<Term> args) {
        String name = linked.site(d);
        if (name != null) return call(name, args, d.typeSymbol(), false);
        DirectMethodHandleDesc bootstrap = d.bootstrapMethod();
        String owner = bootstrap.owner().displayName();
        if (owner.equals("StringConcatFactory")) return concatenation((String) d.bootstrapArgs().getFirst(), args);
        if (owner.equals("LambdaMetafactory") && d.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc code) {
            String text = variables.qualifier(code.owner()).replaceFirst("\\.$", "") + "::" + code.methodName();
            return args.isEmpty()
                    ? Term.atom(text, d.typeSymbol().returnType())
                    : call("(" + text + ").with", args, d.typeSymbol(), false);
        }
        return call(owner + "." + d.name().stringValue(), args, d.typeSymbol(), false);
    }

    private static Term concatenation(String recipe, List<Term> args) {
        var parts = new ArrayList<String>();
        Set<Integer> locals = Set.of();
        var constant = new StringBuilder();
        int next = 0;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c != '\1') {
                constant.append(c);
                continue;
            }
            if (!constant.isEmpty() || next == 0) parts.add(Constants.quoted(constant.toString()));
            constant.setLength(0);
            Term arg = args.get(next++);
            parts.add(arg.at(Term.PLUS + 1));
            locals = Term.union(locals, arg.locals());
        }
        if (!constant.isEmpty()) parts.add(Constants.quoted(constant.toString()));
        return new Term(String.join(" + ", parts), Term.PLUS, ConstantDescs.CD_String, locals, false, null, null, null);
    }

    private static Term call(String name, List<Term> args, MethodTypeDesc type, boolean pure) {
        var texts = new ArrayList<String>();
        Set<Integer> locals = Set.of();
        for (int i = 0; i < args.size(); i++) {
            Term arg = Conditions.as(args.get(i), type.parameterType(i));
            texts.add(arg.text());
            locals = Term.union(locals, arg.locals());
        }
        return new Term(name + "(" + String.join(", ", texts) + ")", Term.ATOM, type.returnType(), locals, pure, null,
                null, null);
    }
}
