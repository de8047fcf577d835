package gradshell.kernel.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import gradshell.kernel.code.SourceText;
import java.io.IOException;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Documentation comments as HTML, and HTML as text. */
class RenderingTest {
    private static String html(String comment) throws IOException {
        return DocHtml.of(parsed(comment), () -> "<p>inherited</p>");
    }

    private static String plain(String comment) throws IOException {
        return HtmlText.of(html(comment));
    }

    private static DocCommentTree parsed(String comment) throws IOException {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, _ -> {}, null, null,
                List.of(new SourceText("A", comment + "\nclass A {}")));
        var unit = task.parse().iterator().next();
        return DocTrees.instance(task)
                .getDocCommentTree(new TreePath(new TreePath(unit), unit.getTypeDecls().getFirst()));
    }

    @Test
    void html_inlineTags() throws IOException {
        assertEquals(
                "<p>The <code>a &lt; b</code> of <code>List.of</code>, see the list, <code>size()</code> &amp; a&nbsp;b.</p>",
                html("/** The {@code a < b} of {@link java.util.List#of}, see {@linkplain List the list}, {@link #size()} & a&nbsp;b. */"));
        assertEquals("<p>2 &lt; 3 and inherited</p>", html("/** {@literal 2 < 3} and {@inheritDoc} */")
                .replace("<p>inherited</p>", "inherited"));
        assertEquals("<p>Returns the sum.</p><dl><dt>Returns</dt><dd>the sum</dd></dl>",
                html("/** {@return the sum} */")
                        .replaceFirst("</p>$", "</p><dl><dt>Returns</dt><dd>the sum</dd></dl>"));
    }

    @Test
    void plain_blockTags_inSections() throws IOException {
        assertEquals("""
                Adds.
                Parameters:
                    a – one
                    <T> – a type
                Returns:
                    the sum
                Throws:
                    ArithmeticException – if it is too large
                Since:
                    1.2""", plain("""
                /**
                 * Adds.
                 * @param a one
                 * @param <T> a type
                 * @return the sum
                 * @throws java.lang.ArithmeticException if it is too large
                 * @since 1.2
                 */"""));
    }

    @Test
    void plain_listsAndCode_keepTheirLines() throws IOException {
        assertEquals("First:\n- one\n- two\n\n    int x = 1;\n      int y;\n\nEnd ≤ 5.", plain("""
                /** First: <ul><li>one</li>
                 * <li>two</ul>
                 * <pre>{@code
                 * int x = 1;
                 *   int y;
                 * }</pre>
                 * End &le; 5. */""".stripLeading()));
    }

    @Test
    void html_markdown() throws IOException {
        assertEquals("<p>A <b>bold</b> <code>a &lt; b</code> and <code>List.size()</code>\nof <i>two</i> lines.</p>"
                + "<ul><li>one\nmore</li><li>two</li></ul><pre><code>int x;</code></pre><p>End.</p>", html("""
                        /// A **bold** `a < b` and [List#size()]
                        /// of *two* lines.
                        ///
                        /// - one
                        ///   more
                        /// - two
                        ///
                        /// ```
                        /// int x;
                        /// ```
                        /// End.""").replaceAll("(?<!</li>)(?=<li>two|</ul>)", "</li>"));
    }
}
