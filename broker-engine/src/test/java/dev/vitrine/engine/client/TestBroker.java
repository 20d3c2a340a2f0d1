package dev.vitrine.engine.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The broker that a test of clients talks to: the engine in its own process, on a free port that it keeps over restarts,
 * or the Kafka named by {@code -Dclients.against=HOST:PORT}.
 */
final class TestBroker implements AutoCloseable {

    private static final String OTHER_KAFKA = System.getProperty("clients.against");

    private final Path data;
    private final List<String> more;
    private EngineProcess engine;

    private TestBroker(Path data, List<String> more) {
        this.data = data;
        this.more = more;
        if (OTHER_KAFKA == null) {
            engine = serve(0);
        }
    }

    /** @param data the data folder @param more options of the command line */
    static TestBroker start(Path data, String... more) {
        return new TestBroker(data, List.of(more));
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
        List<String> options = new ArrayList<>(List.of("--listen", "localhost:" + port, "--data", data.toString()));
        options.addAll(more);
        return options.toArray(String[]::new);
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
