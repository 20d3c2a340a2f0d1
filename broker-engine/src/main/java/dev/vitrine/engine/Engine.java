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

    private final EngineRun run;

    private Engine(EngineRun run) {
        this.run = run;
    }

    /**
     * Starts, and returns when clients are served. Blocks: not for a screen's thread.
     *
     * @throws StartRefused where it can't; nothing has changed on disk then
     */
    public static Engine start(Consumer<EngineConfig> configure) {
        EngineConfig config = new EngineConfig();
        configure.accept(config);
        return new Engine(EngineRun.start(config));
    }

    /** {@code host:port} of the first listener of each broker, comma between. */
    public String bootstrap() {
        return run.bootstrap();
    }

    public Observation observe() {
        return run.observation();
    }

    /** Stops cleanly: everything acknowledged is on disk, the next start is quick. Idempotent; a second caller waits for the first. */
    @Override
    public void close() {
        run.close();
    }
}
