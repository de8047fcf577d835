package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.util.List;

/** {@code %help}. */
final class Help implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%help", "%help MAGIC");
    }

    @Override
    public String summary() {
        return "Lists the magics, or explains one.";
    }

    @Override
    public Argument argument() {
        return Argument.MAGIC;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        String name = call.arguments().replaceFirst("^%+", "");
        if (!name.isEmpty())
            return call.done(of(Magics.named(name).orElseThrow(() -> new MagicException(Magics.unknown(name)))));
        call.print("A line that begins with % is no Java but one of these; %% takes the whole cell.\n");
        call.print(Magics.all().stream()
                .flatMap(magic -> magic.forms().stream()
                        .map(form -> List.of(form, form.equals(magic.forms().getFirst()) ? magic.summary() : ""))));
        return CellResult.Done.NOTHING;
    }

    /** What is said of one magic. */
    static String of(Magic magic) {
        return String.join("\n", magic.forms()) + "\n\n" + magic.summary();
    }
}
