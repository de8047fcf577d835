package gradshell.install;

import gradshell.kernel.AotCache;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Puts the kernel where Jupyter finds it, and takes it away again. */
record InstallCommand(Machine machine, PrintStream out) {
    void install(List<String> args) throws UsageException {
        Place place = place(args);
        if (Files.exists(place.directory) && KernelSpec.read(place.directory).isEmpty())
            throw new UsageException(place.directory + " holds another program's kernel; choose another --name");
        try {
            KernelSpec.ofThisProgram(place.preview).write(place.directory, place.name);
        } catch (IOException e) {
            throw new UsageException("can't write the kernel into " + place.directory + ": " + e
                    + "; choose another place with --user or --prefix DIR", e);
        }
        out.println("Installed the kernel " + place.name + " in " + place.directory);
        prepareStart();
        out.println(machine.program("jupyter").isPresent()
                ? "Start Jupyter (jupyter notebook, or jupyter lab) and choose Gradshell."
                : "Jupyter itself was not found on the PATH; get it with: pip install notebook");
    }

    /** Makes the cache that lets the kernel start fast, where there is none yet; it does without one where that fails. */
    private void prepareStart() {
        var cache = AotCache.ofThisProgram().filter(found -> found.state() != AotCache.State.READY);
        if (cache.isEmpty()) return;
        out.println("Making the cache that lets it start fast; this takes some seconds ...");
        out.flush();
        try {
            cache.get().make();
        } catch (IOException e) {
            out.println("There is no such cache now, so it starts more slowly: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void uninstall(List<String> args) throws UsageException {
        Place place = place(args);
        if (!Files.exists(place.directory))
            throw new UsageException("no kernel " + place.name + " in "
                    + place.directory.getParent() + "; gradshell doctor shows where kernels are");
        if (KernelSpec.read(place.directory).isEmpty())
            throw new UsageException(place.directory + " holds another program's kernel; it is left as it is");
        try {
            KernelSpec.delete(place.directory);
        } catch (IOException e) {
            throw new UsageException("can't remove " + place.directory + ": " + e, e);
        }
        out.println("Removed the kernel " + place.name + " from " + place.directory.getParent());
    }

    private record Place(Path directory, String name, boolean preview) {}

    private Place place(List<String> args) throws UsageException {
        var options = Arguments.parse(args, Set.of("--user", "--sys-prefix", "--preview"),
                Set.of("--prefix", "--name"));
        if (!options.words().isEmpty()) throw new UsageException("one word too many: " + options.words().getFirst());
        if (Set.of("--user", "--sys-prefix", "--prefix").stream().filter(options::has).count() > 1)
            throw new UsageException("--user, --sys-prefix and --prefix exclude each other: give one");
        String name = options.options().getOrDefault("--name", "gradshell");
        if (!name.matches("[a-z0-9._-]+"))
            throw new UsageException("a kernel's name is made of a-z, 0-9, '.', '_' "
                    + "and '-', and this is: " + name);
        return new Place(JupyterDirectories.kernel(dataDirectory(options), name), name, options.has("--preview"));
    }

    private Path dataDirectory(Arguments options) throws UsageException {
        var jupyter = new JupyterDirectories(machine);
        if (options.has("--prefix"))
            return JupyterDirectories.below(Path.of(options.options().get("--prefix")).toAbsolutePath().normalize());
        if (options.has("--sys-prefix"))
            return JupyterDirectories.below(jupyter.sysPrefix().orElseThrow(
                    () -> new UsageException("--sys-prefix needs a Python on the PATH, and there is none")));
        return jupyter.user();
    }
}
