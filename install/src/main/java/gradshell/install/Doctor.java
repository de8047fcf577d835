package gradshell.install;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import gradshell.kernel.AotCache;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Shell;

/** Says what Gradshell finds on this machine, what is missing, and what to do about it. */
final class Doctor {
    enum Grade {
        OK("ok  "), NOTE("note"), BAD("BAD ");

        private final String label;

        Grade(String label) {
            this.label = label;
        }
    }

    record Finding(Grade grade, String text) {}

    private final Machine machine;
    private final String classPath;
    private final Supplier<Shell> shells;

    /** @param shells starts a shell, which then takes two gradients */
    Doctor(Machine machine, String classPath, Supplier<Shell> shells) {
        this.machine = machine;
        this.classPath = classPath;
        this.shells = shells;
    }

    /** Prints all findings; true if none of them keeps Gradshell from working. */
    boolean report(PrintStream out) {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk());
        findings.add(maven());
        findings.add(platform());
        findings.addAll(gradients());
        AotCache.ofThisProgram().ifPresent(cache -> findings.add(startCache(cache.state(), cache.file())));
        findings.add(jupyter());
        findings.addAll(kernels());
        findings.forEach(finding -> out.println(finding.grade.label + "  " + finding.text));
        return findings.stream().noneMatch(finding -> finding.grade == Grade.BAD);
    }

    private static Finding jdk() {
        String found = "JDK " + System.getProperty("java.version") + " at " + System.getProperty("java.home");
        if (Runtime.version().feature() < 25)
            return new Finding(Grade.BAD, found + "; Gradshell needs 25: set GRADSHELL_JAVA_HOME to one");
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty())
            return new Finding(Grade.BAD, found + " is a runtime without jshell; Gradshell needs a full JDK 25");
        return new Finding(Grade.OK, found);
    }

    private Finding maven() {
        return machine.program("mvn").map(mvn -> new Finding(Grade.OK, "Maven at " + mvn))
                .orElse(new Finding(Grade.NOTE, "Maven (mvn) is not on the PATH; it is needed only to build Gradshell "
                        + "again: get it from https://maven.apache.org or your package manager"));
    }

    private Finding platform() {
        return Platform.problem(machine, classPath).map(problem -> new Finding(Grade.BAD, problem))
                .orElseGet(() -> new Finding(Grade.OK, "ND4J's native code for " + Platform.of(machine)));
    }

    /** The whole way: a cell, its imports, the compiled code, the tape, native memory. */
    private List<Finding> gradients() {
        try (Shell shell = shells.get()) {
            return List.of(trial(shell, "A gradient of plain Java", "gradient(x -> 3 * x * x, 5) == 30"),
                    trial(shell, "A gradient of tensors", "Arrays.equals(new double[] {2, 4}, "
                            + "gradient((Tensor x) -> sum(x.times(x)), tensor(1, 2)).toDoubleArray())"));
        }
    }

    private static Finding trial(Shell shell, String what, String cell) {
        return switch (shell.run(cell, 1, Session.silent(shell))) {
            case CellResult.Done(Boolean right, _) when right -> new Finding(Grade.OK, what + " comes out right");
            case CellResult.Done(Object value, _) ->
                new Finding(Grade.BAD, what + " is wrong: " + cell + " is " + value);
            case CellResult.Failed failed -> new Finding(Grade.BAD, what + " fails: " + failed.name() + ": "
                    + failed.message().lines().findFirst().orElse("no reason given"));
        };
    }

    static Finding startCache(AotCache.State state, Path file) {
        String remedy = "; kernels start more slowly until one makes it anew, or: gradshell install";
        return switch (state) {
            case READY -> new Finding(Grade.OK, "Fast starts, by the cache " + file);
            case MISSING -> new Finding(Grade.NOTE, "No cache for fast starts at " + file + remedy);
            case STALE -> new Finding(Grade.NOTE,
                    "The cache for fast starts is for another JDK or other jars: " + file + remedy);
        };
    }

    private Finding jupyter() {
        return machine.program("jupyter").map(jupyter -> new Finding(Grade.OK, "Jupyter at " + jupyter))
                .orElse(new Finding(Grade.NOTE, "Jupyter is not on the PATH; console, jshell and run work without it: "
                        + "get it with pip install notebook"));
    }

    private List<Finding> kernels() {
        List<Finding> kernels = new ArrayList<>();
        for (Path data : new JupyterDirectories(machine).all())
            for (Path directory : children(data.resolve("kernels")))
                KernelSpec.read(directory).ifPresent(spec -> kernels.add(kernel(directory, spec)));
        if (kernels.isEmpty())
            kernels.add(new Finding(Grade.NOTE, "No kernel installed for Jupyter; do so with: gradshell install"));
        return kernels;
    }

    private static Finding kernel(Path directory, KernelSpec spec) {
        String remedy = "; install it again with: gradshell install";
        if (!Files.isExecutable(spec.java()))
            return new Finding(Grade.BAD, "Kernel " + directory + ": its JDK is gone: " + spec.java() + remedy);
        Optional<Path> gone = spec.classPath().stream().filter(entry -> !Files.exists(entry)).findFirst();
        if (gone.isPresent())
            return new Finding(Grade.BAD, "Kernel " + directory + ": its class path is gone: " + gone.get() + remedy);
        return new Finding(Grade.OK, "Kernel " + directory + ", run by " + spec.java());
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
