package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.GroupState;

/** The members had as long as the slowest of them may take to join. */
record JoinTimeout(String groupId) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        shard.classic(groupId)
                .filter(group -> group.state() == GroupState.PREPARING_REBALANCE)
                .ifPresent(group -> shard.rebalance().completeJoin(group, "the rebalance timeout is over", turn));
    }
}
