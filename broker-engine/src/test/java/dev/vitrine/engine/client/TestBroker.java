package dev.vitrine.engine.client;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/**
 * The broker that a test of clients talks to: the engine in its own process, on a free port that it keeps over restarts,
 * or the Kafka named by {@code -Dclients.against=HOST:PORT}.
 */
final class TestBroker implements AutoCloseable {

    private static final String OTHER_KAFKA = System.getProperty("clients.against");

    private final Path data;
    private EngineProcess engine;

    private TestBroker(Path data) {
        this.data = data;
        if (OTHER_KAFKA == null) {
            engine = serve(0);
        }
    }

    /** @param data the data folder */
    static TestBroker start(Path data) {
        return new TestBroker(data);
    }

    String bootstrap() {
        return OTHER_KAFKA == null ? engine.bootstrap() : OTHER_KAFKA;
    }

    /** A clean stop, and a start on the same port with the same data. */
    void restart() {
        onlyForTheEngine();
        int port = engine.port();
        engine.stop().successfully();
        engine = serve(port);
    }

    /** kill −9, and a start on the same port with the same data. */
    void crashAndRestart() {
        onlyForTheEngine();
        int port = engine.port();
        engine.kill();
        engine = serve(port);
    }

    /** As {@link #crashAndRestart()}, but the first start dies on the way too. */
    void crashTwiceAndRestart(Duration secondAfter) {
        onlyForTheEngine();
        int port = engine.port();
        engine.kill();
        EngineProcess.killWhileStarting(secondAfter, options(port));
        engine = serve(port);
    }

    private EngineProcess serve(int port) {
        return EngineProcess.serve(options(port));
    }

    private String[] options(int port) {
        return new String[] {"--listen", "localhost:" + port, "--data", data.toString()};
    }

    private static void onlyForTheEngine() {
        Assumptions.assumeTrue(OTHER_KAFKA == null, "another Kafka is not restarted");
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
