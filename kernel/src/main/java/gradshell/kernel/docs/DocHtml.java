package gradshell.kernel.docs;

import gradshell.show.Html;
import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.EscapeTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.InlineTagTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A documentation comment as HTML: the text, then what its tags say of parameters, result and exceptions. */
final class DocHtml {
    private final Supplier<String> inherited;
    private final boolean markdown;

    private DocHtml(Supplier<String> inherited, boolean markdown) {
        this.inherited = inherited;
        this.markdown = markdown;
    }

    /** {@code inherited} is what the overridden method says, for a comment that asks for it. */
    static String of(DocCommentTree comment, Supplier<String> inherited) {
        boolean markdown = comment.getFullBody().stream().anyMatch(RawTextTree.class::isInstance)
                || comment.getBlockTags().stream().anyMatch(DocHtml::hasRawText);
        var html = new DocHtml(inherited, markdown);
        String body = html.text(comment.getFullBody()).strip();
        return (body.isEmpty() ? "" : markdown ? body : "<p>" + body + "</p>") + html.tags(comment.getBlockTags());
    }

    private static boolean hasRawText(DocTree tag) {
        List<? extends DocTree> text = switch (tag) {
            case ParamTree p -> p.getDescription();
            case ReturnTree r -> r.getDescription();
            case ThrowsTree t -> t.getDescription();
            default -> List.of();
        };
        return text.stream().anyMatch(RawTextTree.class::isInstance);
    }

    private String text(List<? extends DocTree> parts) {
        String joined = parts.stream().map(this::part).collect(Collectors.joining());
        return markdown ? Markdown.html(joined) : joined;
    }

    /** Text of a tag, which is no paragraph of its own. */
    private String line(List<? extends DocTree> parts) {
        return text(parts).strip().replaceFirst("(?s)^<p>((?:(?!<p>).)*)</p>$", "$1");
    }

    private String part(DocTree tree) {
        return switch (tree) {
            case RawTextTree raw -> raw.getContent();
            case LiteralTree literal -> literal.getKind() == DocTree.Kind.CODE
                    ? "<code>" + Html.escape(literal.getBody().getBody()) + "</code>"
                    : Html.escape(literal.getBody().getBody());
            case LinkTree link -> link(link);
            case EntityTree entity -> entity.toString();
            case EscapeTree escape -> Html.escape(escape.getBody());
            case ErroneousTree wrong -> Html.escape(wrong.getBody());
            case TextTree text -> text.getBody();
            case InheritDocTree _ -> inherited.get().replaceFirst("(?s)<dl>.*", "");
            case SummaryTree summary -> text(summary.getSummary());
            case ReturnTree returned -> "Returns " + line(returned.getDescription()) + ".";
            case SnippetTree snippet -> snippet.getBody() == null
                    ? ""
                    : "<pre><code>" + Html.escape(snippet.getBody().getBody().stripIndent().strip()) + "</code></pre>";
            case IndexTree index -> part(index.getSearchTerm());
            case SystemPropertyTree property ->
                "<code>" + Html.escape(property.getPropertyName().toString()) + "</code>";
            case ValueTree value -> value.getReference() == null
                    ? "the value"
                    : "<code>" + Html.escape(target(value.getReference().getSignature())) + "</code>";
            case UnknownInlineTagTree unknown -> text(unknown.getContent());
            case InlineTagTree _ -> "";
            default -> tree.toString();
        };
    }

    private String link(LinkTree link) {
        String label = link.getLabel().isEmpty()
                ? Html.escape(target(link.getReference().getSignature()))
                : line(link.getLabel());
        return link.getKind() == DocTree.Kind.LINK_PLAIN ? label : "<code>" + label + "</code>";
    }

    /** What a reference names, as a reader would say it. */
    private static String target(String signature) {
        return signature.replaceFirst("^#", "").replaceFirst("^(?:[a-z]\\w*[./])+(?=[A-Z])", "").replace('#', '.');
    }

    private String tags(List<? extends DocTree> tags) {
        var rows = new ArrayList<String>();
        section(rows, "Deprecated", tags, DeprecatedTree.class, tag -> line(tag.getBody()));
        section(rows, "Parameters", tags, ParamTree.class,
                tag -> "<code>" + (tag.isTypeParameter() ? "&lt;" + tag.getName() + "&gt;" : tag.getName())
                        + "</code> – " + line(tag.getDescription()));
        section(rows, "Returns", tags, ReturnTree.class, tag -> line(tag.getDescription()));
        section(rows, "Throws", tags, ThrowsTree.class, tag -> "<code>" + target(tag.getExceptionName().getSignature())
                + "</code> – " + line(tag.getDescription()));
        section(rows, "Note", tags, UnknownBlockTagTree.class, tag -> line(tag.getContent()));
        section(rows, "See also", tags, SeeTree.class, this::see);
        section(rows, "Since", tags, SinceTree.class, tag -> line(tag.getBody()));
        return rows.isEmpty() ? "" : "<dl>" + String.join("", rows) + "</dl>";
    }

    private String see(SeeTree see) {
        return see.getReference().stream().map(part -> part instanceof ReferenceTree reference
                ? "<code>" + Html.escape(target(reference.getSignature())) + "</code>"
                : part(part)).limit(1).collect(Collectors.joining());
    }

    private static <T extends BlockTagTree> void section(List<String> rows, String title, List<? extends DocTree> tags,
            Class<T> type, Function<T, String> row) {
        var found = tags.stream().filter(type::isInstance).map(type::cast).map(row).toList();
        if (found.isEmpty()) return;
        rows.add("<dt>" + title + "</dt>");
        found.forEach(html -> rows.add("<dd>" + html + "</dd>"));
    }
}
