package gradshell.kernel.magic;

import gradshell.kernel.magic.MavenRepositories.Library;
import gradshell.kernel.shell.CellResult;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** {@code %deps}. */
final class Deps implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%deps GROUP:ARTIFACT:VERSION...", "%deps -s SETTINGS GROUP:ARTIFACT:VERSION...");
    }

    @Override
    public String summary() {
        return "Adds libraries from Maven repositories to the class path, with all that they depend on.";
    }

    @Override
    public CellResult run(Call call) throws Exception {
        var words = call.words();
        boolean withSettings = words.size() > 2 && words.getFirst().equals("-s");
        Path settings = withSettings ? call.path(words.get(1)) : MavenRepositories.userSettings();
        var coordinates = withSettings ? words.subList(2, words.size()) : words;
        if (coordinates.isEmpty()) throw call.wrongUse();
        var found = resolve(settings, coordinates, call);
        var added = new ArrayList<Path>();
        for (var library : found) {
            Optional<String> own = own(library.artifact());
            if (own.isEmpty()) {
                added.add(library.jar());
                call.shell().sources().add(library, settings);
            } else if (!own.get().equals(library.jar().getFileName().toString()))
                call.print(library + " is not used: Gradshell itself has " + own.get());
        }
        call.java().addToClassPath(added);
        return call.done(added.size() + (added.size() == 1 ? " library: " : " libraries: ") + String.join(", ",
                found.stream().filter(l -> added.contains(l.jar())).map(Object::toString).toList()));
    }

    /** On a thread of its own: one that reads from the network can't be interrupted, the one that waits for it can. */
    private static List<Library> resolve(Path settings, List<String> coordinates, Call call) throws Exception {
        var resolving = new FutureTask<>(() -> MavenRepositories.of(settings).resolve(coordinates));
        Thread.ofPlatform().daemon().name("gradshell-deps").start(resolving);
        try {
            return call.stoppable(resolving::get);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MagicException why ? why : e;
        }
    }

    /** The jar of an artifact that this program runs with itself: its classes would be found first. */
    private static Optional<String> own(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.startsWith(artifact + "-")
                        && name.substring(artifact.length() + 1).matches("\\d.*\\.jar"))
                .findFirst();
    }
}
