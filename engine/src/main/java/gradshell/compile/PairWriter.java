package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the two sweeps of a method as two methods, {@code forward(tape, arguments)} and {@code reverse(tape,
 * cotangents)}, or as a single one; and those of its outlined parts beside them.
 */
final class PairWriter {
    private static final int FLAGS = ClassFile.ACC_STATIC;

    private final ClassBuilder builder;
    private final ClassDesc self;
    private final Activity activity;
    private final Map<Value, Value> shadows;
    private final boolean named;

    /** {@code named} says that the locals get names. */
    PairWriter(ClassBuilder builder, ClassDesc self, Activity activity, Map<Value, Value> shadows, boolean named) {
        this.named = named;
        this.shadows = shadows;
        this.builder = builder;
        this.self = self;
        this.activity = activity;
    }

    static MethodTypeDesc forwardType(List<Value> params, List<Value> results) {
        ClassDesc result = results.isEmpty() ? ConstantDescs.CD_void : type(results.getFirst());
        return MethodTypeDesc.of(result, params.stream().map(PairWriter::type).toList()).insertParameterTypes(0,
                Slots.TAPE);
    }

    static MethodTypeDesc reverseType(List<Value> seeds, List<Value> wanted) {
        ClassDesc result = wanted.isEmpty() ? ConstantDescs.CD_void : type(wanted.getFirst());
        return MethodTypeDesc.of(result, seeds.stream().map(PairWriter::type).toList()).insertParameterTypes(0,
                Slots.TAPE);
    }

    static String reverseName(String method) {
        return method + "$reverse";
    }

    private static ClassDesc type(Value v) {
        return v.type() != null ? v.type() : v.kind().upperBound();
    }

    /**
     * Writes forward and reverse sweep as two methods.
     *
     * @param results the results of the method
     * @param seeds   the results that come with a cotangent
     * @param wanted  the parameters to return cotangents for
     */
    void writePair(Graph graph, Map<Value, Op.Const> constants, List<Value> results, List<Value> seeds,
            List<Value> wanted) {
        var plan = new ReversePlan(graph, activity, shadows, false, constants);
        List<Value> params = graph.entry().params();
        builder.withMethodBody(graph.method(), forwardType(params, results), FLAGS, code -> {
            var slots = new Slots(code, plan, 0);
            bind(code, slots, params, 1);
            new ForwardEmitter(code, plan, slots, new Calls(code, plan, slots, self),
                    () -> returnAll(code, slots, plan)).emit();
            if (named) slots.describe(new LocalNames(graph, shadows));
        });
        builder.withMethodBody(reverseName(graph.method()), reverseType(seeds, wanted), FLAGS, code -> {
            var slots = new Slots(code, plan, 0);
            var sources = new HashMap<Value, Runnable>();
            for (int i = 0; i < seeds.size(); i++) {
                int slot = code.parameterSlot(i + 1);
                TypeKind kind = seeds.get(i).kind();
                sources.put(seeds.get(i), () -> code.loadLocal(kind, slot));
            }
            new ReverseEmitter(code, plan, slots, new Calls(code, plan, slots, self),
                    () -> returnCotangents(code, slots, wanted))
                    .emit(sources);
            if (!named) return;
            slots.describe(new LocalNames(graph, shadows));
            for (int i = 0; i < seeds.size(); i++)
                slots.describe(code.parameterSlot(i + 1), i == 0 ? "dy" : "dy" + i, type(seeds.get(i)));
        });
        writeOutlined(graph, plan.constants);
    }

    /** Writes both sweeps as one method: arguments after the tape and the array to write the cotangents of {@code wanted} to. */
    void writeCombined(Graph graph, String name, MethodTypeDesc type, List<Value> wanted) {
        var plan = new ReversePlan(graph, activity, shadows, true, Map.of());
        builder.withMethodBody(name, type, FLAGS, code -> {
            var slots = new Slots(code, plan, 0);
            bind(code, slots, graph.entry().params(), 2);
            var calls = new Calls(code, plan, slots, self);
            int result = code.allocateLocal(TypeKind.DOUBLE);
            var turn = code.newLabel();
            new ForwardEmitter(code, plan, slots, calls, () -> {
                slots.load(plan.exit.end().args().getFirst());
                code.dstore(result).goto_(turn);
            }).emit();
            if (named) {
                slots.describe(result, "value", ConstantDescs.CD_double);
                slots.describe(1, "gradient", ConstantDescs.CD_double.arrayType());
            }
            if (plan.exit == null) return;
            code.labelBinding(turn);
            Value returned = plan.exit.end().args().getFirst();
            new ReverseEmitter(code, plan, slots, calls, () -> {
                for (int i = 0; i < wanted.size(); i++) {
                    code.aload(1).loadConstant(i);
                    loadCotangent(slots, wanted.get(i));
                    code.dastore();
                }
                code.dload(result).dreturn();
            }).emit(Map.of(returned, () -> code.dconst_1()));
            if (named) slots.describe(new LocalNames(graph, shadows));
        });
        writeOutlined(graph, plan.constants);
    }

    private void writeOutlined(Graph graph, Map<Value, Op.Const> constants) {
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (!(op instanceof Op.Outlined o)) continue;
                writePair(o.body(), constants, o.results(), active(o.results()), active(o.args()));
            }
        }
    }

    private List<Value> active(List<Value> values) {
        return values.stream().filter(activity::active).toList();
    }

    private static void bind(CodeBuilder code, Slots slots, List<Value> params, int first) {
        for (int i = 0; i < params.size(); i++) slots.bind(params.get(i), code.parameterSlot(first + i));
    }

    private static void returnAll(CodeBuilder code, Slots slots, ReversePlan plan) {
        List<Value> results = plan.exit.end().args();
        for (int i = 1; i < results.size(); i++) {
            Value v = results.get(i);
            slots.setRegister(i, () -> {
                slots.load(v);
                code.conversion(v.kind(), TypeKind.DOUBLE);
            });
        }
        if (results.isEmpty()) {
            code.return_();
        } else {
            slots.load(results.getFirst());
            code.return_(results.getFirst().kind());
        }
    }

    private void returnCotangents(CodeBuilder code, Slots slots, List<Value> wanted) {
        for (int i = 1; i < wanted.size(); i++) {
            Value v = wanted.get(i);
            slots.setRegister(i, () -> {
                loadCotangent(slots, v);
                code.conversion(v.kind(), TypeKind.DOUBLE);
            });
        }
        if (wanted.isEmpty()) {
            code.return_();
        } else {
            loadCotangent(slots, wanted.getFirst());
            code.return_(wanted.getFirst().kind());
        }
    }

    private void loadCotangent(Slots slots, Value v) {
        // a part may use a value that matters only for what nobody needs
        if (activity.active(v) && slots.hasCotangent(v)) {
            slots.loadCotangent(v);
        } else {
            slots.loadZero(v.kind());
        }
    }
}
