package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes the class through which a differentiated function is called: a {@link Derivative}. */
final class EntryWriter {
    private static final ClassDesc CAPTURED = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();

    /** The JIT compiles no longer method (-XX:HugeMethodLimit). */
    static final int COMPILED = 8000;

    /** What the sweeps are made of. */
    enum Order {
        /** The function. */
        VALUE,
        /** The function with tangents, and nothing recorded: numbers that are tangents follow the arguments and the result. */
        PUSHED,
        /** The function with tangents, of numbers that it returns the tangent alone: its gradient is a Hessian's product. */
        SLOPE
    }

    private final Derivation derivation;
    private final FunctionObject function;
    private final Graph graph;
    private final Activity activity;
    private final Map<Value, Value> shadows;
    private final List<Value> params;
    private final List<Value> wanted;

    /** For the sweeps of the function itself. */
    EntryWriter(Derivation derivation, FunctionObject function) {
        this(derivation, function, Order.VALUE);
    }

    EntryWriter(Derivation derivation, FunctionObject function, Order order) {
        this.derivation = derivation;
        this.function = function;
        graph = derivation.lift(function.owner(), function.method(), liftedType());
        var chosen = new BitSet();
        var direction = new StringBuilder();
        for (Value v : graph.entry().params()) {
            boolean isChosen = direction.length() >= function.captured() && v.kind() != TypeKind.INT
                    && v.kind() != TypeKind.LONG;
            chosen.set(direction.length(), isChosen);
            direction.append(isChosen ? '1' : '0');
        }
        Activity first = derivation.surroundings().analyseEntry(graph, chosen, true);
        List<Value> given = graph.entry().params();
        if (order == Order.VALUE) {
            activity = first;
        } else {
            ForwardMode.extend(graph, first, new Direction(direction.toString(), 0));
            if (order == Order.SLOPE) returnTangent();
            activity = order == Order.PUSHED
                    ? Activity.none(graph, derivation.surroundings())
                    : derivation.surroundings().analyseEntry(graph, chosen, true);
        }
        params = graph.entry().params();
        wanted = order == Order.PUSHED
                ? List.of()
                : given.subList(function.captured(), given.size()).stream().filter(Value::isFloating).toList();
        Constructors.expand(graph, activity);
        if (order != Order.PUSHED) Hoisting.hoist(graph, activity);
        shadows = Shadowing.insert(graph, activity);
        Outliner.outline(graph, activity, shadows);
    }

    private void returnTangent() {
        for (Block b : graph.blocks()) {
            if (b.end() instanceof Terminator.Return r) b.end(r.withArgs(List.of(r.args().getLast())));
        }
    }

    private MethodType liftedType() {
        return function.isStatic() ? function.code() : function.code().dropParameterTypes(0, 1);
    }

    Graph graph() {
        return graph;
    }

    Activity activity() {
        return activity;
    }

    Map<Value, Value> shadows() {
        return shadows;
    }

    /** Both sweeps in one method, or nothing if that is longer than the JIT would compile. */
    Optional<Derivative> combined() {
        try {
            byte[] bytes = derivation.build(function.host(), entry(Derivative.class, this::writeCombined));
            return longestMethod(bytes) > COMPILED
                    ? Optional.empty()

                    : Optional.of((Derivative) initialised(derivation.define(function.host(), bytes)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The class file that gradients are taken with, for listings. */
    byte[] classFile(boolean ofDoubles) {
        if (!ofDoubles) return derivation.build(function.host(), this::writeWhole);
        try {
            byte[] combined = derivation.build(function.host(), this::writeCombined);
            if (longestMethod(combined) <= COMPILED) return combined;
        } catch (IllegalArgumentException _) {
            // too long for a class file: the sweeps apart are shorter
            return derivation.build(function.host(), this::writeSplit);
        }
        return derivation.build(function.host(), this::writeSplit);
    }

    /** The two sweeps apart. */
    Derivative.Split split() {
        return (Derivative.Split) initialised(
                derivation.define(function.host(), entry(Derivative.Split.class, this::writeSplit)));
    }

    /** The length of the longest method when the sweeps are apart. */
    int longestSplitMethod() {
        return longestMethod(derivation.build(function.host(), this::writeSplit));
    }

    private static int longestMethod(byte[] classFile) {
        return ClassFile.of().parse(classFile).methods().stream()
                .flatMap(m -> m.findAttribute(Attributes.code()).stream())
                .mapToInt(CodeAttribute::codeLength).max().orElse(0);
    }

    private void writeCombined(ClassBuilder builder, ClassDesc self) {
        List<ClassDesc> types = new ArrayList<>(List.of(Slots.TAPE, DOUBLES));
        for (Value v : params) types.add(v.type());
        var type = MethodTypeDesc.of(ConstantDescs.CD_double, types);
        new PairWriter(builder, self, activity, shadows, derivation.isListed()).writeCombined(graph, graph.method(),
                type, wanted);
        var outer = MethodTypeDesc.of(ConstantDescs.CD_double, Slots.TAPE, CAPTURED, DOUBLES, DOUBLES);
        builder.withMethodBody("gradient", outer, ClassFile.ACC_PUBLIC, code -> {
            code.aload(1).aload(4);
            unpack(code);
            code.invokestatic(self, graph.method(), type).dreturn();
        });
    }

    private void writeSplit(ClassBuilder builder, ClassDesc self) {
        Value result = graph.newValue(TypeKind.DOUBLE, ConstantDescs.CD_double);
        List<Value> seeds = Derivation.seeds(graph, List.of(result));
        new PairWriter(builder, self, activity, shadows, derivation.isListed()).writePair(graph, Map.of(),
                List.of(result), seeds, wanted);
        var forward = MethodTypeDesc.of(ConstantDescs.CD_double, Slots.TAPE, CAPTURED, DOUBLES);
        builder.withMethodBody("forward", forward, ClassFile.ACC_PUBLIC, code -> {
            code.aload(1);
            unpack(code);
            code.invokestatic(self, graph.method(), PairWriter.forwardType(params, List.of(result))).dreturn();
        });
        var reverse = MethodTypeDesc.of(ConstantDescs.CD_void, Slots.TAPE, ConstantDescs.CD_double, DOUBLES);
        builder.withMethodBody("reverse", reverse, ClassFile.ACC_PUBLIC, code -> {
            if (wanted.isEmpty()) {
                code.return_();
                return;
            }
            code.aload(4).iconst_0().aload(1).dload(2);
            code.invokestatic(self, PairWriter.reverseName(graph.method()), PairWriter.reverseType(seeds, wanted))
                    .dastore();
            for (int i = 1; i < wanted.size(); i++) {
                code.aload(4).loadConstant(i);
                new Slots(code, null, 1).register(i);
                code.dastore();
            }
            code.return_();
        });
    }

    /** The two sweeps apart, of a function of anything. */
    Derivative.Whole whole() {
        return (Derivative.Whole) initialised(
                derivation.define(function.host(), entry(Derivative.Whole.class, this::writeWhole)));
    }

    private void writeWhole(ClassBuilder builder, ClassDesc self) {
        List<Value> results = Derivation.results(graph, liftedType(), "");
        List<Value> seeds = Derivation.seeds(graph, results);
        new PairWriter(builder, self, activity, shadows, derivation.isListed()).writePair(graph, Map.of(), results,
                seeds, wanted);
        var forward = MethodTypeDesc.of(ConstantDescs.CD_Object, Slots.TAPE, CAPTURED, CAPTURED);
        builder.withMethodBody("forward", forward, ClassFile.ACC_PUBLIC, code -> {
            code.aload(1);
            for (int i = 0; i < params.size(); i++) {
                boolean isCaptured = i < function.captured();
                code.aload(isCaptured ? 2 : 3).loadConstant(isCaptured ? i : i - function.captured()).aaload();
                cast(code, params.get(i).type());
            }
            code.invokestatic(self, graph.method(), PairWriter.forwardType(params, results));
            box(code, liftedType().returnType());
            code.areturn();
        });
        var reverse = MethodTypeDesc.of(ConstantDescs.CD_void, Slots.TAPE, ConstantDescs.CD_double, CAPTURED);
        builder.withMethodBody("reverse", reverse, ClassFile.ACC_PUBLIC, code -> {
            code.aload(1);
            for (Value seed : seeds) code.dload(2).conversion(TypeKind.DOUBLE, seed.kind());
            code.invokestatic(self, PairWriter.reverseName(graph.method()), PairWriter.reverseType(seeds, wanted));
            for (int i = 0; i < wanted.size(); i++) {
                if (i > 0) new Slots(code, null, 1).register(i);
                TypeKind given = i > 0 ? TypeKind.DOUBLE : wanted.get(i).kind();
                int slot = code.allocateLocal(wanted.get(i).kind());
                code.conversion(given, wanted.get(i).kind()).storeLocal(wanted.get(i).kind(), slot);
                code.aload(4).loadConstant(params.indexOf(wanted.get(i)) - function.captured());
                code.loadLocal(wanted.get(i).kind(), slot);
                box(code, wanted.get(i).kind() == TypeKind.FLOAT ? float.class : double.class);
                code.aastore();
            }
            code.return_();
        });
    }

    private static void box(CodeBuilder code, Class<?> type) {
        if (type == void.class) {
            code.aconst_null();
        } else if (type.isPrimitive()) {
            ClassDesc box = MethodType.methodType(type).wrap().returnType().describeConstable().orElseThrow();
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type.describeConstable().orElseThrow()));
        }
    }

    /** A class that implements {@code type} and has a constructor. */
    private static BiConsumer<ClassBuilder, ClassDesc> entry(Class<?> type,
            BiConsumer<ClassBuilder, ClassDesc> content) {
        return (builder, self) -> {
            builder.withInterfaceSymbols(type.describeConstable().orElseThrow());
            builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            content.accept(builder, self);
        };
    }

    private Object initialised(Lookup lookup) {
        derivation.initialise(function.owner(), function.method(), liftedType());
        return make(lookup);
    }

    private static Object make(Lookup lookup) {
        try {
            return lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError("the generated class " + lookup.lookupClass() + " can't be instantiated", e);
        }
    }

    /** Puts the captured values (parameter 2) and the arguments (parameter 3) on the stack. */
    private void unpack(CodeBuilder code) {
        for (int i = 0; i < params.size(); i++) {
            ClassDesc type = params.get(i).type();
            if (i >= function.captured()) {
                code.aload(3).loadConstant(i - function.captured()).daload();
            } else {
                code.aload(2).loadConstant(i).aaload();
                cast(code, type);
            }
        }
    }

    private static void cast(CodeBuilder code, ClassDesc type) {
        if (!type.isPrimitive()) {
            code.checkcast(type);
            return;
        }
        String name = type.displayName();
        ClassDesc box = switch (name) {
            case "int" -> ConstantDescs.CD_Integer;
            case "char" -> ConstantDescs.CD_Character;
            default -> ClassDesc.of("java.lang", Character.toUpperCase(name.charAt(0)) + name.substring(1));
        };
        code.checkcast(box).invokevirtual(box, name + "Value", MethodTypeDesc.of(type));
    }
}
