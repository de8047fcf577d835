package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.List;
import java.util.Optional;

/** Reads a field where a method is called that only returns it, as the accessor of a record does. */
final class Accessors {
    private final Derivation derivation;
    private final Class<?> host;

    private Accessors(Derivation derivation, Class<?> host) {
        this.derivation = derivation;
        this.host = host;
    }

    static void inline(Graph graph, Derivation derivation, Class<?> owner) {
        var accessors = new Accessors(derivation, derivation.code(owner).host().getNestHost());
        for (Block b : graph.blocks()) b.ops().replaceAll(accessors::inline);
    }

    private Op inline(Op op) {
        if (!(op instanceof Op.Call c) || c.args().size() != 1 || c.results().size() != 1 || !c.directions().isEmpty()
                || c.instruction().opcode() == Opcode.INVOKESTATIC) {
            return op;
        }
        Optional<FieldInstruction> field = derivation.surroundings().target(c).flatMap(this::field);
        return field.isPresent() ? new Op.Keep(c.results(), field.get(), c.args(), c.line()) : op;
    }

    /** The field that a method returns without doing anything else, if generated code may read it. */
    private Optional<FieldInstruction> field(Surroundings.Target target) {
        if (target.owner().getNestHost() != host) return Optional.empty();
        return derivation.code(target.owner()).method(target.method(), target.type().descriptorString())
                .flatMap(m -> m.code()).flatMap(Accessors::field);
    }

    private static Optional<FieldInstruction> field(CodeModel code) {
        List<Instruction> all = code.elementStream().filter(Instruction.class::isInstance)
                .map(Instruction.class::cast).toList();
        return all.size() == 3 && all.get(0) instanceof LoadInstruction l && l.slot() == 0
                && all.get(1) instanceof FieldInstruction f && f.opcode() == Opcode.GETFIELD
                && all.get(2) instanceof ReturnInstruction
                        ? Optional.of(f)
                        : Optional.empty();
    }
}
