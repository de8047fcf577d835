package gradshell.kernel.shell;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.LineNumber;

/**
 * Gives the class file of a cell the cell's name as its source file and the cell's own line numbers, so that whoever reads
 * the code can name the user's lines.
 */
final class Relining {
    private final ClassFile classFile;
    private final SourceMap sources;

    Relining(ClassFile classFile, SourceMap sources) {
        this.classFile = classFile;
        this.sources = sources;
    }

    byte[] reline(byte[] original, String className, Cell cell) {
        ClassModel model = classFile.parse(original);
        return classFile.transformClass(model, (builder, element) -> {
            switch (element) {
                case SourceFileAttribute _ -> builder.with(SourceFileAttribute.of(cell.toString()));
                case MethodModel method -> builder.transformMethod(method, MethodTransform.transformingCode(
                        (code, e) -> reline(code, e, className, method.methodName().stringValue())));
                default -> builder.with(element);
            }
        });
    }

    private void reline(CodeBuilder code, CodeElement element, String className, String method) {
        if (element instanceof LineNumber n) {
            sources.place(new StackTraceElement(className, method, null, n.line()))
                    .ifPresent(place -> code.with(LineNumber.of(place.line())));
        } else
            code.with(element);
    }
}
