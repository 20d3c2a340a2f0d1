package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.GroupState;

/** Nothing was heard of a member, or of someone who was given a member id, for its session timeout. */
record SessionTimeout(String groupId, String memberId) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        shard.classic(groupId).ifPresent(group -> expire(shard, group, turn));
    }

    private void expire(GroupShard shard, ClassicGroup group, Turn turn) {
        String why = "member " + memberId + " was not heard of within its session timeout";
        if (group.pendingJoins().contains(memberId)) {
            group.remove(memberId);
            if (group.state() == GroupState.PREPARING_REBALANCE) {
                shard.rebalance().afterLoss(group, why, turn);
            }
            return;
        }
        group.members().find(memberId).filter(member -> !member.silenceExcused()).ifPresent(member -> {
            shard.rebalance().drop(group, member, LeaveCause.SESSION_TIMEOUT, turn);
            shard.rebalance().afterLoss(group, why, turn);
        });
    }
}
