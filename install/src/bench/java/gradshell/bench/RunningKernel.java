package gradshell.bench;

import com.google.gson.JsonObject;
import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A kernel process and a client that has heard from it. Times are in milliseconds. */
final class RunningKernel implements AutoCloseable {
    private static final long EXIT_SECONDS = 10;

    private final Spec spec;
    private final Path file;
    private final Process process;
    private final TestClient client;
    /** From the process's start to the answer that says who the kernel is. */
    final double ready;

    /** Starts it and waits for its first answer. */
    RunningKernel(Spec spec) throws IOException {
        this.spec = spec;
        var connection = ConnectionFile.create();
        file = Files.createTempFile("bench", ".json");
        Files.writeString(file, connection.json());
        client = new TestClient(connection);
        var builder = new ProcessBuilder(spec.command(file)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // the reader's own files are no part of what is measured
        builder.environment().putAll(Map.of("GRADSHELL_HISTORY", "off", "GRADSHELL_STARTUP", "off"));
        long start = System.nanoTime();
        process = builder.start();
        client.awaitReply(client.send("kernel_info_request", new JsonObject()));
        ready = since(start);
    }

    /** Waits until everything that is published arrives, too. */
    void awaitSubscribed() {
        client.awaitReady();
    }

    /** Runs a cell to its end; how long that took. */
    double execute(String code) {
        long start = System.nanoTime();
        Outcome outcome = client.execute(code);
        double time = since(start);
        if (!outcome.status().equals("ok"))
            throw new IllegalStateException("this cell failed: " + code + "\n" + outcome.reply().content());
        return time;
    }

    /** Runs a cell, until its reply only. */
    double executeUntilReply(String code) {
        long start = System.nanoTime();
        var reply = client.awaitReply(client.send("execute_request", TestClient.cell(code)));
        double time = since(start);
        if (!reply.text("status").equals("ok"))
            throw new IllegalStateException("this cell failed: " + code + "\n" + reply.content());
        return time;
    }

    double complete(String code) {
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.length());
        return request("complete_request", content);
    }

    double inspect(String code) {
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.length());
        content.addProperty("detail_level", 0);
        return request("inspect_request", content);
    }

    private double request(String type, JsonObject content) {
        long start = System.nanoTime();
        client.awaitReply(client.send(type, content));
        return since(start);
    }

    /** Starts a cell that would run for ever and interrupts it; from the interrupt to the cell's end. */
    double interrupt(String endless) throws IOException, InterruptedException {
        var content = TestClient.cell(endless);
        // the next cell is sent at once: it must not be aborted with this one
        content.addProperty("stop_on_error", false);
        String cell = client.send("execute_request", content);
        client.awaitPublished(message -> message.type().equals("execute_input") && message.parentId().equals(cell));
        TimeUnit.MILLISECONDS.sleep(150);
        long start = System.nanoTime();
        if (spec.interruptsByMessage())
            client.interrupt();
        else
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        client.outcome(cell);
        return since(start);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() throws IOException {
        try {
            client.shutdown(false);
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (AssertionError | InterruptedException _) {
            process.destroyForcibly();
        } finally {
            client.close();
            Files.deleteIfExists(file);
        }
    }
}
