package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

class ClassCodeTest {
    private static final byte[] BYTES = ClassFile.of().build(ClassDesc.of("gradshell.compile.Generated"),
            builder -> builder
                    .withMethodBody("one", MethodTypeDesc.of(ConstantDescs.CD_double), ClassFile.ACC_STATIC,
                            code -> code.dconst_1().dreturn()));

    private static Class<?> hidden() throws IllegalAccessException {
        return MethodHandles.lookup().defineHiddenClass(BYTES, false).lookupClass();
    }

    @Test
    void hiddenClass_isReadableOnceItsCodeIsRemembered() throws IllegalAccessException {
        Class<?> type = hidden();
        assertThrows(UnsupportedOperationException.class, () -> ClassCode.of(type));
        ClassCode.remember(type, ClassCodeTest.class, BYTES);
        ClassCode code = ClassCode.of(type);
        assertEquals("one", code.method("one", "()D").orElseThrow().methodName().stringValue());
        assertSame(ClassCodeTest.class, code.host());
        assertTrue(code.isCurrent());
    }

    @Test
    void ordinaryClass_isItsOwnHost() {
        assertSame(ClassCodeTest.class, ClassCode.of(ClassCodeTest.class).host());
    }
}
