package gradshell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Installs the kernel as a user does, measures it and, where there is one, IPython's, and prints a table of the readings.
 * The argument is the directory that the launcher starts Gradshell from; a second one is the number of starts.
 */
public final class Report {
    private static final int STARTS = 100;

    private Report() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int starts = args.length > 1 ? Integer.parseInt(args[1]) : STARTS;
        Path prefix = Files.createTempDirectory("bench-kernel");
        var ours = new Measurements(install(Path.of(args[0]), prefix), Cells.JAVA, progress("Gradshell")).take(starts);
        var python = ipython();
        Map<Mark, List<Double>> theirs = python.isEmpty()
                ? Map.of()
                : new Measurements(python.get(), Cells.PYTHON, progress("IPython")).take(Math.ceilDiv(starts, 5));
        print(ours, theirs);
    }

    private static Consumer<String> progress(String kernel) {
        return line -> System.err.println(kernel + ": " + line);
    }

    /** What {@code gradshell install --prefix} does, and what it has written. */
    private static Spec install(Path launched, Path prefix) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("@" + launched.resolve("jvm.options"), "-cp", launched.resolve("lib") + "/*",
                "gradshell.install.Main", "install", "--prefix", prefix.toString()));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) throw new IllegalStateException("gradshell install ended with " + status);
        return Spec.read(prefix.resolve("share/jupyter/kernels/gradshell"));
    }

    private static Optional<Spec> ipython() throws IOException {
        var found = Stream.of("/usr/share/jupyter/kernels/python3", "/usr/local/share/jupyter/kernels/python3")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
        return found.isEmpty() ? Optional.empty() : Optional.of(Spec.read(found.get()));
    }

    private static void print(Map<Mark, List<Double>> ours, Map<Mark, List<Double>> theirs) {
        System.out.println("| what | Gradshell | IPython | mark |");
        System.out.println("|---|---|---|---|");
        for (Mark mark : Mark.values()) {
            var readings = ours.get(mark);
            System.out.println("| " + mark.what + " | " + mark.reached(readings)
                    + (mark.missed(readings) ? " **missed**" : "") + " | " + mark.reached(theirs.get(mark)) + " | "
                    + mark.asked() + " |");
        }
    }
}
