package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.GroupState;

/** The members of a generation had as long as the slowest of them may take to fetch their assignment. */
record SyncTimeout(String groupId, int generation) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        shard.classic(groupId)
                .filter(group -> group.generation() == generation && !group.pendingSyncs().isEmpty())
                .filter(group -> group.state() == GroupState.COMPLETING_REBALANCE || group.state() == GroupState.STABLE)
                .ifPresent(group -> shard.rebalance().dropLateToSync(group, turn));
    }
}
