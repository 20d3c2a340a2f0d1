package dev.vitrine.engine;

import dev.vitrine.engine.api.SlowMotion;
import dev.vitrine.engine.observe.Observation;
import java.util.function.Consumer;

/**
 * A Kafka-compatible broker inside this process, or a cluster of them.
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

    /** Its brokers, one by one. */
    public Brokers brokers() {
        return new Brokers(run.brokers());
    }

    /**
     * Slow motion: each step of a rebalance (a join, a sync, a heartbeat of KIP-848) is held for so long before it is worked on, but never longer than
     * does no harm to the member ({@link #longestStep}).
     *
     * @param stepMillis 0 for none, which is how it begins
     */
    public void slowMotion(long stepMillis) {
        run.slowMotion().hold(stepMillis);
    }

    /** How long a step of a member with these time-outs can be held, in milliseconds: well within what would put it out of its group. */
    public static long longestStep(long sessionTimeoutMs, long rebalanceTimeoutMs) {
        return SlowMotion.most(sessionTimeoutMs, rebalanceTimeoutMs);
    }

    /** Stops cleanly: everything acknowledged is on disk, the next start is quick. Idempotent; a second caller waits for the first. */
    @Override
    public void close() {
        run.close();
    }
}
