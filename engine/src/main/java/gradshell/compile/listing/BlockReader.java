package gradshell.compile.listing;

import gradshell.compile.listing.Statement.Condition;
import gradshell.compile.listing.Statement.Exit;
import gradshell.compile.listing.Statement.Line;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns the instructions of a block into statements, by running them on a stack of {@link Term}s. */
final class BlockReader {
    /** What ends a block, unless it is a plain way to the next or none. */
    sealed interface End {}

    /** The first of the next blocks follows when the condition holds. */
    record Test(Condition condition, int line) implements End {}

    /** The keys of the next blocks; null for the last, the default. */
    record Choice(Term selector, List<Integer> keys, int line) implements End {}

    record Read(List<Statement> statements, End end) {}

    private final Variables variables;
    private final Invocations invocations;
    private final ClassDesc returned;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Term> stack = new ArrayList<>();
    private int blanks;
    private int line;

    private BlockReader(Variables variables, Invocations invocations, ClassDesc returned) {
        this.variables = variables;
        this.invocations = invocations;
        this.returned = returned;
    }

    static Read read(Flowchart.Block block, Variables variables, Invocations invocations, ClassDesc returned) {
        var reader = new BlockReader(variables, invocations, returned);
        End end = null;
        for (var at : block.code()) {
            reader.line = at.line();
            end = reader.run(at.instruction());
        }
        if (!reader.stack.isEmpty()) throw new UnsupportedOperationException("a value stays on the stack");
        return new Read(reader.statements, end);
    }

    private End run(Instruction instruction) {
        switch (instruction) {
            case LoadInstruction l -> push(variables.read(l.slot()));
            case ConstantInstruction c -> push(Constants.of(c.constantValue()));
            case StoreInstruction s -> assign(s.slot(), pop());
            case IncrementInstruction i -> {
                spill(i.slot(), false);
                String name = variables.read(i.slot()).text();
                String text = i.constant() == 1
                        ? name + "++"
                        : i.constant() == -1 ? name + "--" : name + " += " + i.constant();
                add(text, i.slot(), Set.of(i.slot()));
            }
            case OperatorInstruction o -> push(operator(o));
            case ConvertInstruction c -> push(convert(pop(), c.toType()));
            case ArrayLoadInstruction _ -> {
                Term index = pop();
                push(element(pop(), index));
            }
            case ArrayStoreInstruction _ -> {
                Term value = pop();
                Term index = pop();
                Term element = element(pop(), index);
                put(element, value);
            }
            case FieldInstruction f -> field(f);
            case InvokeInstruction i -> invoke(i);
            case InvokeDynamicInstruction d -> {
                List<Term> args = pop(d.typeSymbol().parameterCount());
                call(invocations.dynamic(d, args), d.typeSymbol().returnType());
            }
            case NewObjectInstruction n -> push(Term.blank(blanks++, n.className().asSymbol()));
            case NewPrimitiveArrayInstruction n -> newArray(n.typeKind().upperBound(), pop(1));
            case NewReferenceArrayInstruction n -> newArray(n.componentType().asSymbol(), pop(1));
            case NewMultiArrayInstruction n -> {
                ClassDesc element = n.arrayType().asSymbol();
                for (int i = 0; i < n.dimensions(); i++) element = element.componentType();
                newArray(element, pop(n.dimensions()));
            }
            case TypeCheckInstruction t when t.opcode() == Opcode.CHECKCAST -> {
                Term object = pop();
                ClassDesc type = t.type().asSymbol();
                push(object.type().equals(type) ? object : object.prefixed("(" + variables.show(type) + ") ", type));
            }
            case TypeCheckInstruction t -> push(Term.binary(pop(), "instanceof",
                    Term.atom(variables.show(t.type().asSymbol()), null), Term.COMPARE, ConstantDescs.CD_boolean));
            case StackInstruction s -> rearrange(s.opcode());
            case ThrowInstruction _ -> exit("throw ", pop());
            case ReturnInstruction r when r.typeKind() == TypeKind.VOID ->
                statements.add(new Exit("return", Set.of(), line));
            case ReturnInstruction _ -> exit("return ", Conditions.as(pop(), returned));
            case NopInstruction _ -> {
            }
            case BranchInstruction b when Flowchart.isGoto(b) -> {
            }
            case BranchInstruction b -> {
                Term right = Conditions.comparesTwo(b.opcode()) ? pop() : null;
                return new Test(Conditions.of(b.opcode(), pop(), right), line);
            }
            case TableSwitchInstruction s -> {
                return choice(s.cases());
            }
            case LookupSwitchInstruction s -> {
                return choice(s.cases());
            }
            case MonitorInstruction _ -> throw new UnsupportedOperationException("a lock");
            default -> throw new UnsupportedOperationException(instruction.opcode().name());
        }
        return null;
    }

    private Choice choice(List<SwitchCase> cases) {
        var keys = new ArrayList<Integer>();
        for (SwitchCase c : cases) keys.add(c.caseValue());
        keys.add(null);
        return new Choice(pop(), keys, line);
    }

    private void push(Term t) {
        stack.add(t);
    }

    private Term pop() {
        return stack.removeLast();
    }

    private List<Term> pop(int n) {
        var top = stack.subList(stack.size() - n, stack.size());
        var copy = List.copyOf(top);
        top.clear();
        return copy;
    }

    private void add(String text, int assigned, Set<Integer> locals) {
        statements.add(new Line(text, assigned, locals, line));
    }

    private void assign(int slot, Term value) {
        spill(slot, !value.pure());
        Term variable = variables.write(slot, value.type());
        Term stored = Conditions.as(value.isComparison() ? Conditions.number(value) : value, variable.type());
        add(assignment(variable, stored), slot, Term.union(Set.of(slot), stored.locals()));
    }

    private void put(Term place, Term value) {
        spill(-1, true);
        Term stored = Conditions.as(value, place.type());
        add(assignment(place, stored), -1, Term.union(place.locals(), stored.locals()));
    }

    private static String assignment(Term place, Term value) {
        String name = place.text();
        if ("+".equals(value.operator()) && value.right().text().equals(name))
            return name + " += " + value.left().text();
        if (value.operator() != null && value.left().text().equals(name) && "+-*/".contains(value.operator()))
            return name + " " + value.operator() + "= " + value.right().text();
        return name + " = " + value.text();
    }

    /** Puts what is on the stack and would change into variables: what reads the local, and what isn't pure. */
    private void spill(int slot, boolean effects) {
        for (int i = 0; i < stack.size(); i++) {
            Term t = stack.get(i);
            if (t.isBlank() || !(t.locals().contains(slot) || (effects && !t.pure()))) continue;
            int temporary = variables.temporary();
            Term variable = variables.write(temporary, t.type());
            add(variable.text() + " = " + t.text(), temporary, Term.union(Set.of(temporary), t.locals()));
            stack.set(i, variable);
        }
    }

    private void exit(String word, Term t) {
        statements.add(new Exit(word + t.text(), t.locals(), line));
    }

    private Term operator(OperatorInstruction o) {
        Term right = pop();
        return switch (o.opcode()) {
            case INEG, LNEG, FNEG, DNEG -> right.prefixed("-", right.type());
            case ARRAYLENGTH ->
                new Term(right.at(Term.ATOM) + ".length", Term.ATOM, ConstantDescs.CD_int, right.locals(), right.pure(),
                        null, null, null);
            default -> Operators.binary(pop(), o.opcode(), right, o.typeKind().upperBound());
        };
    }

    private Term convert(Term t, TypeKind to) {
        ClassDesc type = to.upperBound();
        if (t.level() >= Term.UNARY && t.text().matches("-?\\d+") && to == TypeKind.DOUBLE)
            return new Term(t.text() + ".0", t.level(), type, Set.of(), true, null, null, null);
        return t.prefixed("(" + variables.show(type) + ") ", type);
    }

    private Term element(Term array, Term index) {
        ClassDesc type = array.type() != null && array.type().isArray()
                ? array.type().componentType()
                : ConstantDescs.CD_Object;
        return new Term(array.at(Term.ATOM) + "[" + index.text() + "]", Term.ATOM, type,
                Term.union(array.locals(), index.locals()), false, null, null, null);
    }

    private void newArray(ClassDesc element, List<Term> sizes) {
        var text = new StringBuilder("new ").append(variables.show(Operators.base(element)));
        Set<Integer> locals = Set.of();
        ClassDesc type = element;
        for (Term size : sizes) {
            text.append('[').append(size.text()).append(']');
            locals = Term.union(locals, size.locals());
            type = type.arrayType();
        }
        for (ClassDesc e = element; e.isArray(); e = e.componentType()) text.append("[]");
        push(new Term(text.toString(), Term.ATOM, type, locals, false, null, null, null));
    }

    private void field(FieldInstruction f) {
        boolean isPut = f.opcode() == Opcode.PUTFIELD || f.opcode() == Opcode.PUTSTATIC;
        boolean isStatic = f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC;
        Term value = isPut ? pop() : null;
        Term object = isStatic ? null : pop();
        String name = f.name().stringValue();
        String text = isStatic
                ? variables.qualifier(f.owner().asSymbol()) + name
                : object.at(Term.ATOM) + "." + name;
        Set<Integer> locals = isStatic ? Set.of() : object.locals();
        Term place = new Term(text, Term.ATOM, f.typeSymbol(), locals, false, null, null, null);
        if (isPut) put(place, value);
        else
            push(place);
    }

    private void invoke(InvokeInstruction i) {
        List<Term> args = pop(i.typeSymbol().parameterCount());
        if (i.opcode() == Opcode.INVOKESTATIC) {
            call(invocations.ofStatic(i, args), i.typeSymbol().returnType());
            return;
        }
        Term object = pop();
        if (object.isBlank()) {
            Term made = invocations.constructor(object.type(), args, i.typeSymbol());
            spill(-1, true);
            stack.replaceAll(t -> t.equals(object) ? made : t);
        } else {
            call(invocations.ofInstance(i, object, args), i.typeSymbol().returnType());
        }
    }

    /** A call whose result isn't used is a statement; others before it come first. */
    private void call(Term called, ClassDesc type) {
        if (!called.pure()) spill(-1, true);
        if (type.equals(ConstantDescs.CD_void)) add(called.text(), -1, called.locals());
        else
            push(called.typed(type));
    }

    private void rearrange(Opcode opcode) {
        switch (opcode) {
            case POP, POP2 -> {
                Term t = pop();
                if (!t.pure()) add(t.text(), -1, t.locals());
            }
            case DUP -> duplicate(1);
            case DUP2 -> duplicate(stack.getLast().kind().slotSize() == 2 ? 1 : 2);
            default -> throw new UnsupportedOperationException(opcode.name());
        }
    }

    private void duplicate(int count) {
        var top = stack.subList(stack.size() - count, stack.size());
        if (top.stream().anyMatch(t -> !t.pure())) spill(-1, true);
        push(List.copyOf(stack.subList(stack.size() - count, stack.size())));
    }

    private void push(List<Term> terms) {
        stack.addAll(terms);
    }
}
