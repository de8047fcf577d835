package gradshell.array;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Starts ND4J and its natives, once, when first needed or ahead of that in the background. Internal. */
public final class Native {
    private static final Start ND4J = new Start(() -> {
        BlasKernels.choose();
        Nd4j.getDataBufferFactory().create(DataType.FLOAT, 1, false);
    });

    private Native() {}

    /**
     * Loads ND4J and its native libraries unless that is done already. May be called from any thread; whoever needs
     * memory meanwhile waits. IllegalStateException where the platform has no natives, the same every time.
     */
    public static void warmUp() {
        ND4J.ensure();
    }

    /** An action that runs once, and fails the same way each time when it failed. */
    static final class Start {
        private final Runnable action;
        private volatile boolean done;
        private LinkageError linkage;
        private RuntimeException exception;

        Start(Runnable action) {
            this.action = action;
        }

        void ensure() {
            if (!done) attempt();
        }

        private synchronized void attempt() {
            if (done) return;
            if (linkage != null) throw unavailable(linkage);
            if (exception != null) throw unavailable(exception);
            try {
                action.run();
                done = true;
            } catch (LinkageError e) {
                // kept, because a second attempt in the same process would only say NoClassDefFoundError
                linkage = e;
                throw unavailable(e);
            } catch (RuntimeException e) {
                exception = e;
                throw unavailable(e);
            }
        }
    }

    private static IllegalStateException unavailable(Throwable cause) {
        return new IllegalStateException("the native libraries of ND4J could not be started on "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + ". There are natives for linux-x86_64, linux-arm64, linux-armhf, macosx-x86_64, macosx-arm64 and "
                + "windows-x86_64; on one of these, the class path lacks nd4j-native with that classifier. Cause: "
                + cause, cause);
    }
}
