package gradshell.kernel.code;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/** Knows the names of parameters, which class files need not have. */
@FunctionalInterface
public interface ParameterNames {
    /** The names in order; empty when they are not known. */
    List<String> of(ExecutableElement method);
}
