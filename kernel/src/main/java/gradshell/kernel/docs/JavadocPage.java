package gradshell.kernel.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** What a page that the javadoc tool has written says of a class or a member, as plain HTML; of any version from 8 on. */
final class JavadocPage {
    /** Where the part of a member begins: {@code add(int,E)}, or {@code add-int-E-} of a version before 10. */
    private static final Pattern ANCHOR = Pattern
            .compile("(?:id|name)=\"([\\w$]+|&lt;init&gt;|<init>)(?:\\(([^\"]*)\\)|-([^\"]*)-)?\"");
    private static final Pattern MEMBER_ENDS = Pattern.compile("</section>|<!-- ={3}|<a (?:id|name)=");
    private static final Pattern CLASS_ENDS = Pattern.compile("class=\"summary\"");
    private static final Pattern COMMENT = Pattern.compile("(?s)<div class=\"block\">(.*?)</div>");
    private static final Pattern TAGS = Pattern.compile("(?s)<dl(?: class=\"notes\")?>(.*?)</dl>");
    private static final Pattern SEE_ALSO = Pattern.compile("(?is)<dt>see also:?</dt>\\s*<dd>.*?</dd>");
    private static final Pattern KEPT = Pattern.compile(
            "<(/?(?:p|pre|code|b|i|em|strong|br|ul|ol|li|dl|dt|dd|sub|sup|blockquote|table|tr|td|th|h\\d)\\b)[^>]*>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<(?!\u0001)[/a-zA-Z!][^>]*>");
    private static final String CONSTRUCTOR = "<init>";

    private JavadocPage() {}

    /** Empty if the page says nothing of it. */
    static Optional<String> of(String page, Element element) {
        return part(page, element).map(JavadocPage::text).filter(text -> !text.isEmpty());
    }

    private static Optional<String> part(String page, Element element) {
        if (element instanceof TypeElement) {
            var end = CLASS_ENDS.matcher(page);
            return Optional.of(end.find() ? page.substring(0, end.start()) : page);
        }
        return anchors(page, element).stream().findFirst().map(anchor -> {
            var end = MEMBER_ENDS.matcher(page);
            return page.substring(anchor.end(), end.find(anchor.end()) ? end.start() : page.length());
        });
    }

    /** Of overloads those with parameters of the same names of types. */
    private static List<MatchResult> anchors(String page, Element element) {
        String name = element.getKind() == ElementKind.CONSTRUCTOR
                ? CONSTRUCTOR
                : element.getSimpleName().toString();
        return ANCHOR.matcher(page).results().filter(anchor -> {
            String named = anchor.group(1).replace("&lt;", "<").replace("&gt;", ">");
            boolean isNamed = named.equals(name) || (name.equals(CONSTRUCTOR)
                    && element.getEnclosingElement().getSimpleName().contentEquals(named));
            if (!isNamed) return false;
            String types = anchor.group(2) != null ? anchor.group(2) : anchor.group(3);
            return element instanceof ExecutableElement method
                    ? types != null && written(types).equals(types(method))
                    : types == null;
        }).toList();
    }

    private static List<String> written(String types) {
        return Arrays.stream(types.split("[,-]", -1)).map(JavadocPage::simple).filter(t -> !t.isEmpty()).toList();
    }

    private static List<String> types(ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        return parameters.stream().map(p -> simple(p.asType().toString())).collect(Collectors.toList());
    }

    /** Without package, arguments and annotations; an array and a variable number are the same. */
    private static String simple(String type) {
        return type.replaceAll("<.*>|@\\S+ ", "").replaceAll("^.*[. ](?=\\w)", "")
                .replaceAll("(?:\\.\\.\\.|:A|\\[])$", "[]")
                .strip();
    }

    private static String text(String part) {
        var comment = COMMENT.matcher(part);
        if (!comment.find()) return "";
        var tags = TAGS.matcher(part);
        String told = tags.find(comment.end()) ? plain(tags.group(1)) : "";
        told = SEE_ALSO.matcher(told).replaceAll("").replaceAll(":\\s*</dt>", "</dt>").strip();
        return plain("<p>" + comment.group(1).strip() + "</p>") + (told.isEmpty() ? "" : "<dl>" + told + "</dl>");
    }

    /** Without links, which lead nowhere here, and without styles. */
    private static String plain(String html) {
        String marked = KEPT.matcher(html).replaceAll("<\u0001$1>");
        return TAG.matcher(marked).replaceAll("").replace("\u0001", "");
    }
}
