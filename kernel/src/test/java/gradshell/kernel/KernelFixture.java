package gradshell.kernel;

import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.TestClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A kernel in this process on a {@link FakeShell}, and a client that is connected to it. */
final class KernelFixture implements AutoCloseable {
    final ConnectionFile file = ConnectionFile.create();
    final FakeShell shell = new FakeShell();
    final List<String> log = new CopyOnWriteArrayList<>();
    final Kernel kernel;
    final TestClient client;

    KernelFixture() throws StartException {
        kernel = Kernel.start(Connection.parse(file.json()), () -> shell, null, log::add);
        client = new TestClient(file);
        client.awaitReady();
    }

    boolean logged(String part) {
        return log.stream().anyMatch(line -> line.contains(part));
    }

    @Override
    public void close() {
        client.close();
        shell.interrupt();
        kernel.stop(0);
        kernel.await();
    }
}
