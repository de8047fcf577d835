package gradshell.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Writes the conversions of a value between the types of an interface's method and those of what implements it. */
final class Conversions {
    private static final List<ClassDesc> PRIMITIVES = List.of(ConstantDescs.CD_boolean, ConstantDescs.CD_byte,
            ConstantDescs.CD_char, ConstantDescs.CD_short, ConstantDescs.CD_int, ConstantDescs.CD_long,
            ConstantDescs.CD_float, ConstantDescs.CD_double);
    private static final List<ClassDesc> BOXES = List.of(ConstantDescs.CD_Boolean, ConstantDescs.CD_Byte,
            ConstantDescs.CD_Character, ConstantDescs.CD_Short, ConstantDescs.CD_Integer, ConstantDescs.CD_Long,
            ConstantDescs.CD_Float, ConstantDescs.CD_Double);

    private Conversions() {}

    /** Converts the value on the stack as a method reference does: widens, boxes, unboxes, casts. */
    static void convert(CodeBuilder code, ClassDesc from, ClassDesc to) {
        if (from.equals(to) || from.equals(ConstantDescs.CD_void)) return;
        if (to.equals(ConstantDescs.CD_void)) {
            if (TypeKind.from(from).slotSize() == 2) code.pop2();
            else
                code.pop();
        } else if (from.isPrimitive() && to.isPrimitive()) {
            code.conversion(TypeKind.from(from), TypeKind.from(to));
        } else if (from.isPrimitive()) {
            box(code, from);
        } else if (to.isPrimitive()) {
            int known = BOXES.indexOf(from);
            ClassDesc unboxed = known < 0 ? to : PRIMITIVES.get(known);
            if (known < 0) code.checkcast(boxOf(to));
            unbox(code, unboxed);
            convert(code, unboxed, to);
        } else if (!to.equals(ConstantDescs.CD_Object)) {
            code.checkcast(to);
        }
    }

    private static void box(CodeBuilder code, ClassDesc primitive) {
        ClassDesc box = boxOf(primitive);
        code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, primitive));
    }

    private static void unbox(CodeBuilder code, ClassDesc primitive) {
        code.invokevirtual(boxOf(primitive), primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
        return BOXES.get(PRIMITIVES.indexOf(primitive));
    }
}
