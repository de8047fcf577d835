package gradshell.compile;

import static java.util.Map.entry;

import gradshell.Crossing;
import gradshell.DataType;
import gradshell.Tensor;
import gradshell.TensorBuffer;
import gradshell.Tensors;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations in which numbers become tensors or tensors numbers, each with the two sweeps that compiled code calls
 * instead. All other tensor operations stay on the tensors' tape.
 */
final class Crossings {
    /** Makes a tensor of numbers, or writes them into a buffer. */
    interface Maker {
        Object make(Numbers n);
    }

    private static final String PACKAGE = "gradshell/";
    private static final ClassDesc TENSOR = Tensor.class.describeConstable().orElseThrow();
    private static final ClassDesc BUFFER = TensorBuffer.class.describeConstable().orElseThrow();

    /** Of numbers. */
    private static final Map<String, Maker> OF_NUMBERS = Map.ofEntries(
            entry("Tensor.plus(D)", n -> n.tensor(0).plus(n.number(1))),
            entry("Tensor.minus(D)", n -> n.tensor(0).minus(n.number(1))),
            entry("Tensor.times(D)", n -> n.tensor(0).times(n.number(1))),
            entry("Tensor.div(D)", n -> n.tensor(0).div(n.number(1))),
            entry("Tensor.pow(D)", n -> n.tensor(0).pow(n.number(1))),
            entry("Tensor.maximum(D)", n -> n.tensor(0).maximum(n.number(1))),
            entry("Tensor.minimum(D)", n -> n.tensor(0).minimum(n.number(1))),
            entry("Tensor.clamp(DD)", Crossings::clamp),
            entry("Tensors.plus(DLgradshell/Tensor;)", n -> n.tensor(1).plus(n.number(0))),
            entry("Tensors.minus(DLgradshell/Tensor;)", n -> n.number(0).minus(n.tensor(1))),
            entry("Tensors.times(DLgradshell/Tensor;)", n -> n.tensor(1).times(n.number(0))),
            entry("Tensors.div(DLgradshell/Tensor;)", n -> n.number(0).div(n.tensor(1))),
            entry("Tensors.pow(Lgradshell/Tensor;D)", n -> n.tensor(0).pow(n.number(1))),
            entry("Tensors.maximum(Lgradshell/Tensor;D)", n -> n.tensor(0).maximum(n.number(1))),
            entry("Tensors.minimum(Lgradshell/Tensor;D)", n -> n.tensor(0).minimum(n.number(1))),
            entry("Tensors.clamp(Lgradshell/Tensor;DD)", Crossings::clamp),
            entry("Tensors.where(Lgradshell/Tensor;Lgradshell/Tensor;D)",
                    n -> Tensors.where(n.tensor(0), n.tensor(1), n.number(2))),
            entry("Tensors.where(Lgradshell/Tensor;DLgradshell/Tensor;)",
                    n -> Tensors.where(n.tensor(0), n.number(1), n.tensor(2))),
            entry("Tensors.where(Lgradshell/Tensor;DD)", n -> Tensors.where(n.tensor(0), n.number(1), n.number(2))),
            entry("Tensors.scalar(D)", n -> n.number(0)),
            entry("Tensors.full(D[J)", n -> n.number(0).broadcastTo(n.longs(1)).copy()),
            entry("Tensors.full(Lgradshell/DataType;D[J)", n -> n.number(1).broadcastTo(n.longs(2)).copy()),
            entry("TensorBuffer.set(D[J)", n -> write(n, false)),
            entry("TensorBuffer.add(D[J)", n -> write(n, true)));

    /** Of arrays of numbers. */
    private static final Map<String, Maker> OF_ARRAYS = Map.of(
            "Tensors.tensor([D)", n -> n.array(0, Tensors.tensor((double[]) n.arg(0))),
            "Tensors.tensor([F)", n -> n.array(0, Tensors.tensor((float[]) n.arg(0))),
            "Tensors.tensor([[D)", n -> n.array(0, Tensors.tensor((double[][]) n.arg(0))),
            "Tensors.tensor([[F)", n -> n.array(0, Tensors.tensor((float[][]) n.arg(0))),
            "Tensors.tensor(Lgradshell/DataType;[D)",
            n -> n.array(1, Tensors.tensor((DataType) n.arg(0), (double[]) n.arg(1))),
            "Tensors.tensor(Lgradshell/DataType;[[D)",
            n -> n.array(1, Tensors.tensor((DataType) n.arg(0), (double[][]) n.arg(1))));

    /** Of tensors. */
    private static final Map<String, String> READERS = Map.of("Tensor.item()", "item", "Tensor.get([J)", "get",
            "Tensor.toDoubleArray()", "toDoubleArray", "Tensor.toFloatArray()", "toFloatArray");

    private static final Set<String> UNFOLLOWED = Set.of("Tensor.toNd4j()", "Grads.norm()",
            "Grads.norm(Lgradshell/Tensor;)", "Grads.rows()");

    private static final MethodHandle MAKE = Readers.handle(Crossings.class, "make", Object.class, Maker.class,
            String.class, String.class, Tape.class, Object[].class);
    private static final MethodHandle NUMBERS_BACK = Readers.handle(Numbers.class, "back", double.class, int.class,
            Tape.class);
    private static final MethodHandle ARRAY_BACK = Readers.handle(Numbers.class, "arrayBack", void.class, Tape.class);

    private final String key;
    private final MethodTypeDesc type;
    private final String chosen;

    private Crossings(String key, String owner, MethodTypeDesc declared, String chosen) {
        this.key = key;
        type = chosen.length() == declared.parameterCount()
                ? declared
                : declared.insertParameterTypes(0, ClassDesc.ofInternalName(owner));
        this.chosen = chosen;
    }

    /**
     * The crossing that a call is, if it is one.
     *
     * @param chosen a 1 for each argument, the receiver included, that varies or holds what does
     */
    static Optional<Crossings> find(InvokeInstruction i, String chosen) {
        return find(i.owner().asInternalName(), i.name().stringValue(), i.typeSymbol(), chosen);
    }

    static Optional<Crossings> find(Class<?> owner, String name, MethodType type, String chosen) {
        return find(owner.getName().replace('.', '/'), name, type.describeConstable().orElseThrow(), chosen);
    }

    private static Optional<Crossings> find(String owner, String name, MethodTypeDesc type, String chosen) {
        String key = key(owner, name, type.descriptorString());
        boolean reads = READERS.containsKey(key);
        if (!reads && !OF_NUMBERS.containsKey(key) && !OF_ARRAYS.containsKey(key)) return Optional.empty();
        var crossing = new Crossings(key, owner, type, chosen);
        boolean crosses = reads
                ? chosen.charAt(0) == '1'
                : OF_NUMBERS.containsKey(key) ? crossing.numbers() > 0 : chosen.indexOf('1') >= 0;
        return crosses ? Optional.of(crossing) : Optional.empty();
    }

    /** Whether a call gives numbers of a tensor. */
    static boolean reads(InvokeInstruction i) {
        return READERS.containsKey(key(i));
    }

    /** The same of what isn't followed even in compiled code. */
    static boolean givesNumbers(InvokeInstruction i) {
        return reads(i) || UNFOLLOWED.contains(key(i));
    }

    /** Whether a call may make a tensor of numbers. */
    static boolean makes(InvokeInstruction i) {
        return OF_NUMBERS.containsKey(key(i)) || OF_ARRAYS.containsKey(key(i));
    }

    private static String key(InvokeInstruction i) {
        return key(i.owner().asInternalName(), i.name().stringValue(), i.type().stringValue());
    }

    private static String key(String owner, String name, String descriptor) {
        return owner.startsWith(PACKAGE)
                ? owner.substring(PACKAGE.length()) + "." + name + descriptor.substring(0, descriptor.indexOf(')') + 1)
                : "";
    }

    /** Whether a call that is no crossing works on tensors only, so that their tape follows it. */
    static boolean isAmongTensors(InvokeInstruction i) {
        String owner = i.owner().asInternalName();
        return owner.startsWith("gradshell/Tensor") || owner.startsWith("gradshell/math/")
                || owner.startsWith("gradshell/nn/")
                || owner.equals("gradshell/Window") || owner.equals("gradshell/Fused")
                || (owner.equals("gradshell/Gradshell") && i.name().equalsString("stopGradient"));
    }

    /** Whether objects of a type hold tensors, and nothing that is a number or code. */
    static boolean holdsTensors(ClassDesc type) {
        String name = type.descriptorString().replace("[", "");
        return name.length() > 1 && !name.startsWith("Lgradshell/D") && !name.startsWith("Lgradshell/Fn")
                && !name.startsWith("Ljava/util/function/");
    }

    /** Whether it gives numbers. */
    boolean reads() {
        return READERS.containsKey(key);
    }

    /** How many numbers are differentiated. */
    private int numbers() {
        int n = 0;
        for (int i = 0; i < chosen.length(); i++) {
            if (chosen.charAt(i) == '1' && type.parameterType(i).equals(ConstantDescs.CD_double)) n++;
        }
        return n;
    }

    /** Tensors, and the numbers in them, are in one group; arrays have memory of their own. */
    Summary summary() {
        var params = new ArrayList<Summary.Part>();
        for (int i = 0; i < type.parameterCount(); i++) {
            params.add(part(type.parameterType(i), i + 1, chosen.charAt(i) == '1'));
        }
        boolean ofMemory = !reads() || !type.returnType().isPrimitive();
        return new Summary(params, part(type.returnType(), 0, true), false, false, ofMemory);
    }

    private static Summary.Part part(ClassDesc type, int group, boolean varied) {
        boolean isTensor = type.equals(TENSOR) || type.equals(BUFFER);
        return new Summary.Part(isTensor ? -1 : group, type.equals(BUFFER), isTensor || varied, true);
    }

    /** The two sweeps. */
    Derivation.Pair pair(Derivation.Wanted wanted) {
        if (reads() && wanted == Derivation.Wanted.NOTHING) {
            return Readers.plain(READERS.get(key));
        }
        if (reads()) return Readers.pair(READERS.get(key));
        boolean ofNumbers = OF_NUMBERS.containsKey(key);
        Maker maker = ofNumbers ? OF_NUMBERS.get(key) : OF_ARRAYS.get(key);
        String operation = key.substring(key.indexOf('.') + 1, key.indexOf('('));
        MethodHandle forward = MethodHandles.insertArguments(MAKE, 0, maker, operation, chosen)
                .asCollector(Object[].class, type.parameterCount())
                .asType(resolved(type.insertParameterTypes(0, Slots.TAPE)));
        return new Derivation.Pair(forward,
                ofNumbers ? MethodHandles.insertArguments(NUMBERS_BACK, 0, numbers()) : ARRAY_BACK);
    }

    private static MethodType resolved(MethodTypeDesc type) {
        return MethodType.fromMethodDescriptorString(type.descriptorString(), Crossings.class.getClassLoader());
    }

    static Object make(Maker maker, String operation, String chosen, Tape tape, Object... args) {
        return maker.make(new Numbers(operation, tape, chosen, args));
    }

    private static Tensor clamp(Numbers n) {
        if (!((Double) n.arg(1) <= (Double) n.arg(2))) {
            throw new IllegalArgumentException(
                    "clamp: the lower bound %s is above the upper bound %s".formatted(n.arg(1), n.arg(2)));
        }
        return n.tensor(0).maximum(n.number(1)).minimum(n.number(2));
    }

    /** In full precision, since nobody knows yet of which type the buffer will be. */
    private static Object write(Numbers n, boolean adds) {
        Crossing.write((TensorBuffer) n.arg(0), adds, n.number(1, DataType.DOUBLE), n.longs(2));
        return null;
    }
}
