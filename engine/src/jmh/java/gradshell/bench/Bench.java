package gradshell.bench;

import gradshell.compile.bench.Report;
import org.openjdk.jmh.runner.RunnerException;

/** Runs measurements and prints them in Markdown, with the mark each must reach and a word where one is missed. */
public final class Bench {
    private Bench() {}

    /** Takes {@code code}, {@code arrays} or {@code all}; after {@code arrays} a part of the names of the rows wanted, or nothing. */
    public static void main(String[] args) throws RunnerException {
        String what = args.length == 0 ? "all" : args[0];
        String part = args.length < 2 ? "" : String.join(" ", args).substring(what.length() + 1);
        String tables = switch (what) {
            case "code" -> Report.measure();
            case "arrays" -> ArrayTables.measure(part);
            case "all" -> { // arrays first: without their data they fail at once, not after minutes
                String arrays = ArrayTables.measure("");
                yield Report.measure() + "\n" + arrays;
            }
            default -> throw new IllegalArgumentException("-Dbench takes code, arrays or all, not " + what);
        };
        System.out.println("\n" + tables);
    }
}
