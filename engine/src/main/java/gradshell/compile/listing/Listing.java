package gradshell.compile.listing;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** A generated method as Java source. */
public final class Listing {
    private Listing() {}

    /**
     * The text of a method.
     *
     * @throws UnsupportedOperationException when there is something in it that this can't show
     */
    public static String of(MethodModel method, Linked linked) {
        CodeModel code = method.code().orElseThrow();
        ClassDesc self = method.parent().map(ClassModel::thisClass).orElseThrow().asSymbol();
        var variables = new Variables(self, ((CodeAttribute) code).maxLocals());
        List<CodeElement> elements = Cleaning.clean(code);
        for (CodeElement e : elements)
            if (e instanceof LocalVariable v) variables.declare(v.slot(), v.name().stringValue(), v.typeSymbol());
        String header = header(method, linked.method(method.methodName().stringValue()), variables);
        var parameters = new HashSet<Integer>();
        for (int i = 0; i < method.methodTypeSymbol().parameterCount(); i++)
            parameters.add(slot(method, i));
        var chart = new Flowchart(elements);
        var invocations = new Invocations(variables, linked);
        var read = new ArrayList<BlockReader.Read>();
        for (var block : chart.blocks)
            read.add(BlockReader.read(block, variables, invocations, method.methodTypeSymbol().returnType()));
        List<Statement> body = Tidy.tidy(Structurer.structure(chart, read));
        return SourceWriter.write(body, variables, parameters, header);
    }

    private static int slot(MethodModel method, int parameter) {
        int slot = method.flags().has(AccessFlag.STATIC) ? 0 : 1;
        for (int i = 0; i < parameter; i++)
            slot += TypeKind.from(method.methodTypeSymbol().parameterType(i)).slotSize();
        return slot;
    }

    private static String header(MethodModel method, String name, Variables variables) {
        var parameters = new ArrayList<String>();
        for (int i = 0; i < method.methodTypeSymbol().parameterCount(); i++) {
            int slot = slot(method, i);
            ClassDesc type = method.methodTypeSymbol().parameterType(i);
            variables.declare(slot, variables.name(slot), type);
            parameters.add(variables.show(type) + " " + variables.name(slot));
        }
        return "static " + variables.show(method.methodTypeSymbol().returnType()) + " " + name + "("
                + String.join(", ", parameters) + ")";
    }
}
