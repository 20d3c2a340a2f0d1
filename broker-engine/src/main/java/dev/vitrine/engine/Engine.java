package dev.vitrine.engine;

import dev.vitrine.engine.observe.Observation;
import java.util.function.Consumer;

/**
 * A Kafka-compatible broker inside this process.
 *
 * <pre>{@code
 * try (Engine engine = Engine.start(c -> c.listen("localhost", 0).ephemeral())) {
 *     props.put("bootstrap.servers", engine.bootstrap());
 * }
 * }</pre>
 */
public final class Engine implements AutoCloseable {

    /** Starts, and returns when clients are served. Blocks: not for a screen's thread. @throws StartRefused where it can't, with nothing changed */
    public static Engine start(Consumer<EngineConfig> configure) {
        throw new UnsupportedOperationException();
    }

    /** {@code host:port} of the first listener of each broker, comma between. */
    public String bootstrap() {
        throw new UnsupportedOperationException();
    }

    public Observation observe() {
        throw new UnsupportedOperationException();
    }

    /** Stops cleanly: everything acknowledged is on disk, the next start is quick. Idempotent. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
