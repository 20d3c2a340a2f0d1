package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** All groups of a shard for observers, without the lag: how long the partitions are, others know. */
record ViewGroups(int broker) {

    List<GroupView> from(GroupShard shard) {
        return shard.groups().stream().map(group -> group.view(broker, offsets(shard, group))).toList();
    }

    private static List<CommittedOffset> offsets(GroupShard shard, Group group) {
        List<CommittedOffset> offsets = new ArrayList<>();
        shard.offsets().forEach(group.id(), (partition, offset) -> offsets.add(new CommittedOffset(
                partition, offset.offset(), offset.leaderEpoch(), offset.metadata(), offset.committedAtMillis(), OptionalLong.empty())));
        return offsets;
    }
}
