package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.util.List;
import java.util.TreeMap;

/** {@code %env}. */
final class Env implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%env", "%env NAME", "%env NAME=VALUE");
    }

    @Override
    public String summary() {
        return "Shows environment variables, or sets one for the commands of %sh.";
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        String argument = call.arguments();
        var all = new TreeMap<>(System.getenv());
        all.putAll(call.shell().environment());
        int equals = argument.indexOf('=');
        if (argument.isEmpty()) {
            all.forEach((name, value) -> call.print(name + "=" + value));
            return CellResult.Done.NOTHING;
        }
        if (equals < 0) {
            if (!all.containsKey(argument)) throw new MagicException(argument + " is not set");
            return call.done(all.get(argument));
        }
        String name = argument.substring(0, equals).strip();
        if (name.isEmpty()) throw call.wrongUse();
        call.shell().environment().put(name, argument.substring(equals + 1).strip());
        // no program can change what its own System.getenv says
        return call.done(name + " is set for %sh; System.getenv does not see it");
    }
}
