package dev.vitrine.app.bench;

import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** A real cluster, and beside its own groups so many more that a thousand programs would have to run for them; their positions move all the time. */
final class Crowd implements ClusterSource {

    private final ClusterSource real;
    private final String topic;
    private final int groups;
    private final int members;
    private final int partitions;

    /** @param topic what they all read, so many {@code partitions} of it */
    Crowd(ClusterSource real, String topic, int groups, int members, int partitions) {
        this.real = real;
        this.topic = topic;
        this.groups = groups;
        this.members = members;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        return real.snapshot().thenApply(now -> new ClusterSnapshot(now.clusterId(), now.atMillis(), now.controllerId(), now.brokers(), now.topics(),
                Stream.concat(now.groups().stream(), IntStream.range(0, groups).mapToObj(g -> group(g, now.atMillis()))).toList(), now.transactions(),
                now.connections(), now.quorum(), now.links(), now.lastEvent()));
    }

    @Override
    public Optional<Inspection> inspection() {
        return real.inspection();
    }

    private GroupView group(int g, long now) {
        String id = "crowd-%02d".formatted(g);
        boolean moving = (now / 1000 + g) % 25 == 0;
        List<MemberView> in = IntStream.range(0, members).mapToObj(m -> member(id, m)).toList();
        List<CommittedOffset> committed = IntStream.range(0, partitions)
                .mapToObj(p -> new CommittedOffset(new TopicPartition(topic, p), now / 100 + p, OptionalInt.empty(), "", now, OptionalLong.of(now / 500 % (p + 2)))).toList();
        return new GroupView(id, "classic", moving ? GroupState.PREPARING_REBALANCE : GroupState.STABLE, 3, "consumer", Optional.of("range"), Optional.of(id + "-0"), 1, now - 1000, in, committed);
    }

    private MemberView member(String group, int m) {
        List<TopicPartition> owned = IntStream.range(0, partitions).filter(p -> p % members == m).mapToObj(p -> new TopicPartition(topic, p)).toList();
        return new MemberView(group + "-" + m, Optional.empty(), group + "-" + m, "/127.0.0.1", 45_000, 300_000, List.of("range"), List.of(topic), owned);
    }

    @Override
    public String bootstrap() {
        return real.bootstrap();
    }

    @Override
    public Events.Page eventsAfter(long sequence, int limit) {
        return real.eventsAfter(sequence, limit);
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        real.flows(visitor);
    }

    @Override
    public void ends(EndVisitor visitor) {
        real.ends(visitor);
    }

    @Override
    public Admin admin() {
        return real.admin();
    }

    @Override
    public Map<String, Object> clientProperties(String purpose) {
        return real.clientProperties(purpose);
    }

    @Override
    public boolean canSlowDown() {
        return real.canSlowDown();
    }

    @Override
    public void slowMotion(long stepMillis) {
        real.slowMotion(stepMillis);
    }

    @Override
    public long longestStep(long sessionTimeoutMs, long rebalanceTimeoutMs) {
        return real.longestStep(sessionTimeoutMs, rebalanceTimeoutMs);
    }

    @Override
    public void closeFirst(AutoCloseable user) {
        // nothing to close: there is no socket to use
    }

    @Override
    public void close() {
        real.close();
    }
}
