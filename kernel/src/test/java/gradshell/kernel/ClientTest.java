package gradshell.kernel;

import gradshell.kernel.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh kernel and a client of it for each test. */
abstract class ClientTest {
    KernelFixture kernel;
    TestClient client;

    @BeforeEach
    void start() throws StartException {
        kernel = new KernelFixture();
        client = kernel.client;
    }

    @AfterEach
    void stop() {
        kernel.close();
    }
}
