package dev.vitrine.engine.group;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** All groups of a shard for observers, without the lag: how long the partitions are, others know. */
record ViewGroups(int broker, GroupShard shard) {

    List<GroupView> all() {
        return shard.groups().stream().map(group -> group.view(this, offsets(group))).toList();
    }

    private List<CommittedOffset> offsets(Group group) {
        List<CommittedOffset> offsets = new ArrayList<>();
        shard.offsets().forEach(group.id(), (partition, offset) -> offsets.add(new CommittedOffset(
                partition, offset.offset(), offset.leaderEpoch(), offset.metadata(), offset.committedAtMillis(), OptionalLong.empty())));
        return offsets;
    }

    ClusterImage image() {
        return shard.image();
    }

    /** The assignor of groups whose members wish for none. */
    Optional<String> assignor() {
        return Optional.of(shard.assignors().byDefault());
    }

    int sessionTimeoutMs(String group) {
        return shard.settings(group).sessionTimeoutMs();
    }
}
