package dev.vitrine.engine.group;

import dev.vitrine.engine.group.PendingOffsets.Place;
import dev.vitrine.engine.observe.Event.OffsetsExpired;
import dev.vitrine.engine.observe.GroupState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets go of offsets that nobody has needed for {@code offsets.retention.minutes} (KIP-211), and of empty groups that keep none. Offsets of
 * topics that a group reads now stay, as do those that an open transaction is about to replace. A time that a client itself has set goes before all rules.
 */
record ExpireOffsets() implements Operation {

    /** Looks again after {@code offsets.retention.check.interval.ms}. */
    static void again(GroupConfig config, Turn turn) {
        turn.startTimer(new TimerKey.OffsetExpiry(), config.offsetsRetentionCheckMs(), new ExpireOffsets());
    }

    @Override
    public void apply(GroupShard shard, Turn turn) {
        for (Group group : List.copyOf(shard.groups())) {
            expire(shard, group, turn);
        }
        again(shard.config(), turn);
    }

    private static void expire(GroupShard shard, Group group, Turn turn) {
        List<TopicPartition> expired = expired(shard, group, turn.now());
        boolean nothingLeft = expired.size() == count(shard, group) && !shard.pending().has(group.id());
        if (!expired.isEmpty()) {
            turn.publish(new OffsetsExpired(group.id(), expired));
        }
        if (nothingLeft && group.state() == GroupState.EMPTY) {
            shard.delete(group, expired.isEmpty() ? "it is empty and has no offsets" : "the last of its offsets has expired", turn);
        } else {
            expired.forEach(partition -> shard.forget(group.id(), partition, turn));
        }
    }

    private static List<TopicPartition> expired(GroupShard shard, Group group, long now) {
        List<TopicPartition> expired = new ArrayList<>();
        Optional<ToLongFunction<OffsetAndMetadata>> start = group.retentionStart();
        if (start.isPresent()) {
            shard.offsets().forEach(group.id(), (partition, offset) -> {
                long until = offset.expireAtMillis().orElse(start.get().applyAsLong(offset) + shard.config().offsetsRetentionMs());
                boolean wanted = group.subscribesTo(partition.topic()) || shard.pending().has(new Place(group.id(), partition));
                if (now >= until && !wanted) {
                    expired.add(partition);
                }
            });
        }
        return List.copyOf(expired);
    }

    private static int count(GroupShard shard, Group group) {
        int[] count = {0};
        shard.offsets().forEach(group.id(), (partition, offset) -> count[0]++);
        return count[0];
    }
}
