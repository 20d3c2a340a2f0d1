package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.GroupState;

/** An empty group has waited for more members. Where some came meanwhile it waits on, as long as their rebalance timeout lets it. */
record InitialDelayOver(String groupId, int delayMs, int remainingMs) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        shard.classic(groupId).filter(group -> group.state() == GroupState.PREPARING_REBALANCE).ifPresent(group -> {
            if (group.takeJoinedDuringInitialDelay() && remainingMs > 0) {
                int next = Math.min(shard.config().initialRebalanceDelayMs(), remainingMs);
                shard.rebalance().waitForMore(group, next, Math.max(remainingMs - delayMs, 0), turn);
            } else {
                shard.rebalance().completeJoin(group, "all members that came in time have joined", turn);
            }
        });
    }
}
