package gradshell.compile.listing;

import java.lang.classfile.instruction.InvokeDynamicInstruction;

/** The readable names of generated methods. */
public interface Linked {
    /** The name of a method of the generated class. */
    String method(String name);

    /** The name of what a call site leads to, or null if it is no call site of our own. */
    String site(InvokeDynamicInstruction site);
}
