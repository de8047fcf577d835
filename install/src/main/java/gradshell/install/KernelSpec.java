package gradshell.install;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What tells Jupyter how to start the kernel: a directory with {@code kernel.json} and the logos. The command names the
 * running JDK and the class path absolutely, because a server's PATH is not the user's.
 */
record KernelSpec(List<String> command) {
    static final String MAIN_CLASS = gradshell.kernel.Main.class.getName();
    private static final String ANY_JAR = File.separator + "*";
    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** The kernel of this very program, whose cells may use Java's preview features if {@code preview}. */
    static KernelSpec ofThisProgram(boolean preview) {
        List<String> command = new ArrayList<>(Program.command(MAIN_CLASS));
        if (preview) command.add(1, "--enable-preview");
        command.add("{connection_file}");
        return new KernelSpec(command);
    }

    /** Reads one from its directory; empty if there is none, or one of another program. */
    static Optional<KernelSpec> read(Path directory) {
        try {
            JsonElement json = JsonParser.parseString(Files.readString(directory.resolve("kernel.json")));
            if (!(json instanceof JsonObject object) || !(object.get("argv") instanceof JsonArray argv))
                return Optional.empty();
            List<String> command = argv.asList().stream().map(JsonElement::getAsString).toList();
            return command.contains(MAIN_CLASS) ? Optional.of(new KernelSpec(command)) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            return Optional.empty(); // unreadable: certainly not written by this program
        }
    }

    void write(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("kernel.json"), GSON.toJson(json(name)) + "\n");
        for (String logo : LOGOS)
            try (InputStream in = KernelSpec.class.getResourceAsStream(logo)) {
                Files.write(directory.resolve(logo), in.readAllBytes());
            }
    }

    static void delete(Path directory) throws IOException {
        for (String logo : LOGOS)
            Files.deleteIfExists(directory.resolve(logo));
        Files.deleteIfExists(directory.resolve("kernel.json"));
        Files.delete(directory);
    }

    Path java() {
        return Path.of(command.getFirst());
    }

    /** The entries of the class path, without the wildcard at the end of a directory of jars. */
    List<Path> classPath() {
        int option = command.indexOf("-cp");
        if (option < 0 || option + 1 >= command.size()) return List.of();
        return Machine.paths(command.get(option + 1).replace(ANY_JAR, ""));
    }

    private JsonObject json(String name) {
        var json = new JsonObject();
        json.add("argv", GSON.toJsonTree(command));
        json.addProperty("display_name", name.equals("gradshell") ? "Gradshell" : "Gradshell (" + name + ")");
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        json.add("env", new JsonObject());
        json.add("metadata", new JsonObject());
        return json;
    }
}
