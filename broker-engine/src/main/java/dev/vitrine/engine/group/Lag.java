package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupView;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** How far groups are behind. */
record Lag(Function<TopicPartition, OptionalLong> ends) {

    GroupView fillIn(GroupView group) {
        return new GroupView(
                group.id(),
                group.type(),
                group.state(),
                group.generation(),
                group.targetEpoch(),
                group.protocolType(),
                group.protocol(),
                group.leader(),
                group.coordinator(),
                group.stateSinceMillis(),
                group.members(),
                group.offsets().stream().map(this::fillIn).toList());
    }

    private CommittedOffset fillIn(CommittedOffset committed) {
        OptionalLong end = ends.apply(committed.partition());
        OptionalLong lag = end.isEmpty() ? end : OptionalLong.of(Math.max(0, end.getAsLong() - committed.offset()));
        return new CommittedOffset(
                committed.partition(), committed.offset(), committed.leaderEpoch(), committed.metadata(), committed.committedAtMillis(), lag);
    }
}
