package gradshell.compile;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes ordinary classes of lambdas and method references, so that they are differentiated like any other class: a field
 * for each captured value, a constructor that takes them, and the method of the interface, which converts its arguments and
 * calls the implementation.
 *
 * <p>The class has a name, since generated code of its nest has to name its fields, and hidden classes can't be named. It
 * is thus no nestmate of its host. Where it runs as it is, it calls the implementation, which is private mostly, through a
 * handle; the code that is remembered for being differentiated has the plain call instead.
 */
final class Closures {
    private static final DirectMethodHandleDesc LINK = ConstantDescs.ofCallsiteBootstrap(
            Linkage.class.describeConstable().orElseThrow(), "implementation", ConstantDescs.CD_CallSite);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private record Origin(Class<?> host, LambdaSite site) {}

    private static final ClassValue<Map<LambdaSite, Class<?>>> BY_HOST = new ClassValue<>() {
        @Override
        protected Map<LambdaSite, Class<?>> computeValue(Class<?> host) {
            return new ConcurrentHashMap<>();
        }
    };
    private static final ClassValue<AtomicReference<Origin>> ORIGINS = new ClassValue<>() {
        @Override
        protected AtomicReference<Origin> computeValue(Class<?> closure) {
            return new AtomicReference<>();
        }
    };

    private final LambdaSite site;
    private final ClassDesc self;

    private Closures(LambdaSite site, ClassDesc self) {
        this.site = site;
        this.self = self;
    }

    /** The class of the closures that code of {@code host} makes at the site. */
    static Class<?> of(Class<?> host, LambdaSite site) {
        return BY_HOST.get(host).computeIfAbsent(site, s -> define(host, s));
    }

    private static Class<?> define(Class<?> host, LambdaSite site) {
        var closures = new Closures(site, ClassDesc.of(host.getName() + "$Closure$" + COUNT.incrementAndGet()));
        try {
            Class<?> type = Access.lookupIn(host).defineClass(closures.build(true));
            ORIGINS.get(type).set(new Origin(host, site));
            ClassCode.remember(type, host, closures.build(false));
            return type;
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** The call of the constructor of closures of the site. */
    static InvokeInstruction constructor(ClassDesc closure, LambdaSite site) {
        var type = MethodTypeDesc.of(ConstantDescs.CD_void, site.captured());
        return InvokeInstruction.of(Opcode.INVOKESPECIAL,
                ConstantPoolBuilder.of().methodRefEntry(closure, ConstantDescs.INIT_NAME, type));
    }

    /** Whether a class was made of a lambda or method reference. */
    static boolean has(Class<?> type) {
        return ORIGINS.get(type).get() != null;
    }

    /** Makes closures of a class of captured values. */
    static MethodHandle constructor(Class<?> closure) {
        Origin origin = ORIGINS.get(closure).get();
        try {
            var type = MethodTypeDesc.of(ConstantDescs.CD_void, origin.site.captured());
            Lookup lookup = Access.lookupIn(origin.host);
            return lookup.findConstructor(closure, type.resolveConstantDesc(lookup));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** What the closures of a class call. */
    static MethodHandle implementation(Class<?> closure) throws ReflectiveOperationException {
        Origin origin = ORIGINS.get(closure).get();
        return origin.site.implementation().resolveConstantDesc(Access.lookupIn(origin.host));
    }

    /** The class file that runs, or the one to differentiate. */
    private byte[] build(boolean runs) {
        return ClassFile.of().build(self, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            builder.withInterfaceSymbols(site.interfaces());
            writeFields(builder);
            for (MethodTypeDesc type : site.types()) {
                builder.withMethodBody(site.method(), type, ClassFile.ACC_PUBLIC,
                        code -> writeMethod(code, type, runs));
            }
        });
    }

    private void writeFields(ClassBuilder builder) {
        for (int i = 0; i < site.captured().size(); i++) builder.withField("c" + i, site.captured().get(i), 0);
        var constructor = MethodTypeDesc.of(ConstantDescs.CD_void, site.captured());
        builder.withMethodBody(ConstantDescs.INIT_NAME, constructor, 0, code -> {
            code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
            for (int i = 0; i < site.captured().size(); i++) {
                ClassDesc type = site.captured().get(i);
                code.aload(0).loadLocal(TypeKind.from(type), code.parameterSlot(i)).putfield(self, "c" + i, type);
            }
            code.return_();
        });
    }

    private void writeMethod(CodeBuilder code, MethodTypeDesc type, boolean runs) {
        DirectMethodHandleDesc implementation = site.implementation();
        MethodTypeDesc called = implementation.invocationType();
        boolean makes = implementation.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
        if (makes && !runs) code.new_(implementation.owner()).dup();
        int captured = site.captured().size();
        for (int i = 0; i < captured; i++) {
            ClassDesc field = site.captured().get(i);
            code.aload(0).getfield(self, "c" + i, field);
            Conversions.convert(code, field, called.parameterType(i));
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            ClassDesc given = type.parameterType(i);
            ClassDesc instantiated = site.instantiated().parameterType(i);
            code.loadLocal(TypeKind.from(given), code.parameterSlot(i));
            Conversions.convert(code, given, instantiated);
            Conversions.convert(code, instantiated, called.parameterType(captured + i));
        }
        if (runs) code.invokedynamic(DynamicCallSiteDesc.of(LINK, "implementation", called));
        else
            writeCall(code, implementation);
        Conversions.convert(code, called.returnType(), site.instantiated().returnType());
        Conversions.convert(code, site.instantiated().returnType(), type.returnType());
        code.return_(TypeKind.from(type.returnType()));
    }

    private static void writeCall(CodeBuilder code, DirectMethodHandleDesc m) {
        var type = MethodTypeDesc.ofDescriptor(m.lookupDescriptor());
        switch (m.kind()) {
            case STATIC, INTERFACE_STATIC -> code.invokestatic(m.owner(), m.methodName(), type, m.isOwnerInterface());
            case CONSTRUCTOR -> code.invokespecial(m.owner(), ConstantDescs.INIT_NAME, type);
            case INTERFACE_VIRTUAL, INTERFACE_SPECIAL -> code.invokeinterface(m.owner(), m.methodName(), type);
            case VIRTUAL, SPECIAL -> code.invokevirtual(m.owner(), m.methodName(), type);
            default -> throw new IllegalArgumentException(m.toString());
        }
    }
}
