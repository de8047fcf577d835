package gradshell.kernel.client;

import java.util.List;
import java.util.stream.Collectors;

/** What came of a request: the reply (null when none came) and everything published for it, from busy to idle. */
public record Outcome(Received reply, List<Received> published) {
    public String status() {
        return reply.text("status");
    }

    public List<String> types() {
        return published.stream().map(Received::type).toList();
    }

    public List<Received> published(String type) {
        return published.stream().filter(message -> message.type().equals(type)).toList();
    }

    /** All text of a stream: {@code stdout} or {@code stderr}. */
    public String stream(String name) {
        return published("stream").stream()
                .filter(message -> message.text("name").equals(name))
                .map(message -> message.text("text"))
                .collect(Collectors.joining());
    }

    /** The execute_result's content of a MIME type; null when there is none. */
    public String result(String mime) {
        return published("execute_result").stream()
                .map(message -> message.content().getAsJsonObject("data").get(mime))
                .filter(value -> value != null)
                .map(value -> value.getAsString())
                .findFirst()
                .orElse(null);
    }
}
