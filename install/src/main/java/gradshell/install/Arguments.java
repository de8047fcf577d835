package gradshell.install;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words behind a command: options, written {@code --name value} or {@code --name=value}, and the rest. */
record Arguments(Map<String, String> options, List<String> words) {
    /**
     * Takes the words apart.
     *
     * @param flags options without a value, {@code --user}
     * @param valued options with one, {@code --prefix}
     */
    static Arguments parse(List<String> args, Set<String> flags, Set<String> valued) throws UsageException {
        Map<String, String> options = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = arg.startsWith("--") && equals > 0 ? arg.substring(0, equals) : arg;
            if (!arg.startsWith("-")) words.add(arg);
            else if (valued.contains(name) && !name.equals(arg)) options.put(name, arg.substring(equals + 1));
            else if (valued.contains(arg) && i + 1 < args.size()) options.put(arg, args.get(++i));
            else if (valued.contains(arg)) throw new UsageException(arg + " needs a value behind it");
            else if (flags.contains(arg)) options.put(arg, "");
            else
                throw unknown(arg, flags, valued);
        }
        return new Arguments(options, words);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    private static UsageException unknown(String arg, Set<String> flags, Set<String> valued) {
        List<String> known = new ArrayList<>(flags);
        known.addAll(valued);
        known.sort(null);
        return new UsageException("no option " + arg + Spelling.suggest(arg, known));
    }
}
