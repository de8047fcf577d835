package gradshell.compile;

import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the calls of a sweep. A callee that gets varied values is called through a call site that derives it when it is
 * first reached ({@link Linkage}), so that recursion ends; an outlined part is a method of the same class.
 */
final class Calls {
    private static final ClassDesc LINKAGE = Linkage.class.describeConstable().orElseThrow();
    private static final ClassDesc CHECKS = LibraryChecks.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc CHECK = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
    private static final DirectMethodHandleDesc LINK = ConstantDescs.ofCallsiteBootstrap(LINKAGE, "link",
            ConstantDescs.CD_CallSite,
            ConstantDescs.CD_Class, ConstantDescs.CD_String, ConstantDescs.CD_MethodType, ConstantDescs.CD_String,
            ConstantDescs.CD_String, ConstantDescs.CD_String);

    private static final DirectMethodHandleDesc DISPATCH = ConstantDescs.ofCallsiteBootstrap(LINKAGE, "dispatch",
            ConstantDescs.CD_CallSite,
            ConstantDescs.CD_Class, ConstantDescs.CD_String, ConstantDescs.CD_MethodType, ConstantDescs.CD_String,
            ConstantDescs.CD_String, ConstantDescs.CD_String, ConstantDescs.CD_String, ConstantDescs.CD_String,
            ConstantDescs.CD_int);
    private static final DirectMethodHandleDesc SPECIAL = ConstantDescs.ofCallsiteBootstrap(LINKAGE, "special",
            ConstantDescs.CD_CallSite, ConstantDescs.CD_Class, ConstantDescs.CD_Class, ConstantDescs.CD_MethodType);
    private static final DirectMethodHandleDesc BLANK = ConstantDescs.ofCallsiteBootstrap(LINKAGE, "blank",
            ConstantDescs.CD_CallSite);
    private static final DirectMethodHandleDesc SETTER = ConstantDescs.ofCallsiteBootstrap(LINKAGE, "setter",
            ConstantDescs.CD_CallSite);

    private final CodeBuilder code;
    private final ReversePlan plan;
    private final Slots slots;
    private final ClassDesc self;

    Calls(CodeBuilder code, ReversePlan plan, Slots slots, ClassDesc self) {
        this.code = code;
        this.plan = plan;
        this.slots = slots;
        this.self = self;
    }

    void forward(Op.Call c) {
        if (c.instruction().name().equalsString("<init>") && Sinks.isLibrary(c.instruction())) {
            throw Refusal.at(plan.graph, c.line(),
                    "a constructor that computes with differentiated values, of a subclass of "
                            + c.instruction().owner().asSymbol().displayName(),
                    "Compute before, in a static method that makes the object");
        }
        if (!isDerived(c, plan.activity)) {
            loadChecked(c.args(), c.instruction());
            plain(c);
            c.results().forEach(slots::store);
            return;
        }
        slots.loadTape();
        c.args().forEach(slots::load);
        List<Value> passed = Passing.passed(c, plan.activity);
        for (Value v : passed) slots.load(plan.shadows.get(v));
        code.invokedynamic(site(c, isActive(c, plan.activity)
                ? Linkage.FORWARD
                : plan.activity.touchesMemory(c) ? Linkage.FORWARD_MEMORY : Linkage.CHECKED,
                type(c).insertParameterTypes(1 + c.args().size(),
                        passed.stream().map(v -> plan.shadows.get(v).type()).toArray(ClassDesc[]::new))));
        storeAll(c.results());
    }

    private void plain(Op.Call c) {
        InvokeInstruction i = c.instruction();
        if (!isSuper(i)) {
            code.with(i);
            return;
        }
        code.invokedynamic(DynamicCallSiteDesc.of(SPECIAL, i.name().stringValue(),
                type(c).dropParameterTypes(0, 1),
                ClassDesc.of(plan.graph.owner()), i.owner().asSymbol(), i.typeSymbol()));
    }

    /** Whether the call is one that only the class itself may write: of its superclass's method, or a private one. */
    private static boolean isSuper(InvokeInstruction i) {
        return i.opcode() == Opcode.INVOKESPECIAL && !i.name().equalsString(ConstantDescs.INIT_NAME);
    }

    /** Makes an object. */
    void forward(Op.New n) {
        code.new_(n.constructor().owner().asSymbol()).dup();
        loadChecked(n.args(), n.constructor());
        code.with(n.constructor());
        slots.store(n.result());
    }

    /** Makes an object of which no constructor has run. */
    void forward(Op.Blank b) {
        code.invokedynamic(DynamicCallSiteDesc.of(BLANK, "blank", MethodTypeDesc.of(b.result().type())));
        slots.store(b.result());
    }

    /** Writes a field of the object on the stack, also a final one. */
    void putField(FieldInstruction f) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, f.owner().asSymbol(), f.typeSymbol());
        code.invokedynamic(DynamicCallSiteDesc.of(SETTER, f.name().stringValue(), type));
    }

    /** Loads the arguments of a method that runs as it is, of which collections may not run the user's code. */
    private void loadChecked(List<Value> args, InvokeInstruction i) {
        boolean checks = Sinks.runsCollections(i) && plan.activity.variedIn(args);
        for (Value v : args) {
            slots.load(v);
            if (checks && v.kind() == TypeKind.REFERENCE) code.dup().invokestatic(CHECKS, "checkMoved", CHECK);
        }
    }

    /** The type of the forward sweep: the tape, the receiver, the parameters, their tangents. */
    private static MethodTypeDesc type(Op.Call c) {
        MethodTypeDesc method = c.instruction().typeSymbol();
        int own = c.directions().isEmpty()
                ? c.args().size()
                : Direction.parse(c.directions()).getFirst().chosen().length();
        List<ClassDesc> types = new ArrayList<>(List.of(Slots.TAPE));
        if (own > method.parameterCount()) types.add(c.instruction().owner().asSymbol());
        types.addAll(method.parameterList());
        for (Value v : c.args().subList(own, c.args().size())) types.add(v.type());
        return MethodTypeDesc.of(method.returnType(), types);
    }

    void forward(Op.Outlined o) {
        slots.loadTape();
        o.args().forEach(slots::load);
        code.invokestatic(self, o.body().method(), PairWriter.forwardType(o.body().entry().params(), o.results()));
        storeAll(o.results());
    }

    /** Stores the first result from the stack, the others from registers. */
    private void storeAll(List<Value> results) {
        for (int i = 0; i < results.size(); i++) {
            Value v = results.get(i);
            if (i > 0) {
                slots.register(i);
                code.conversion(TypeKind.DOUBLE, v.kind());
            }
            slots.store(v);
        }
    }

    /** Whether the callee's sweeps are called rather than the callee itself. */
    static boolean isDerived(Op.Call c, Activity activity) {
        InvokeInstruction i = c.instruction();
        if (Sinks.accepts(i) || Sinks.isBoxing(i) || Sinks.isUnboxing(i) || Sinks.moves(i)
                || (Sinks.isUntouched(c, activity) && !Library.isOpen(i)))
            return false;
        if (NestedMode.has(c)) return !c.directions().isEmpty() || activity.variedIn(c.args());
        if (Sinks.isGradshell(i)) return Crossings.find(i, chosen(c.args(), activity)).isPresent();
        if (!c.directions().isEmpty() || activity.variedIn(c.args()) || Sinks.makesFunction(i)) return true;
        if (Sinks.isLibrary(i)) return false;
        return activity.foreign() || isSuper(i) || i.name().equalsString(ConstantDescs.INIT_NAME)
                || activity.program().returnsFunction(i);
    }

    /** Whether the constructor is differentiated. */
    static boolean isDerived(Op.New n, Activity activity) {
        InvokeInstruction i = n.constructor();
        return activity.variedIn(n.args()) && !Sinks.isLibrary(i) && !Sinks.isGradshell(i) && !Sinks.isThrowable(i);
    }

    static boolean isActive(Op.Call c, Activity activity) {
        return c.results().stream().anyMatch(activity::active);
    }

    /** A 1 for each argument that the callee is differentiated for, a 0 for each other. */
    static String chosen(List<Value> args, Activity activity) {
        var chosen = new StringBuilder();
        for (Value v : args) chosen.append(activity.varied(v) ? '1' : '0');
        return chosen.toString();
    }

    /** Calls the reverse sweep of the callee; the first cotangent is on the stack then, the others in registers. */
    List<Value> reverse(Op.Call c) {
        var wanted = c.args().stream().filter(plan.activity::active).toList();
        boolean seeded = isActive(c, plan.activity);
        slots.loadTape();
        for (Value v : seeded ? c.results() : List.<Value>of()) {
            if (plan.activity.active(v)) slots.loadCotangent(v);
            else
                slots.loadZero(v.kind());
        }
        code.invokedynamic(site(c, seeded ? Linkage.REVERSE : Linkage.REVERSE_MEMORY,
                PairWriter.reverseType(seeded ? c.results() : List.of(), wanted)));
        return wanted;
    }

    List<Value> reverse(Op.Outlined o) {
        var wanted = o.args().stream().filter(plan.activity::active).toList();
        var seeds = o.results().stream().filter(plan.activity::active).toList();
        slots.loadTape();
        seeds.forEach(slots::loadCotangent);
        code.invokestatic(self, PairWriter.reverseName(o.body().method()), PairWriter.reverseType(seeds, wanted));
        return wanted;
    }

    private DynamicCallSiteDesc site(Op.Call c, String what, MethodTypeDesc type) {
        var i = c.instruction();
        String chosen = chosen(c.args(), plan.activity);
        var target = plan.activity.program().target(c);
        if (target.isPresent()) {
            Surroundings.Target t = target.get();
            return DynamicCallSiteDesc.of(LINK, what, type, t.owner().describeConstable().orElseThrow(),
                    t.method(), t.type().describeConstable().orElseThrow(), c.directions(), chosen,
                    plan.activity.apart().of(c.args()));
        }
        if (i.opcode() == Opcode.INVOKESTATIC || i.opcode() == Opcode.INVOKESPECIAL) {
            return DynamicCallSiteDesc.of(LINK, what, type, i.owner().asSymbol(), i.name().stringValue(),
                    i.typeSymbol(), c.directions(), chosen, "");
        }
        String file = plan.graph.sourceFile();
        return DynamicCallSiteDesc.of(DISPATCH, what, type, i.owner().asSymbol(), i.name().stringValue(),
                i.typeSymbol(), c.directions(), chosen, plan.graph.owner(), plan.graph.shownMethod(),
                file == null ? "" : file,
                c.line());
    }
}
