package dev.vitrine.engine.cli;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.StartRefused;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * {@code serve}: runs an engine until the process is told to stop. When it serves it prints exactly one line on standard output; a refusal is one
 * line on standard error.
 */
final class Serve {

    private static final int REFUSED = 2;

    private final PrintStream out;
    private final PrintStream err;

    Serve(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(ServeOptions options) {
        Engine engine;
        try {
            engine = Engine.start(options::applyTo);
        } catch (StartRefused refused) {
            err.println(refused.getMessage());
            return REFUSED;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(engine, stopped), "vitrine-stop"));
        out.println("READY bootstrap=" + engine.bootstrap() + " control=- schema-registry=- pid=" + ProcessHandle.current().pid());
        out.flush();
        awaitUninterrupted(stopped);
        return 0;
    }

    /** A signal ends the JVM with its own exit code; a clean stop is a success, so the code is set here. */
    private static void stop(Engine engine, CountDownLatch stopped) {
        engine.close();
        stopped.countDown();
        Runtime.getRuntime().halt(0);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // Only a signal ends this.
            }
        }
    }
}
