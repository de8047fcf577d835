package gradshell.install;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The operating systems and processors that ND4J's natives of this version exist for. */
final class Platform {
    static final List<String> SUPPORTED = List.of("linux-x86_64", "linux-arm64", "linux-armhf", "macosx-x86_64",
            "macosx-arm64", "windows-x86_64");

    private Platform() {}

    /** The name of a machine's platform, in the way of Maven classifiers. */
    static String of(Machine machine) {
        String system = machine.isWindows()
                ? "windows"
                : machine.isMac() ? "macosx" : machine.os().toLowerCase(Locale.ROOT).replace(' ', '-');
        String processor = switch (machine.arch().toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            case "arm" -> "armhf";
            case String other -> other;
        };
        return system + "-" + processor;
    }

    /** Why the machine can't run tensors; empty when it can. */
    static Optional<String> problem(Machine machine, String classPath) {
        String platform = of(machine);
        if (!SUPPORTED.contains(platform))
            return Optional.of("ND4J has no native code for " + platform
                    + ", only for " + String.join(", ", SUPPORTED) + "; gradients of plain Java work, tensors do not");
        if (!classPath.contains("-" + platform + ".jar"))
            return Optional.of("ND4J's native code for " + platform
                    + " is not in the class path; remove install/target and start gradshell again on this machine");
        return Optional.empty();
    }
}
