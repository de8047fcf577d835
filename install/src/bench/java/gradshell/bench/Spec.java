package gradshell.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a kernel is started: what its {@code kernel.json} says.
 *
 * @param interruptsByMessage false when it is to be sent a signal
 */
record Spec(List<String> command, boolean interruptsByMessage) {
    static Spec read(Path directory) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(directory.resolve("kernel.json"))).getAsJsonObject();
        var command = json.getAsJsonArray("argv").asList().stream().map(word -> word.getAsString()).toList();
        boolean byMessage = json.has("interrupt_mode") && json.get("interrupt_mode").getAsString().equals("message");
        return new Spec(command, byMessage);
    }

    List<String> command(Path connectionFile) {
        return command.stream().map(word -> word.replace("{connection_file}", connectionFile.toString())).toList();
    }
}
