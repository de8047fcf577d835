package gradshell.kernel.code;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Declarations and types as a reader wants them: simple names, and the names of parameters where they are known. */
public final class Signatures {
    private Signatures() {}

    /** A declaration in one line, such as {@code double Math.max(double a, double b)}; {@code names} of its parameters. */
    public static String of(Element element, List<String> names) {
        return switch (element) {
            case ExecutableElement method -> method(method, (ExecutableType) method.asType(), names);
            case TypeElement type -> type(type);
            default -> {
                String owner = element.getKind().isField() ? owner(element) : "";
                yield text(element.asType()) + " " + owner + element.getSimpleName();
            }
        };
    }

    /** A method, with its types as those of the object that it is called on have them. */
    public static String method(ExecutableElement method, ExecutableType as, List<String> names) {
        boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
        String parameters = parameters(method, as, names).stream().collect(Collectors.joining(", ", "(", ")"));
        String thrown = as.getThrownTypes().isEmpty()
                ? ""
                : " throws " + as.getThrownTypes().stream().map(Signatures::text).collect(Collectors.joining(", "));
        return constructor
                ? method.getEnclosingElement().getSimpleName() + parameters + thrown
                : typeParameters(method.getTypeParameters(), " ") + text(as.getReturnType()) + " " + owner(method)
                        + method.getSimpleName() + parameters + thrown;
    }

    /** Each parameter with its type and, where it is known, its name. */
    public static List<String> parameters(ExecutableElement method, ExecutableType as, List<String> names) {
        int count = as.getParameterTypes().size();
        return IntStream.range(0, count).mapToObj(i -> {
            String type = text(as.getParameterTypes().get(i));
            if (method.isVarArgs() && i == count - 1) type = type.replaceFirst("\\[]$", "...");
            return i < names.size() ? type + " " + names.get(i) : type;
        }).toList();
    }

    /** A type with simple names. */
    public static String text(TypeMirror type) {
        return switch (type) {
            case DeclaredType declared -> {
                String name = simpleName((TypeElement) declared.asElement());
                yield declared.getTypeArguments().isEmpty()
                        ? name
                        : name + declared.getTypeArguments().stream().map(Signatures::text)
                                .collect(Collectors.joining(", ", "<", ">"));
            }
            case ArrayType array -> text(array.getComponentType()) + "[]";
            case TypeVariable variable -> variable.asElement().getSimpleName().toString().startsWith("capture")
                    ? text(variable.getUpperBound())
                    : variable.asElement().getSimpleName().toString();
            case WildcardType w when w.getExtendsBound() != null -> "? extends " + text(w.getExtendsBound());
            case WildcardType w when w.getSuperBound() != null -> "? super " + text(w.getSuperBound());
            case WildcardType _ -> "?";
            default -> type.getKind().isPrimitive()
                    ? type.getKind().name().toLowerCase(Locale.ROOT)
                    : type.getKind() == TypeKind.VOID ? "void" : type.toString();
        };
    }

    /** A type's name with those of the types that it is nested in, but not with what JShell puts around them. */
    static String simpleName(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer && !isWrapper(outer)
                ? simpleName(outer) + "." + type.getSimpleName()
                : type.getSimpleName().toString();
    }

    /** Whether a type is there only to hold the definitions of cells. */
    public static boolean isWrapper(Element type) {
        return type instanceof TypeElement && type.getSimpleName().toString().startsWith("$");
    }

    private static String owner(Element member) {
        return member.getEnclosingElement() instanceof TypeElement owner && !isWrapper(owner)
                ? simpleName(owner) + "."
                : "";
    }

    private static String typeParameters(List<? extends TypeParameterElement> parameters, String behind) {
        if (parameters.isEmpty()) return "";
        return parameters.stream().map(p -> {
            String bounds = p.getBounds().stream().map(Signatures::text).filter(b -> !b.equals("Object"))
                    .collect(Collectors.joining(" & "));
            return bounds.isEmpty() ? p.getSimpleName() : p.getSimpleName() + " extends " + bounds;
        }).collect(Collectors.joining(", ", "<", ">")) + behind;
    }

    private static String type(TypeElement type) {
        var text = new StringBuilder();
        for (Modifier modifier : List.of(Modifier.ABSTRACT, Modifier.SEALED))
            if (type.getModifiers().contains(modifier) && type.getKind() == ElementKind.CLASS)
                text.append(modifier).append(' ');
        text.append(switch (type.getKind()) {
            case INTERFACE -> "interface ";
            case ENUM -> "enum ";
            case RECORD -> "record ";
            case ANNOTATION_TYPE -> "@interface ";
            default -> "class ";
        });
        text.append(qualified(type)).append(typeParameters(type.getTypeParameters(), ""));
        if (type.getKind() == ElementKind.RECORD)
            text.append(type.getRecordComponents().stream().map(Signatures::component)
                    .collect(Collectors.joining(", ", "(", ")")));
        String parent = text(type.getSuperclass());
        if (type.getKind() == ElementKind.CLASS && !parent.equals("Object") && !parent.equals("none"))
            text.append(" extends ").append(parent);
        if (!type.getInterfaces().isEmpty())
            text.append(type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ")
                    .append(type.getInterfaces().stream().map(Signatures::text).collect(Collectors.joining(", ")));
        return text.toString();
    }

    private static String component(RecordComponentElement component) {
        return text(component.asType()) + " " + component.getSimpleName();
    }

    private static String qualified(TypeElement type) {
        for (Element outer = type; outer instanceof TypeElement; outer = outer.getEnclosingElement())
            if (isWrapper(outer)) return simpleName(type);
        return type.getQualifiedName().toString();
    }
}
