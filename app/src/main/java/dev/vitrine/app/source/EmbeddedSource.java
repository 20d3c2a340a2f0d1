package dev.vitrine.app.source;

import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.engine.Engine;
import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.StartRefused;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker inside this process. Seen through the engine's {@code observe}, without polling over the socket; acted on through real clients. */
public final class EmbeddedSource implements ClusterSource {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Engine engine;
    private final boolean keeps;
    private final OwnClients clients;
    private final NewestRecords newest = new NewestRecords(this);
    private final List<AutoCloseable> users = new CopyOnWriteArrayList<>();

    private EmbeddedSource(Engine engine, boolean keeps) {
        this.engine = engine;
        this.keeps = keeps;
        this.clients = new OwnClients(engine::bootstrap);
    }

    /** Starts an engine. Blocks: not for the toolkit's thread. @throws StartRefused where it can't */
    public static EmbeddedSource start(Consumer<EngineConfig> configure) {
        AtomicBoolean keeps = new AtomicBoolean();
        Engine engine = Engine.start(config -> {
            configure.accept(config);
            keeps.set(!config.isEphemeral());
        });
        return new EmbeddedSource(engine, keeps.get());
    }

    @Override
    public boolean keeps() {
        return keeps;
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
    public Optional<Inspection> inspection() {
        return Optional.of(engine.observe().inspection());
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> recordsBefore(Map<TopicPartition, Long> ends, int ofEach) {
        return newest.before(ends, ofEach);
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
    public Optional<BrokerDesk> brokers() {
        return Optional.of(new EngineDesk(engine.brokers()));
    }

    @Override
    public boolean canSlowDown() {
        return true;
    }

    @Override
    public void slowMotion(long stepMillis) {
        engine.slowMotion(stepMillis);
    }

    @Override
    public long longestStep(long sessionTimeoutMs, long rebalanceTimeoutMs) {
        return Engine.longestStep(sessionTimeoutMs, rebalanceTimeoutMs);
    }

    @Override
    public void closeFirst(AutoCloseable user) {
        users.add(user);
    }

    @Override
    public void close() {
        users.forEach(EmbeddedSource::closeUser);
        closeUser(newest);
        clients.close(PATIENCE);
        engine.close();
    }

    private static void closeUser(AutoCloseable user) {
        try {
            user.close();
        } catch (Exception e) {
            LOG.warn("could not be closed before the broker: {}", user, e);
        }
    }
}
