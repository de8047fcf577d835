package gradshell.kernel.shell;

import gradshell.kernel.display.MimeBundle;
import java.util.Optional;
import java.util.stream.Collectors;

/** Signature and documentation of what stands at the cursor. */
final class Inspector {
    private final Session session;

    Inspector(Session session) {
        this.session = session;
    }

    Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        var documented = session.analysis.documentation(code, cursor, detailed);
        if (documented.isEmpty()) return Optional.empty();
        return Optional.of(MimeBundle.plain(documented.stream()
                .map(d -> d.signature() + (d.javadoc() == null ? "" : "\n\n" + d.javadoc()))
                .distinct()
                .collect(Collectors.joining("\n\n"))));
    }
}
