package dev.vitrine.app.source;

import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The cluster behind the screens: what can be seen of it, and how to act on it. Acting goes through real Kafka clients over the socket wherever
 * Kafka has an API for it, so that what a screen does is what any program could do, and works for remote clusters too.
 */
public interface ClusterSource extends AutoCloseable {

    /** Client ids of the app's own connections begin with this, so that pictures can tell them from the user's programs. */
    String OWN_CLIENT_PREFIX = "vitrine-";

    /** {@code host:port}, comma between several: what a client needs to connect. */
    String bootstrap();

    /** The whole cluster at this moment. Never blocks the caller. Screens rather take the newest one from {@link Inbox.Frame#snapshot}. */
    CompletionStage<ClusterSnapshot> snapshot();

    /** Structural events after a sequence, the oldest first; see {@link Events#after}. */
    Events.Page eventsAfter(long sequence, int limit);

    /** Visits the live record counters of all connections; cheap enough for every frame. */
    void flows(Consumer<Flow> visitor);

    /** Visits the live ends of all partitions; cheap enough for every frame. */
    void ends(EndVisitor visitor);

    /** A closer look at one partition or the broker itself; empty where the cluster can be seen from outside only. */
    default Optional<Inspection> inspection() {
        return Optional.empty();
    }

    /**
     * The last records before given offsets, so many of each partition at most; fewer where they are large, or gone already. Blocks for seconds at most.
     *
     * @param ends for each partition: nothing from that offset on
     */
    default List<ConsumerRecord<byte[], byte[]>> recordsBefore(Map<TopicPartition, Long> ends, int ofEach) {
        return List.of();
    }

    /** One Admin for all screens, made at first use; closed with the source. Making it may take a while: call in {@code Background}. */
    Admin admin();

    /**
     * Properties for a producer or consumer of the app's own: bootstrap servers and a client id of {@link #OWN_CLIENT_PREFIX} + purpose. A fresh,
     * changeable map. Serializers and all else are the caller's to add; so is closing what it makes.
     */
    Map<String, Object> clientProperties(String purpose);

    /** Something that uses this cluster and is to be closed before it. Closing takes seconds at most. */
    void closeFirst(AutoCloseable user);

    /** Whether it is a recording: it can be looked at, and nothing can be done to it. */
    default boolean recorded() {
        return false;
    }

    /** Whether what is written stays when it is closed. */
    default boolean keeps() {
        return true;
    }

    /** Whether it can be shown in slow motion: only a broker of one's own can. */
    default boolean canSlowDown() {
        return false;
    }

    /** Each step of a rebalance takes so long from now on, or as long as does its members no harm; 0 for real time. Returns at once. */
    default void slowMotion(long stepMillis) {}

    /** How long a step of a member with these time-outs can take without harm, in milliseconds. */
    default long longestStep(long sessionTimeoutMs, long rebalanceTimeoutMs) {
        return 0;
    }

    /** Where its brokers are added, stopped and hurt; empty where that can't be done from here. */
    default Optional<BrokerDesk> brokers() {
        return Optional.empty();
    }

    /** Closes what it opened; an embedded broker stops. May take seconds: not for the toolkit's thread. Idempotent. */
    @Override
    void close();
}
