package dev.vitrine.app.source;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.StartRefused;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** The broker inside this process. Seen through the engine's {@code observe}, without polling over the socket; acted on through real clients. */
public final class EmbeddedSource implements ClusterSource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Engine engine;
    private final OwnClients clients;

    private EmbeddedSource(Engine engine) {
        this.engine = engine;
        this.clients = new OwnClients(engine.bootstrap());
    }

    /** Starts an engine. Blocks: not for the toolkit's thread. @throws StartRefused where it can't */
    public static EmbeddedSource start(Consumer<EngineConfig> configure) {
        return new EmbeddedSource(Engine.start(configure));
    }

    @Override
    public String bootstrap() {
        return engine.bootstrap();
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        return engine.observe().snapshot();
    }

    @Override
    public Events.Page eventsAfter(long sequence, int limit) {
        return engine.observe().events().after(sequence, limit);
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        engine.observe().flows(visitor);
    }

    @Override
    public void ends(EndVisitor visitor) {
        engine.observe().ends(visitor);
    }

    @Override
    public Admin admin() {
        return clients.admin();
    }

    @Override
    public Map<String, Object> clientProperties(String purpose) {
        return clients.properties(purpose);
    }

    @Override
    public void close() {
        clients.close(PATIENCE);
        engine.close();
    }
}
