package gradshell.kernel.code;

import com.sun.source.tree.Tree.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The methods that operators may stand for. */
public final class OperatorMethods {
    /** The method that an operator between two values may stand for. */
    public static final Map<Kind, String> OF_TWO = Map.of(Kind.PLUS, "plus", Kind.MINUS, "minus", Kind.MULTIPLY,
            "times",
            Kind.DIVIDE, "div");
    private static final String OF_ONE = "unaryMinus";
    private static final String TENSORS = "gradshell.Tensors";

    private final Elements elements;
    private final Types types;

    public OperatorMethods(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** What the method returns that {@code -operand} may stand for. */
    public Optional<TypeMirror> ofMinus(TypeMirror operand) {
        return of(operand, OF_ONE);
    }

    /** What a method that {@code receiver} has for {@code arguments} returns; null stands for a type that is unknown. */
    public Optional<TypeMirror> of(TypeMirror receiver, String name, TypeMirror... arguments) {
        if (receiver instanceof TypeVariable variable) return of(variable.getUpperBound(), name, arguments);
        if (!(receiver instanceof DeclaredType type)) return Optional.empty();
        return ElementFilter.methodsIn(elements.getAllMembers((TypeElement) type.asElement()))
                .stream()
                .filter(method -> isNamed(method, name, false))
                .map(method -> (ExecutableType) types.asMemberOf(type, method))
                .filter(method -> takes(method, Arrays.asList(arguments)))
                .map(ExecutableType::getReturnType)
                .findFirst();
    }

    /** What the function of {@code Tensors} returns that has a number on its left. */
    public Optional<TypeMirror> ofTensors(String name, TypeMirror left, TypeMirror right) {
        var tensors = elements.getTypeElement(TENSORS);
        if (tensors == null) return Optional.empty();
        return ElementFilter.methodsIn(tensors.getEnclosedElements())
                .stream()
                .filter(method -> isNamed(method, name, true))
                .map(method -> (ExecutableType) method.asType())
                .filter(method -> takes(method, Arrays.asList(left, right)))
                .map(ExecutableType::getReturnType)
                .findFirst();
    }

    private static boolean isNamed(ExecutableElement method, String name, boolean isStatic) {
        return method.getSimpleName().contentEquals(name)
                && method.getModifiers().contains(Modifier.STATIC) == isStatic
                && !method.getModifiers().contains(Modifier.PRIVATE)
                && method.getTypeParameters().isEmpty();
    }

    private boolean takes(ExecutableType method, List<TypeMirror> arguments) {
        var parameters = method.getParameterTypes();
        if (parameters.size() != arguments.size()) return false;
        for (int i = 0; i < parameters.size(); i++) {
            var argument = arguments.get(i);
            if (argument == null || !types.isAssignable(argument, parameters.get(i))) return false;
        }
        return true;
    }
}
