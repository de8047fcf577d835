package gradshell.kernel.magic;

import gradshell.kernel.shell.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All magics there are. */
final class Magics {
    private static final List<Magic> ALL = List.of(new Help(), new Time(), new TimeIt(), new Vars(), new Who(),
            new Snippets(), new Load(), new Save(), new WriteFile(), new Reset(), new Env(), new Cd(), new Sh(),
            new Trace(),
            new Adjoint(), new JavaCode(), new JavaP(), new Jars(), new Deps(), new Config());

    private Magics() {}

    static List<Magic> all() {
        return ALL;
    }

    static Optional<Magic> named(String name) {
        return ALL.stream().filter(magic -> magic.name().equals(name)).findFirst();
    }

    static boolean isKnown(String name) {
        return named(name).isPresent();
    }

    /** What to say of a name that is none. */
    static String unknown(String name) {
        String nearest = ALL.stream()
                .map(Magic::name)
                .min(Comparator.comparingInt(known -> Spelling.distance(known, name)))
                .orElseThrow();
        boolean near = Spelling.distance(nearest, name) <= Math.max(1, name.length() / 3);
        return "there is no magic %" + name + (near ? "; did you mean %" + nearest + "?" : "")
                + " %help lists them all";
    }
}
